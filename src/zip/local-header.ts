import { type DirectoryRecord, ENCRYPTION_FLAGS } from './entry-checks.ts'
import { entryNamed, hex32, refusal } from './refusal.ts'

/** What stands before an entry's data, in the words of APPNOTE 4.3.7. */
export interface LocalHeader {
  readonly generalPurposeBitFlag: number
  readonly compressionMethod: number
  readonly crc32: number
  readonly compressedSize: number
  readonly uncompressedSize: number
  readonly fileName: Uint8Array
  readonly extraField: Uint8Array
  readonly fileDataStart: number
}

/** A local header without its name and extra fields. */
const LOCAL_HEADER_LENGTH = 30

/** General purpose bit 3: sizes and checksum follow the data, the header has zeros (APPNOTE 4.4.4). */
const DESCRIPTOR_FLAG = 0x8
const ZIP64_EXTRA = 0x0001
const IN_ZIP64 = 0xffffffff

/** Throws, before the local header is read, for an entry that cannot lie between the file's start and the directory. */
export function checkPlace(record: DirectoryRecord, name: string, directoryStart: number): void {
  const start = record.relativeOffsetOfLocalHeader
  const end = start + LOCAL_HEADER_LENGTH + record.fileNameRaw.length + record.compressedSize
  if (end <= directoryStart) return
  const what = `it needs the bytes ${start} to ${end}, the directory begins at byte ${directoryStart}`
  throw refusal('zip-overlap', entryNamed(name), what)
}

/**
 * Throws when the local header tells another story than the directory: programs that unpack from the front go by the
 * first, this one by the second, and what one of them checked the other must not read differently.
 */
export function checkLocalHeader(record: DirectoryRecord, local: LocalHeader, name: string): void {
  const mismatch = (what: string, expected: string | number, found: string | number) =>
    refusal('zip-header-mismatch', entryNamed(name), `expected ${what} ${expected} as in the directory, found ${found}`)

  if (Buffer.compare(record.fileNameRaw, local.fileName) !== 0) {
    throw refusal('zip-header-mismatch', entryNamed(name), 'its local header has another name than the directory')
  }
  if (record.compressionMethod !== local.compressionMethod) {
    throw mismatch('method', record.compressionMethod, local.compressionMethod)
  }
  if (((record.generalPurposeBitFlag ^ local.generalPurposeBitFlag) & ENCRYPTION_FLAGS) !== 0) {
    throw refusal('zip-header-mismatch', entryNamed(name), 'its local header says that it is encrypted')
  }
  if ((local.generalPurposeBitFlag & DESCRIPTOR_FLAG) !== 0) return
  const { unpacked = record.uncompressedSize, packed = record.compressedSize } = localSizes(local)
  if (record.uncompressedSize !== unpacked) throw mismatch('size', record.uncompressedSize, unpacked)
  if (record.compressedSize !== packed) throw mismatch('packed size', record.compressedSize, packed)
  if (record.crc32 !== local.crc32) throw mismatch('CRC-32', hex32(record.crc32), hex32(local.crc32))
}

/**
 * The sizes, from the ZIP64 field where the header refers to it (APPNOTE 4.5.3); yauzl resolves only the directory's.
 * `undefined` for one whose field is missing: then the header makes no statement that could be false.
 */
function localSizes(local: LocalHeader): { unpacked: number | undefined; packed: number | undefined } {
  const field = extraField(Buffer.from(local.extraField), ZIP64_EXTRA)
  let at = 0
  const take = (): number | undefined => {
    at += 8
    return field !== undefined && at <= field.length ? Number(field.readBigUInt64LE(at - 8)) : undefined
  }
  return {
    unpacked: local.uncompressedSize === IN_ZIP64 ? take() : local.uncompressedSize,
    packed: local.compressedSize === IN_ZIP64 ? take() : local.compressedSize,
  }
}

/** The data of the first field with an id. Writers pad the block with bytes that are no field: those end the search. */
function extraField(block: Buffer, wanted: number): Buffer | undefined {
  let at = 0
  while (at + 4 <= block.length) {
    const end = at + 4 + block.readUInt16LE(at + 2)
    if (end > block.length) return undefined
    if (block.readUInt16LE(at) === wanted) return block.subarray(at + 4, end)
    at = end
  }
  return undefined
}
