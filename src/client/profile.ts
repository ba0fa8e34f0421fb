import type { Addresses } from './addresses.ts'
import type { RequestType } from './step.ts'
import type { Words } from './words.ts'

/** The clients that can be played: kinds of 1C, two of them also with a setting that changes their requests. */
export type ProfileName =
  /** Управление торговлей 10.3. */
  | 'ut103'
  /** Управление небольшой фирмой 1.x. */
  | 'smb'
  /** Управление торговлей 11.5, as shipped. */
  | 'ut115'
  /** The same with its option to send `sessid`. */
  | 'ut115-sessid'
  /** Управление нашей фирмой 3.0. */
  | 'unf'
  /** The same with the Bitrix protocol and subordinate documents switched on. */
  | 'unf-bitrix'
  /** The 1С-Битрикс module for 1C: closed source, known from servers that talk to it. */
  | 'bitrix'
  /** Not a 1C, but the public emulator that authors of sites use (cmltester.php). */
  | 'emulator'

/** How one client sends requests and reads replies: a row of the table {@link PROFILES}. */
export interface Profile {
  /** Its row in {@link PROFILES}, by which findings name it; a changed copy keeps it. */
  readonly name: ProfileName
  /** Its name for people. */
  readonly title: string
  /** What it tells its user. */
  readonly words: Words
  /**
   * How it decodes a reply: `ansi` by a byte order mark, else as windows-1251; `charset` by that of the `Content-Type`,
   * else as UTF-8; `charset-then-guess` likewise, then as windows-1251 if that gave U+FFFD.
   */
  readonly reading: 'ansi' | 'charset' | 'charset-then-guess'
  /** How it normalises the first line before comparing it. */
  readonly line1: 'lower' | 'trim-lower'
  /** It trims the whole body and every line. */
  readonly trimsAll: boolean
  /** It counts the empty line after a trailing LF. */
  readonly countsLastEmptyLine: boolean
  /** It takes an empty body for no reply at all. */
  readonly emptyIsNoReply: boolean
  /** What it does about a status other than 200: ignores it, tells its user, or gives up. */
  readonly status: 'ignored' | 'noted' | 'fatal'
  /** How many lines the init reply must have. */
  readonly initLines: 'two' | 'any' | 'two-or-more'
  /** The values of line 1 of the init reply that make it send archives. */
  readonly zipLines: readonly string[]
  /** How the reply to a query may begin. */
  readonly orders: readonly string[]
  /** It recognises `failure` instead of orders. */
  readonly ordersFailure: boolean
  /** What it requires of the reply to success: nothing, any reply, or a reply that is not a failure. */
  readonly success: 'ignored' | 'any' | 'no-failure'
  /** What it appends to the address of the site. */
  readonly addresses: Addresses
  /** The path that it requests if the configured address has none. */
  readonly defaultPath: string
  /** Its `User-Agent`. */
  readonly userAgent: string
  /** It sends everything by POST. */
  readonly posts: boolean
  /** How long it waits for a reply; absent for no limit. */
  readonly timeoutMs?: number
  /** How long it waits before each call of import. */
  readonly pollPauseMs: number
  /** It repeats a GET once if the reply was cut short. */
  readonly repeatsCutGet: boolean
  /** How often it repeats a failed session. */
  readonly repeats: number
  /** It continues with the next session after one has failed. */
  readonly goesOn: boolean
  /** It uses one session for all files, or one for each XML file. */
  readonly sessions: 'one' | 'each'
  /** The place of pictures among the files of a session. */
  readonly pictures: 'before' | 'after' | 'sorted'
  /** It sends import after uploading a catalog. */
  readonly imports: boolean
  /** It sends import after uploading orders. */
  readonly importsOrders: boolean
  /** It sends init before it fetches orders. */
  readonly initsOrders: boolean
  /** It sends an empty part after a file of a whole number of parts. */
  readonly emptyLastChunk: boolean
  /** Modes that it sends after the last session of a catalog; deactivate only for a full export. */
  readonly ends: readonly ('deactivate' | 'complete')[]
  /**
   * How it names files, by kind. `{n}` counts the files of a kind from 0, `{portion}` from 1; `{uuid}` is new for each
   * file, `{run}` for each exchange. Files of other kinds keep their names.
   */
  readonly names: Readonly<Record<string, string>>
  /** How it names archives: every `X` is a hexadecimal digit, `{document}` the first document in the archive. */
  readonly zipName: string
  /** Kinds of files that it sends with another type. */
  readonly types: Readonly<Record<string, RequestType>>
}
