// Rows of a picture 32,000 pixels wide, four bytes each; or blocks of 64 KiB, as who makes a long file likes to repeat.
const LONGEST_PERIOD = 128 * 1024
// The longest one twice. What has no period so far can have none as short as that later.
const HEAD_BYTES = 2 * LONGEST_PERIOD

/** Behind how many bytes these come again, to their end; as many as there are where they do not. */
function periodOf(bytes: Uint8Array): number {
  // Knuth, Morris and Pratt: up to each byte, how many of the first bytes are also the last.
  const borders = new Uint32Array(bytes.length)
  let border = 0
  for (let index = 1; index < bytes.length; index++) {
    while (border > 0 && bytes[index] !== bytes[border]) border = borders[border - 1] as number // in range
    if (bytes[index] === bytes[border]) border++
    borders[index] = border
  }
  return bytes.length - border
}

/** Tells of bytes that go by whether they repeat themselves from beginning to end. */
export class Repetition {
  #head = new Uint8Array(0)
  #length = 0
  /** Known once the head is full; `undefined` when the bytes do not repeat. */
  #period: number | undefined

  add(bytes: Uint8Array): void {
    const rest = bytes.subarray(this.#fill(bytes))
    if (this.#period !== undefined && !this.#goesOn(rest, this.#period)) this.#period = undefined
    this.#length += rest.length
  }

  get found(): boolean {
    if (this.#length >= HEAD_BYTES) return this.#period !== undefined
    return 2 * periodOf(this.#head.subarray(0, this.#length)) <= this.#length
  }

  /** Takes what the head has room for; gives how much that was. */
  #fill(bytes: Uint8Array): number {
    const taken = bytes.subarray(0, Math.max(0, HEAD_BYTES - this.#length))
    if (taken.length === 0) return 0
    const length = this.#length + taken.length
    if (length > this.#head.length) {
      const larger = new Uint8Array(Math.min(HEAD_BYTES, 2 * length))
      larger.set(this.#head)
      this.#head = larger
    }
    this.#head.set(taken, this.#length)
    this.#length = length
    if (length === HEAD_BYTES) {
      const period = periodOf(this.#head)
      this.#period = period <= LONGEST_PERIOD ? period : undefined
    }
    return taken.length
  }

  #goesOn(bytes: Uint8Array, period: number): boolean {
    for (let index = 0; index < bytes.length; index++) {
      if (bytes[index] !== this.#head[(this.#length + index) % period]) return false
    }
    return true
  }
}
