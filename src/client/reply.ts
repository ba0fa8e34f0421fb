import { trimmed } from './blanks.ts'
import type { Profile } from './profile.ts'

/** A reply of a site, as it came. */
export interface Reply {
  /** The HTTP status; no redirect is followed. */
  readonly status: number
  /** Its headers, secrets included. */
  readonly headers: Headers
  /** The body, undecoded: clients differ in the encoding that they take it for. */
  readonly bytes: Uint8Array
}

const MARKS: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** The encoding that a byte order mark names. */
export function markOf(bytes: Uint8Array): string | undefined {
  return MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0]
}

/** `charset` of the Content-Type, as it stands there. */
export function charsetOf(headers: Headers): string | undefined {
  return /charset="?([^\s";]+)/i.exec(headers.get('content-type') ?? '')?.[1]
}

function decode(encoding: string, bytes: Uint8Array): string {
  try {
    // The mark goes. Whether GetBodyAsString of 8.3 drops it was not verified; WC and USAM put one before every reply.
    return new TextDecoder(encoding).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes) // a charset that nobody knows
  }
}

const REPLACEMENT = '\ufffd'

// UNF ПолучитьДанныеССервера 11300: the charset once more, then windows-1251, then UTF-8, until no U+FFFD is left.
function guessed(reply: Reply): string {
  const tries = [charsetOf(reply.headers) ?? 'utf-8', 'windows-1251', 'utf-8']
  const texts = tries.map((encoding) => decode(encoding, reply.bytes))
  return texts.find((text) => !text.includes(REPLACEMENT)) ?? texts.at(-1) ?? ''
}

const READINGS: Record<Profile['reading'], (reply: Reply) => string> = {
  // Russian Windows; with another system code page 1C would read another text.
  ansi: ({ bytes }) => decode(markOf(bytes) ?? 'windows-1251', bytes),
  charset: (reply) => decode(charsetOf(reply.headers) ?? 'utf-8', reply.bytes),
  'charset-then-guess': guessed,
}

/** The body as a client sees it. */
export interface ReplyText {
  readonly text: string
  /** How many lines it counts. */
  readonly lineCount: number
  /** A line from 1, empty behind the end (СтрПолучитьСтроку). */
  line(number: number): string
  /** A line made ready to be compared. */
  word(number: number): string
}

/** Reads a body the way one client does: encoding, lines, blanks. */
export function readText(profile: Profile, reply: Reply): ReplyText {
  const raw = READINGS[profile.reading](reply)
  const text = profile.trimsAll ? trimmed(raw) : raw
  const lines = text.split('\n').map((line) => (profile.trimsAll ? trimmed(line) : line))
  const counted = !profile.countsLastEmptyLine && lines.at(-1) === '' ? lines.length - 1 : lines.length
  const line = (number: number): string => lines[number - 1] ?? ''
  return {
    text,
    lineCount: text === '' ? 0 : counted,
    line,
    word(number) {
      const lower = line(number).toLowerCase()
      return profile.line1 === 'lower' ? lower : trimmed(lower)
    },
  }
}
