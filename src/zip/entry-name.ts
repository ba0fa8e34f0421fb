import { crc32 } from 'node:zlib'
import { type Limits, limitExceeded } from '../limits.ts'
import { isDeviceName } from '../source/device-name.ts'
import { decodeCp866 } from '../source/legacy.ts'
import { entryNamed, refusal } from './refusal.ts'

/** A tagged piece of an entry's extra data (APPNOTE 4.5). */
export interface ExtraField {
  readonly id: number
  readonly data: Uint8Array
}

/** A name that stays inside whatever folder it is put into, on any system. */
export interface SafeName {
  /** Segments joined by `/`; `''` for the root folder itself. */
  readonly name: string
  /** It was written with a separator at its end. */
  readonly directory: boolean
}

/** General purpose bit 11: the name is UTF-8 (APPNOTE, appendix D). */
const UTF8_FLAG = 0x800
/** Info-ZIP Unicode Path: the UTF-8 form of a name, with the CRC-32 of the form that it replaces (APPNOTE 4.6.9). */
const UNICODE_PATH = 0x7075
// PATH_MAX of Linux; Windows takes less. Segments have a limit of their own.
const LONGEST_PATH = 4096
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function utf8Name(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

function unicodePath(raw: Uint8Array, extraFields: readonly ExtraField[]): Uint8Array | undefined {
  for (const { id, data } of extraFields) {
    if (id !== UNICODE_PATH || data.length < 6 || data[0] !== 1) continue
    // A tool that knew nothing of the field may have renamed the entry: then the sum no longer fits.
    if (new DataView(data.buffer, data.byteOffset).getUint32(1, true) === crc32(raw)) return data.subarray(5)
  }
  return undefined
}

/**
 * The name that the writer meant.
 *
 * Bit 11 or the Unicode Path field says UTF-8, and must be right. Without them Info-ZIP on Linux still writes UTF-8,
 * which other bytes are not by chance; what remains comes from Russian Windows, whose console encoding is cp866.
 */
export function decodeName(raw: Uint8Array, flags: number, extraFields: readonly ExtraField[]): string {
  const declared = (flags & UTF8_FLAG) !== 0
  const unicode = unicodePath(raw, extraFields)
  if (declared && unicode !== undefined && Buffer.compare(raw, unicode) !== 0) {
    throw refusal('zip-header-mismatch', entryNamed(decodeCp866(raw)), 'it has two names, both in UTF-8')
  }
  const name = utf8Name(unicode ?? raw)
  if (name !== undefined) return name
  const legacy = decodeCp866(raw)
  if (!declared && unicode === undefined) return legacy
  throw refusal('zip-unsafe-name', entryNamed(legacy), 'expected a name in UTF-8, found other bytes')
}

const unsafe = (name: string, what: string) => refusal('zip-unsafe-name', entryNamed(name), what, { found: what })

/**
 * Refuses names that mean something else than a file below the archive's root, on Windows too: the exchange often ends
 * there. Only what is surely the same name is rewritten: `\` as separator, `.` and empty segments.
 */
export function safeName(given: string, limits: Limits): SafeName {
  if (given === '') throw unsafe(given, 'the name is empty')
  if (/\p{Cc}/u.test(given)) throw unsafe(given, 'control characters in the name')
  const path = given.replaceAll('\\', '/')
  if (path.startsWith('/')) throw unsafe(given, 'an absolute path')
  if (/^[a-z]:/i.test(path)) throw unsafe(given, 'a drive letter in the name')
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.')
  for (const segment of segments) checkSegment(given, segment, limits)
  const name = segments.join('/')
  if (Buffer.byteLength(name) > LONGEST_PATH) throw unsafe(given, `a path of more than ${LONGEST_PATH} bytes`)
  const directory = path.endsWith('/')
  if (name === '' && !directory) throw unsafe(given, 'the name of the folder itself')
  return { name, directory }
}

function checkSegment(given: string, segment: string, limits: Limits): void {
  if (segment === '..') throw unsafe(given, '.. in the path')
  // file.xml:stream is a second content of file.xml on NTFS.
  if (segment.includes(':')) throw unsafe(given, 'a colon in the name')
  // Windows drops them: `a.php.` becomes `a.php`, `.. ` becomes `..`.
  if (/[. ]$/.test(segment)) throw unsafe(given, 'a dot or space at the end of a segment')
  if (isDeviceName(segment)) throw unsafe(given, 'the name of a Windows device')
  if (Buffer.byteLength(segment) > limits.zipNameBytes) {
    const bytes = Buffer.byteLength(segment)
    throw limitExceeded('zipNameBytes', limits.zipNameBytes, `${entryNamed(given)}: a segment of ${bytes} bytes`)
  }
}
