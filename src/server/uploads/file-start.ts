import { ROOT } from '../../schema/places.ts'
import { rangeOf, type StoredFiles } from '../imports/stored-source.ts'

// A document's own first bytes, in the encodings that are read: a chunk that begins so begins a file.
const DOCUMENT_STARTS = [
  [0x3c, 0x3f, 0x78, 0x6d, 0x6c],
  [0xef, 0xbb, 0xbf, 0x3c, 0x3f, 0x78],
  [0xff, 0xfe, 0x3c, 0x00, 0x3f, 0x00],
  [0xfe, 0xff, 0x00, 0x3c, 0x00, 0x3f],
]
// Every entry of an archive begins so: a chunk that does begins another archive only behind one that has its end.
const ENTRY_START = [0x50, 0x4b, 0x03, 0x04]
const ARCHIVE_END = 0x06054b50
const ARCHIVE_END_BYTES = 22
const LONGEST_COMMENT = 0xffff // behind the end: 1C writes none, but not only 1C packs
const IN_ZIP64 = 0xffffffff // a record before this one has it

const startsWith = (bytes: ArrayLike<number>, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte)

/** Whether a chunk that begins with these bytes begins its file, whatever has come of it before. */
export async function beginsFile(
  start: readonly number[],
  extension: string,
  uploads: StoredFiles,
  area: string,
  name: string,
): Promise<boolean> {
  if (extension === 'xml') return DOCUMENT_STARTS.some((mark) => startsWith(start, mark))
  return extension === 'zip' && startsWith(start, ENTRY_START) && (await isWholeArchive(uploads, area, name))
}

const ROOT_START = new RegExp(`^\\s*<${ROOT}[\\s/>]`)

/**
 * Whether a chunk begins as a document does that has no declaration. That may also be the next piece of one, whose
 * declaration came alone, or in whose text such a tag is quoted: only behind a whole document it begins another.
 */
export function beginsRoot(start: readonly number[]): boolean {
  const bytes = Uint8Array.from(start)
  return ['utf-8', 'windows-1251'].some((label) => ROOT_START.test(new TextDecoder(label).decode(bytes)))
}

// More than any picture's mark.
const MARK_BYTES = 16

/** The first bytes of what has come of a file. */
export async function firstBytesOf(uploads: StoredFiles, area: string, name: string): Promise<ArrayLike<number>> {
  const file = await uploads.open(area, name)
  if (file === undefined) return []
  try {
    const start: number[] = []
    for await (const bytes of rangeOf(file, 0, Math.min(file.size, MARK_BYTES))) start.push(...bytes)
    return start
  } finally {
    await file.close()
  }
}

/** Whether an archive is there to its end: it ends in a record of its directory, which ends where that begins. */
export async function isWholeArchive(uploads: StoredFiles, area: string, name: string): Promise<boolean> {
  const file = await uploads.open(area, name)
  if (file === undefined) return false
  try {
    const from = Math.max(0, file.size - ARCHIVE_END_BYTES - LONGEST_COMMENT)
    const tail = new Uint8Array(file.size - from)
    let length = 0
    for await (const bytes of rangeOf(file, from, file.size)) {
      tail.set(bytes, length)
      length += bytes.length
    }
    const view = new DataView(tail.buffer)
    for (let at = length - ARCHIVE_END_BYTES; at >= 0; at--) if (isEndAt(view, at, from)) return true
    return false
  } finally {
    await file.close()
  }
}

/** Whether that place in an archive's tail, which begins at `from`, holds the record that the archive ends in. */
function isEndAt(tail: DataView, at: number, from: number): boolean {
  if (tail.getUint32(at, true) !== ARCHIVE_END) return false
  if (at + ARCHIVE_END_BYTES + tail.getUint16(at + 20, true) !== tail.byteLength) return false
  const directorySize = tail.getUint32(at + 12, true)
  const directoryAt = tail.getUint32(at + 16, true)
  return directoryAt === IN_ZIP64 || directorySize === IN_ZIP64 || directoryAt + directorySize === from + at
}
