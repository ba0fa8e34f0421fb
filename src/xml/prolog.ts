import { type Limits, limitExceeded } from '../limits.ts'
import { doctypeRefused } from './wasm-errors.ts'

// The states, each with what has been read of an example.
const BETWEEN = 0 // white space
const OPENED = 1 // <
const DECLARING = 2 // <!DOCT
const NAMING = 3 // <!DOCTYPE htm
const INSTRUCTION = 4 // <?xml version=
const COMMENT = 5 // <!-- why
const DONE = 6 // <К

const DOCTYPE = 'DOCTYPE'
const MAX_DOCTYPE_NAME = 64

/**
 * Watches what comes before the root element, so that a DOCTYPE is refused at its name and never buffered:
 * the parser behind it collects an internal subset character by character, without a limit.
 * Text is passed on as soon as it cannot be the beginning of a DOCTYPE.
 */
export class PrologWatch {
  readonly #limits: Limits
  #state = BETWEEN
  #length = 0
  #held = ''
  #ending = ''
  #name = ''

  constructor(limits: Limits) {
    this.#limits = limits
  }

  get done(): boolean {
    return this.#state === DONE
  }

  /** Returns the text that may be parsed now. Throws `dtd-refused` and `limit-exceeded`, after `pass` got what came before. */
  feed(text: string, pass: (text: string) => void): void {
    let from = 0
    for (let index = 0; index < text.length && !this.done; index++) {
      const before = this.#state
      this.#step(text[index] ?? '')
      if (before === BETWEEN && this.#state === OPENED) {
        pass(this.#release(text.slice(from, index)))
        from = index
      }
      this.#length++
      // A `<` alone may be the root's.
      if (this.#length > this.#limits.prologLength && this.#state !== OPENED && !this.done) {
        pass(this.#release(text.slice(from, index)))
        throw limitExceeded('prologLength', this.#limits.prologLength, 'the text before the root element')
      }
    }
    const rest = text.slice(from)
    if (this.#state === OPENED || this.#state === DECLARING || this.#state === NAMING) this.#held += rest
    else pass(this.#release(rest))
  }

  /** At the end of the input: what is still held. */
  end(pass: (text: string) => void): void {
    if (this.#held !== '') pass(this.#release(''))
  }

  #release(text: string): string {
    const all = this.#held + text
    this.#held = ''
    return all
  }

  #step(char: string): void {
    switch (this.#state) {
      case BETWEEN:
        if (char === '<') this.#state = OPENED
        else if (!' \t\r\n\uFEFF'.includes(char)) this.#state = DONE // the parser says what is wrong with it
        return
      case OPENED:
        this.#name = ''
        this.#ending = ''
        this.#state = char === '?' ? INSTRUCTION : char === '!' ? DECLARING : DONE
        return
      case DECLARING:
        this.#name += char
        if (this.#name === '--') this.#state = COMMENT
        else if (this.#name.toUpperCase() === DOCTYPE) this.#state = NAMING
        else if (this.#name !== '-' && !DOCTYPE.startsWith(this.#name.toUpperCase())) this.#state = DONE
        if (this.#state === NAMING) this.#name = ''
        return
      case NAMING:
        if (/[\s>[]/.test(char) && this.#name !== '') this.#refuse()
        if (!/\s/.test(char)) this.#name += char
        if (this.#name.length > MAX_DOCTYPE_NAME || char === '>' || char === '[') this.#refuse()
        return
      case INSTRUCTION:
        this.#closes(char, '?>')
        return
      case COMMENT:
        this.#closes(char, '-->')
        return
    }
  }

  #closes(char: string, ending: string): void {
    this.#ending = (this.#ending + char).slice(-ending.length)
    if (this.#ending === ending) this.#state = BETWEEN
  }

  #refuse(): never {
    throw doctypeRefused(this.#name)
  }
}
