import { CommerceMLError } from '../../errors.ts'
import { type Limits, limitExceeded } from '../../limits.ts'
import { declarationError } from '../declaration.ts'
import { doctypeRefused } from '../doctype.ts'

// The states, each with what has been read of an example.
const BETWEEN = 0 // white space
const OPENED = 1 // <
const DECLARING = 2 // <!DOCT
const NAMING = 3 // <!DOCTYPE htm
const INSTRUCTION = 4 // <?php ech
const COMMENT = 5 // <!-- why
const DONE = 6 // <К
const TARGET = 7 // <?xm, at the start of the document
const DECLARATION = 8 // <?xml version=

const DOCTYPE = 'DOCTYPE'
const MAX_DOCTYPE_NAME = 64
const DECLARATION_TARGET = 'xml'
const BLANK = ' \t\r\n'
const NO_CHARACTER = /[^\t\n\r -\ufffd]/

/** Gets the text of a prolog. */
export interface PrologConsumer {
  /** What may be parsed now. */
  pass(text: string): void
  /** An XML declaration, with nothing wrong in it. */
  declare(text: string): void
  /** What is not to be parsed: an error or the end of the input comes behind it. */
  count(text: string): void
}

/**
 * Watches what comes before the root element, so that a DOCTYPE is refused at its name and never buffered:
 * the parser behind it collects an internal subset character by character, without a limit.
 * Text is passed on as soon as it cannot be the beginning of a DOCTYPE. An XML declaration is judged here, as a whole.
 */
export class PrologWatch {
  readonly #limits: Limits
  readonly #consumer: PrologConsumer
  #state = BETWEEN
  #length = 0
  #held = ''
  #ending = ''
  #name = ''
  /** The last character of the text before. */
  #last = ''
  /** Nothing has come, or a byte order mark alone. */
  #atStart = true

  constructor(limits: Limits, consumer: PrologConsumer) {
    this.#limits = limits
    this.#consumer = consumer
  }

  get done(): boolean {
    return this.#state === DONE
  }

  /** Passes on the text that may be parsed now. Throws what is refused, when all that comes before it has been told. */
  feed(text: string): void {
    let from = 0
    for (let index = 0; index < text.length && !this.done; index++) {
      const before = this.#state
      this.#step(text[index] ?? '', index > 0 ? (text[index - 1] ?? '') : this.#last)
      if (this.#state === OPENED && before === BETWEEN) {
        this.#consumer.pass(this.#release(text.slice(from, index)))
        from = index
      }
      this.#length++
      if (this.#length > this.#limits.prologLength) this.#judgeLength(text.slice(from, index + 1), before)
      if (before === DECLARATION) from += this.#declare(text.slice(from, index + 1), text[index] ?? '')
    }
    this.#last = text.at(-1) ?? this.#last
    const rest = text.slice(from)
    if (this.#isHolding()) this.#held += rest
    else this.#consumer.pass(this.#release(rest))
  }

  /** At the end of the input, or before bytes that are no text: what is still held. */
  end(): void {
    if (this.#held !== '') this.#tell(this.#release(''), this.#state)
  }

  #isHolding(): boolean {
    const state = this.#state
    return state === OPENED || state === DECLARING || state === NAMING || state === TARGET || state === DECLARATION
  }

  #release(text: string): string {
    const all = this.#held + text
    this.#held = ''
    return all
  }

  /** The text is as far as the prolog comes. What is judged here is not for the parser. */
  #tell(text: string, state: number): void {
    if (state === DECLARATION || state === NAMING) this.#consumer.count(text)
    else this.#consumer.pass(text)
  }

  /** A `<` alone may be the root's, and a character that ends the prolog is not of it. */
  #judgeLength(fresh: string, before: number): void {
    if (this.#state === OPENED || (this.#state === DONE && before !== DECLARING)) return
    const { prologLength } = this.#limits
    const text = this.#release(fresh)
    const end = text.length - (this.#length - prologLength)
    const allowed = text.slice(0, end)
    this.#tell(allowed.isWellFormed() ? allowed : text.slice(0, end + 1), before)
    throw limitExceeded('prologLength', prologLength, 'the text before the root element')
  }

  /** Looks at a declaration when it is whole, and before at each character. Returns how much of the text is done with. */
  #declare(text: string, char: string): number {
    const isWhole = this.#state === BETWEEN
    const declaration = this.#held + text
    const message = isWhole ? declarationError(declaration) : undefined
    const error = NO_CHARACTER.test(char) ? 'disallowed character' : message
    if (error !== undefined) {
      this.#consumer.count(this.#release(text))
      throw new CommerceMLError('not-well-formed', error)
    }
    if (!isWhole) return 0
    this.#consumer.declare(this.#release(text))
    return text.length
  }

  #step(char: string, before: string): void {
    switch (this.#state) {
      case BETWEEN:
        if (char === '<') this.#state = OPENED
        else if (!BLANK.includes(char) && char !== '\ufeff')
          this.#state = DONE // the parser says what is wrong with it
        else if (BLANK.includes(char)) this.#atStart = false
        return
      case OPENED:
        this.#name = ''
        this.#ending = ''
        if (char === '?') this.#state = this.#atStart ? TARGET : INSTRUCTION
        else this.#state = char === '!' ? DECLARING : DONE
        this.#atStart = false
        return
      case DECLARING:
        if (char !== '\n' || before !== '\r') this.#name += char // the two are one, as for the parser
        if (this.#name === '--') this.#state = COMMENT
        else if (this.#name.length === DOCTYPE.length) {
          this.#state = this.#name.toUpperCase() === DOCTYPE ? NAMING : DONE
          this.#name = ''
        }
        return
      case NAMING:
        if (char === '>' || char === '[' || (BLANK.includes(char) && this.#name !== '')) this.#refuse()
        if (this.#name.length >= MAX_DOCTYPE_NAME) this.#refuse()
        if (!BLANK.includes(char)) this.#name += char
        return
      case TARGET:
        if (this.#name === DECLARATION_TARGET && (char === '?' || BLANK.includes(char))) this.#state = DECLARATION
        else if (!DECLARATION_TARGET.startsWith(this.#name + char)) this.#state = INSTRUCTION
        this.#name += char
        this.#closes(char, '?>')
        return
      case DECLARATION:
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
