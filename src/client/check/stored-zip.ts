import { joined } from '../../source/bytes.ts'
import { type ClientFile, readPart } from '../chunks.ts'

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (value >>> 8) ^ (CRC_TABLE[(value ^ byte) & 0xff] ?? 0)
  return (value ^ 0xffffffff) >>> 0
}

/** Numbers in two or four bytes, low byte first. */
function record(...fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap(([bytes, value]) => Array.from({ length: bytes }, (_, index) => (value >>> (8 * index)) & 0xff)),
  )
}

const UTF8_NAMES = 0x800
// 1 January 1980, the first day that an archive can name.
const FIRST_DAY = 0x21

/**
 * An archive whose entries are stored as they are: what the doctor needs to talk to sites that ask for archives, and
 * nothing more. Everything is held in memory; for real exchanges use a packer.
 */
export async function storedZip(files: readonly ClientFile[]): Promise<ClientFile> {
  const pieces: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const file of files) {
    const bytes = await readPart(file, { position: 0, length: file.size })
    const name = new TextEncoder().encode(file.name)
    const common = record(
      [2, 20],
      [2, UTF8_NAMES],
      [2, 0],
      [2, 0],
      [2, FIRST_DAY],
      [4, crc32(bytes)],
      [4, bytes.length],
      [4, bytes.length],
      [2, name.length],
      [2, 0],
    )
    const local = [record([4, 0x04034b50]), common, name, bytes]
    const place = record([2, 0], [2, 0], [2, 0], [4, 0], [4, offset])
    directory.push(record([4, 0x02014b50], [2, 20]), common, place, name)
    pieces.push(...local)
    offset += local.reduce((length, piece) => length + piece.length, 0)
  }
  const listing = joined(directory)
  const count = files.length
  const end = record([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, listing.length], [4, offset], [2, 0])
  const archive = joined([...pieces, listing, end])
  return {
    name: 'archive.zip',
    size: archive.length,
    read: async (position, length) => archive.subarray(position, position + length),
  }
}
