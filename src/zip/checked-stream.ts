import { pipeline, Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import type { BoundedReader } from './bounded-reader.ts'
import { entryNamed, hex32, refusal } from './refusal.ts'

/** Where an entry's data is and what it has to unpack to. */
export interface EntryData {
  readonly name: string
  readonly size: number
  readonly compressedSize: number
  readonly crc32: number
  readonly deflated: boolean
  /** First byte of the data, behind the local header. */
  readonly dataStart: number
}

/** Bytes to be unpacked at a time: the source may lie behind HTTP, where each reading is a way there and back. */
const DEFLATED_LENGTH = 256 * 1024
/** Bytes given out at a time: between two of them the process has a turn for others. */
const PIECE_LENGTH = 64 * 1024

/**
 * The unpacked bytes of an entry, checked on the way: never more than its size is given out, and at the end size and
 * CRC-32 have to be right. yauzl compares sizes only ("No CRC-32 Checking", its README).
 *
 * Pulled piece by piece; leaving the loop early releases everything.
 */
export async function* readEntry(reader: BoundedReader, entry: EntryData): AsyncGenerator<Uint8Array, void, undefined> {
  let size = 0
  let checksum = 0
  for await (const piece of entry.deflated ? inflated(reader, entry) : packed(reader, entry, PIECE_LENGTH)) {
    size += piece.length
    if (size > entry.size) {
      const what = `expected ${entry.size} bytes unpacked, found more`
      throw refusal('zip-size-mismatch', entryNamed(entry.name), what)
    }
    checksum = crc32(piece, checksum)
    yield piece
  }
  if (size < entry.size) {
    throw refusal('zip-size-mismatch', entryNamed(entry.name), `expected ${entry.size} bytes unpacked, found ${size}`)
  }
  if (checksum !== entry.crc32) {
    const what = `expected CRC-32 ${hex32(entry.crc32)}, found ${hex32(checksum)}`
    throw refusal('zip-checksum', entryNamed(entry.name), what)
  }
}

async function* packed(
  reader: BoundedReader,
  entry: EntryData,
  length: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const end = entry.dataStart + entry.compressedSize
  for (let at = entry.dataStart; at < end; at += length) {
    yield await reader.read(at, Math.min(length, end - at))
  }
}

/**
 * zlib is fed here and not by yauzl's streams, to see how many bytes it took: Node ends an inflate stream in silence
 * when bytes follow the final block, and they would be a place to hide things in.
 */
async function* inflated(reader: BoundedReader, entry: EntryData): AsyncGenerator<Uint8Array, void, undefined> {
  const inflate = createInflateRaw({ chunkSize: PIECE_LENGTH })
  // One piece waits at a time. The callback has nothing to do: every failure also comes out of the loop below.
  pipeline(Readable.from(packed(reader, entry, DEFLATED_LENGTH), { highWaterMark: 1 }), inflate, () => {})
  try {
    yield* inflate as AsyncIterable<Uint8Array>
  } catch (error) {
    // A stream replaces an abort reason that is no error by an error of its own.
    reader.check()
    if (!isZlibError(error)) throw error
    throw refusal('zip-corrupt', entryNamed(entry.name), `expected Deflate data, found ${error.message}`, {
      cause: error,
    })
  }
  if (inflate.bytesWritten !== entry.compressedSize) {
    const what = `its data ends after ${inflate.bytesWritten} bytes, expected ${entry.compressedSize}`
    throw refusal('zip-corrupt', entryNamed(entry.name), what)
  }
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
}
