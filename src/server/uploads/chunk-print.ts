import { rangeOf, type StoredFiles } from '../imports/stored-source.ts'
import type { StoredFile } from '../stores.ts'

// A shorter chunk may well be equal to the one before it: sites with a tiny file_limit cut runs of blanks in two.
export const TELLING_BYTES: number = 256

/** What tells one chunk from another: its length and a hash of 64 bits. */
export interface ChunkPrint {
  readonly length: number
  readonly high: number
  readonly low: number
}

/** Where a file is stored. */
export type Place = readonly [area: string, name: string]

export const samePrint = (one: ChunkPrint, other: ChunkPrint): boolean =>
  one.length === other.length && one.high === other.high && one.low === other.low

/** Takes the print of a chunk while it goes by. */
export class ChunkPrinter {
  #length = 0
  #high = 0x811c9dc5
  #low = 0x27d4eb2f

  add(bytes: Uint8Array): void {
    let high = this.#high
    let low = this.#low
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index] as number // in range
      high = Math.imul(high ^ byte, 0x01000193)
      low = Math.imul(low + byte, 0x85ebca6b)
      low ^= low >>> 15
    }
    this.#high = high
    this.#low = low
    this.#length += bytes.length
  }

  get print(): ChunkPrint {
    return { length: this.#length, high: this.#high, low: this.#low }
  }
}

/** The print of a range of a stored file. */
export async function printOf(file: StoredFile, from: number, to: number): Promise<ChunkPrint> {
  const printer = new ChunkPrinter()
  for await (const bytes of rangeOf(file, from, to)) printer.add(bytes)
  return printer.print
}

/** The print of as many bytes at one end of a stored file; `undefined` when it has not so many. */
export async function storedPrint(
  uploads: StoredFiles,
  [area, name]: Place,
  end: 'first' | 'last',
  length: number,
): Promise<ChunkPrint | undefined> {
  const file = await uploads.open(area, name)
  if (file === undefined) return undefined
  try {
    if (file.size < length) return undefined
    const from = end === 'first' ? 0 : file.size - length
    return await printOf(file, from, from + length)
  } finally {
    await file.close()
  }
}
