// A shorter chunk may well be equal to the one before it: sites with a tiny file_limit cut runs of blanks in two.
const TELLING_BYTES = 256

/** What tells one chunk from another: its length and a hash of 64 bits, taken while it goes by. */
export class ChunkPrint {
  #length = 0
  #high = 0x811c9dc5
  #low = 0x27d4eb2f
  #first = -1
  #uniform = true

  add(bytes: Uint8Array): void {
    if (this.#first === -1 && bytes.length > 0) this.#first = bytes[0] as number // it has one
    let high = this.#high
    let low = this.#low
    let uniform = this.#uniform
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index] as number // in range
      if (byte !== this.#first) uniform = false
      high = Math.imul(high ^ byte, 0x01000193)
      low = Math.imul(low + byte, 0x85ebca6b)
      low ^= low >>> 15
    }
    this.#high = high
    this.#low = low
    this.#uniform = uniform
    this.#length += bytes.length
  }

  get length(): number {
    return this.#length
  }

  /** Whether this chunk is the other one sent again: equal, and too long and varied to be equal by chance. */
  repeats(other: ChunkPrint): boolean {
    if (this.#length < TELLING_BYTES || this.#uniform) return false
    return this.#length === other.#length && this.#high === other.#high && this.#low === other.#low
  }
}
