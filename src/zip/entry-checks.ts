import { type Limits, limitExceeded } from '../limits.ts'
import type { ExtraField, SafeName } from './entry-name.ts'
import { entryNamed, hex32, refusal } from './refusal.ts'

/** What the directory says of one entry, in the words of APPNOTE 4.3.12. */
export interface DirectoryRecord {
  readonly versionMadeBy: number
  readonly generalPurposeBitFlag: number
  readonly compressionMethod: number
  readonly crc32: number
  readonly compressedSize: number
  readonly uncompressedSize: number
  readonly externalFileAttributes: number
  readonly relativeOffsetOfLocalHeader: number
  readonly fileNameRaw: Uint8Array
  readonly extraFields: readonly ExtraField[]
}

/** Compression methods that are read. */
const STORED = 0
export const DEFLATED = 8

const METHOD_NAMES = new Map([
  [1, 'Shrink'],
  [6, 'Implode'],
  [9, 'Deflate64, which Windows Explorer writes for files over 2 GB'],
  [12, 'BZIP2'],
  [14, 'LZMA'],
  [93, 'Zstandard'],
  [95, 'XZ'],
  [98, 'PPMd'],
])

/** General purpose bits: encrypted, strongly encrypted, directory encrypted (APPNOTE 4.4.4). */
export const ENCRYPTION_FLAGS = 0x1 | 0x40 | 0x2000
const PATCH_FLAG = 0x20

// stat(2): the type of a file in its mode, which archivers on UNIX put into the upper half of the attributes.
const TYPE_MASK = 0xf000
const REGULAR = 0x8000
const DIRECTORY = 0x4000
const TYPE_NAMES = new Map([
  [0x1000, 'a named pipe'],
  [0x2000, 'a character device'],
  [0x6000, 'a block device'],
  [0xa000, 'a symbolic link'],
  [0xc000, 'a socket'],
])

// Java and others deflate even nothing: two bytes, an empty final block.
const DEFLATED_NOTHING = 2
// Small files of one repeated byte reach any ratio and do no harm.
const RATIO_FREE_BYTES = 1024 * 1024

/** Whether an entry is a folder. Throws for what is neither file nor folder, and for a folder that carries data. */
export function isDirectory(record: DirectoryRecord, { name, directory }: SafeName): boolean {
  // Asked whatever system the writer claims: some extractors look at the mode alone.
  const type = (record.externalFileAttributes >>> 16) & TYPE_MASK
  if (type !== 0 && type !== REGULAR && type !== DIRECTORY) {
    const found = TYPE_NAMES.get(type) ?? 'a special file'
    throw refusal('zip-unsupported', entryNamed(name), `expected a file or folder, found ${found}`, { found })
  }
  if (!directory && type !== DIRECTORY) return false
  if (record.uncompressedSize > 0 || record.compressedSize > DEFLATED_NOTHING) {
    throw refusal('zip-unsupported', entryNamed(name), 'a folder that carries data', { found: 'a folder with data' })
  }
  return true
}

/** Throws for what cannot be unpacked. */
export function checkMethod({ generalPurposeBitFlag, compressionMethod }: DirectoryRecord, name: string): void {
  if ((generalPurposeBitFlag & ENCRYPTION_FLAGS) !== 0)
    throw refusal('zip-encrypted', entryNamed(name), 'it is encrypted')
  if ((generalPurposeBitFlag & PATCH_FLAG) !== 0) {
    throw refusal('zip-unsupported', entryNamed(name), 'it holds patch data', { found: 'patch data' })
  }
  if (compressionMethod === STORED || compressionMethod === DEFLATED) return
  const known = METHOD_NAMES.get(compressionMethod)
  const found = `method ${compressionMethod}${known === undefined ? '' : ` (${known})`}`
  throw refusal('zip-unsupported', entryNamed(name), `expected method 0 (stored) or 8 (Deflate), found ${found}`, {
    found,
  })
}

/** Throws when an entry says that it unpacks to more than is allowed: an honest bomb is never begun. */
export function checkSizeLimits(record: DirectoryRecord, name: string, unpackedBefore: number, limits: Limits): void {
  const { compressedSize, uncompressedSize } = record
  const where = entryNamed(name)
  if (uncompressedSize > limits.zipEntryBytes) {
    throw limitExceeded('zipEntryBytes', limits.zipEntryBytes, `${where}: ${uncompressedSize} bytes unpacked`)
  }
  if (uncompressedSize > RATIO_FREE_BYTES && uncompressedSize > limits.zipRatio * compressedSize) {
    const what = `${where}: ${uncompressedSize} bytes out of ${compressedSize}`
    throw limitExceeded('zipRatio', limits.zipRatio, what)
  }
  const total = unpackedBefore + uncompressedSize
  if (total > limits.zipTotalBytes) {
    throw limitExceeded('zipTotalBytes', limits.zipTotalBytes, `${where}: ${total} bytes unpacked up to it`)
  }
}

/** Throws when the sizes and the checksum cannot all be true. */
export function checkSizes(record: DirectoryRecord, name: string): void {
  const { compressionMethod, compressedSize, uncompressedSize } = record
  const where = entryNamed(name)
  if (compressionMethod === STORED && compressedSize !== uncompressedSize) {
    const what = `stored as it is, expected ${uncompressedSize} bytes, found ${compressedSize}`
    throw refusal('zip-size-mismatch', where, what)
  }
  if (uncompressedSize !== 0 || record.crc32 === 0) return
  // The checksum of nothing is 0, so one of the two is wrong; the packed size shows which.
  const nothing = compressedSize === (compressionMethod === STORED ? 0 : DEFLATED_NOTHING)
  if (nothing)
    throw refusal('zip-checksum', where, `expected CRC-32 00000000 of no bytes, found ${hex32(record.crc32)}`)
  throw refusal('zip-size-mismatch', where, `expected some bytes for ${compressedSize} packed ones, found size 0`)
}
