import { CommerceMLError } from '../errors.ts'

/** Text in pieces to UTF-8 bytes, strictly: a surrogate pair may be split between two pieces, a lone half is refused. */
export class Utf8Encoder {
  readonly #encoder = new TextEncoder()
  #carried = ''

  encode(text: string): Uint8Array {
    let whole = this.#carried + text
    const last = whole.charCodeAt(whole.length - 1)
    const open = (last & 0xfc00) === 0xd800
    this.#carried = open ? whole.slice(-1) : ''
    if (open) whole = whole.slice(0, -1)
    if (!whole.isWellFormed())
      throw new CommerceMLError('invalid-encoding', 'the string holds half of a surrogate pair', {
        found: 'lone surrogate',
      })
    return this.#encoder.encode(whole)
  }

  /** Throws `truncated-input` when the text ended inside a pair. */
  end(): void {
    if (this.#carried !== '') throw new CommerceMLError('truncated-input', 'the input ends inside a surrogate pair')
  }
}
