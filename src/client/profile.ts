import type { Addresses } from './addresses.ts'
import type { ExchangeType } from './step.ts'
import type { Words } from './words.ts'

/** The clients that can be played: five kinds of 1C, two of them also with a setting that changes their requests. */
export type ProfileName =
  /** Управление торговлей 10.3. */
  | 'ut103'
  /** Управление небольшой фирмой 1.x. */
  | 'smb'
  /** Управление торговлей 11.5, as it is delivered. */
  | 'ut115'
  /** The same with its option to send `sessid`. */
  | 'ut115-sessid'
  /** Управление нашей фирмой 3.0. */
  | 'unf'
  /** The same with the Bitrix protocol and subordinate documents switched on. */
  | 'unf-bitrix'
  /** The 1С-Битрикс module for 1C: closed, known from what servers say of it. */
  | 'bitrix'
  /** No 1C: how the public emulator of sites' authors asks (ROB cmltester.php). */
  | 'emulator'

/** How one client reads replies and what it sends: a row of the table {@link PROFILES}. */
export interface Profile {
  readonly name: ProfileName
  /** What people call it. */
  readonly title: string
  /** What it says to its user. */
  readonly words: Words
  /**
   * Bytes to text: `ansi` is a text file without encoding (a byte order mark, else windows-1251); `charset` that of the
   * Content-Type, else UTF-8; `charset-then-guess` also tries windows-1251 where that gave U+FFFD.
   */
  readonly reading: 'ansi' | 'charset' | 'charset-then-guess'
  /** How the first line is made comparable. */
  readonly line1: 'lower' | 'trim-lower'
  /** The whole body and every line lose their blanks. */
  readonly trimsAll: boolean
  /** Whether an empty line behind a trailing LF is one. */
  readonly countsLastEmptyLine: boolean
  /** An empty body is taken for no reply at all. */
  readonly emptyIsNoReply: boolean
  /** Another status than 200: ignored, told in a note, or the end. */
  readonly status: 'ignored' | 'noted' | 'fatal'
  /** How many lines the init reply must have. */
  readonly initLines: 'two' | 'any' | 'two-or-more'
  /** What line 1 of the init reply must be for archives. */
  readonly zipLines: readonly string[]
  /** With what the reply to a query may begin. */
  readonly orders: readonly string[]
  /** It knows `failure` in place of orders. */
  readonly ordersFailure: boolean
  /** The reply to success: never looked at, must be there, or must not be a failure either. */
  readonly success: 'ignored' | 'any' | 'no-failure'
  readonly addresses: Addresses
  /** Where it asks if the configured address has no path. */
  readonly defaultPath: string
  readonly userAgent: string
  /** Everything by POST. */
  readonly posts: boolean
  /** How long it waits for a reply; absent: for ever. */
  readonly timeoutMs?: number
  /** It waits this long before each import call. */
  readonly pollPauseMs: number
  /** A GET whose body was cut short is sent once more. */
  readonly repeatsCutGet: boolean
  /** How often a failed session is repeated as a whole. */
  readonly repeats: number
  /** A failed session doesn't keep it from the next one. */
  readonly goesOn: boolean
  /** One session for all files, or one for each XML file. */
  readonly sessions: 'one' | 'each'
  /** Where pictures go among the files of a session. */
  readonly pictures: 'before' | 'after' | 'sorted'
  /** It asks for imports after the upload. */
  readonly imports: boolean
  /** The same for orders that it sends. */
  readonly importsOrders: boolean
  /** It asks for init before it fetches orders. */
  readonly initsOrders: boolean
  /** It closes a file of a whole number of chunks with an empty one. */
  readonly emptyLastChunk: boolean
  /** Modes behind the last session of a catalog; deactivate only for a full export. */
  readonly ends: readonly ('deactivate' | 'complete')[]
  /**
   * Names of files by their kind. `{n}` counts the files of a kind from 0, `{portion}` from 1, `{uuid}` is new for each
   * file, `{run}` for each exchange. A kind that is not here keeps its name.
   */
  readonly names: Readonly<Record<string, string>>
  /** Name of an archive; every `X` is a hexadecimal digit, `{document}` the document in it. */
  readonly zipName: string
  /** Kinds of files that are sent as another type. */
  readonly types: Readonly<Record<string, ExchangeType>>
}
