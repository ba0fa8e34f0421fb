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
export const LOCAL_HEADER_LENGTH = 30

/** General purpose bit 3: sizes and checksum follow the data, the header has zeros (APPNOTE 4.4.4). */
const DESCRIPTOR_FLAG = 0x8
const ZIP64_EXTRA = 0x0001
const IN_ZIP64 = 0xffffffff

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
  const sizes = localSizes(local)
  if (record.uncompressedSize !== sizes.unpacked) throw mismatch('size', record.uncompressedSize, sizes.unpacked)
  if (record.compressedSize !== sizes.packed) throw mismatch('packed size', record.compressedSize, sizes.packed)
  if (record.crc32 !== local.crc32) throw mismatch('CRC-32', hex32(record.crc32), hex32(local.crc32))
}

/** The sizes, from the ZIP64 field where the header refers to it (APPNOTE 4.5.3); yauzl resolves only the directory's. */
function localSizes(local: LocalHeader): { unpacked: number; packed: number } {
  let unpacked = local.uncompressedSize
  let packed = local.compressedSize
  const field = extraField(Buffer.from(local.extraField), ZIP64_EXTRA)
  let at = 0
  const take = (): number | undefined => {
    at += 8
    return field !== undefined && at <= field.length ? Number(field.readBigUInt64LE(at - 8)) : undefined
  }
  if (unpacked === IN_ZIP64) unpacked = take() ?? unpacked
  if (packed === IN_ZIP64) packed = take() ?? packed
  return { unpacked, packed }
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
