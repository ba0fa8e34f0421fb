import { Repetition } from './chunk-period.ts'
import { rangeOf, type StoredFiles } from './stored-source.ts'

// A shorter chunk may well be equal to the one before it: sites with a tiny file_limit cut runs of blanks in two.
export const TELLING_BYTES: number = 256

/** What tells one chunk from another: its length and a hash of 64 bits. */
export interface ChunkPrint {
  readonly length: number
  readonly high: number
  readonly low: number
  /**
   * Whether it is too long and varied to be equal to another by chance: where the bytes of a chunk repeat themselves, as
   * in a picture whose rows are all the same, those of the next one may well be the same.
   */
  readonly tells: boolean
}

export const samePrint = (one: ChunkPrint, other: ChunkPrint): boolean =>
  one.length === other.length && one.high === other.high && one.low === other.low

/** Takes the print of a chunk while it goes by. */
export class ChunkPrinter {
  #length = 0
  #high = 0x811c9dc5
  #low = 0x27d4eb2f
  readonly #repetition = new Repetition()

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
    this.#repetition.add(bytes)
    this.#length += bytes.length
  }

  get print(): ChunkPrint {
    const tells = this.#length >= TELLING_BYTES && !this.#repetition.found
    return { length: this.#length, high: this.#high, low: this.#low, tells }
  }
}

/** The print of as many bytes at one end of a stored file; `undefined` when it has not so many. */
export async function storedPrint(
  uploads: StoredFiles,
  [area, name]: readonly [area: string, name: string],
  end: 'first' | 'last',
  length: number,
): Promise<ChunkPrint | undefined> {
  const file = await uploads.open(area, name)
  if (file === undefined) return undefined
  try {
    if (file.size < length) return undefined
    const printer = new ChunkPrinter()
    const from = end === 'first' ? 0 : file.size - length
    for await (const bytes of rangeOf(file, from, from + length)) printer.add(bytes)
    return printer.print
  } finally {
    await file.close()
  }
}
