import { CommerceMLError, isCommerceMLError, placed } from '../../errors.ts'
import type { Limits } from '../../limits.ts'
import type { EncodingInfo } from '../../source/detect.ts'
import type { Encoding } from '../../source/encodings.ts'
import { TextSource } from '../../source/text-source.ts'
import type { XmlPlan } from '../plan.ts'
import type { Location, XmlScanner, XmlSink } from '../scanner.ts'
import { faultError } from './fault.ts'
import { Locator } from './locator.ts'
import { lineEnds, Malformed, StrictParser } from './parser.ts'
import { PrologWatch } from './prolog.ts'
import { mayBecomeReference } from './references.ts'
import { SaxesReporter } from './reporter.ts'

// What the source says of bytes that are no text.
const UNDECODED: ReadonlySet<string> = new Set(['invalid-encoding', 'truncated-input'])

// At the end of the input, and only there.
const UNFINISHED = /^(?:document must contain a root element|unclosed tag|unexpected end)/

// saxes has reported the end by then.
const MISMATCHED_END = 'unexpected close tag'

/** saxes behind the scanner's interface: full well-formedness, with the limits and the strict decoding that it lacks. */
export class SaxesScanner implements XmlScanner {
  readonly #parser = new StrictParser()
  readonly #reporter: SaxesReporter
  readonly #source: TextSource
  readonly #prolog: PrologWatch
  #locator: Locator | undefined
  #failure: CommerceMLError | undefined
  /** UTF-16 units of the text so far. */
  #fed = 0
  /** Line ends in text that saxes did not get. */
  #linesUnread = 0
  /** saxes reads all that it gets. */
  readonly isPaused = false
  readonly isStarved = false

  constructor(plan: XmlPlan, sink: XmlSink, limits: Limits, forced?: Encoding) {
    this.#reporter = new SaxesReporter(this.#parser, plan, sink, limits)
    this.#source = new TextSource(forced)
    this.#prolog = new PrologWatch(limits, {
      pass: (text) => this.#write(text),
      declare: (text) => {
        this.#write(text)
        this.#reporter.declared(this.#fed)
      },
      count: (text) => this.#count(text),
    })
  }

  get encoding(): EncodingInfo | undefined {
    return this.#source.encoding
  }

  feed(bytes: Uint8Array): void {
    this.#guard(() => this.#decode(() => this.#source.feed(bytes, (text) => this.#receive(text))))
  }

  resume(): void {}

  end(): void {
    this.#guard(() => {
      this.#decode(() => this.#source.end((text) => this.#receive(text)))
      this.#prolog.end()
      this.#close()
    })
  }

  close(): void {}

  location(): Location {
    return this.#locator === undefined ? { offset: 0, line: 1 } : this.#reporter.location(this.#locator)
  }

  openNames(): readonly string[] {
    return this.#reporter.openNames()
  }

  #guard(work: () => void): void {
    if (this.#failure !== undefined) throw this.#failure
    try {
      work()
    } catch (error) {
      if (!isCommerceMLError(error)) throw error
      this.#failure = placed(error, { ...this.#reached(), path: '' }) as CommerceMLError
      throw this.#failure
    }
  }

  /** Everything before a bad byte is read before it, also what the prolog and saxes hold back. */
  #decode(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!isCommerceMLError(error) || !UNDECODED.has(error.code)) throw error
      this.#prolog.end()
      const located = placed(error, { ...this.#reached(), path: '' })
      try {
        this.#close()
      } catch (earlier) {
        if (!isCommerceMLError(earlier) || earlier.code !== 'truncated-input') throw earlier
      }
      throw located
    }
  }

  /** Lets saxes read the last character, if it still waits for the next one, and then see what is missing. */
  #close(): void {
    this.#parsed('', () => {
      try {
        this.#parser.close()
      } catch (error) {
        if (!(error instanceof Malformed) || !UNFINISHED.test(error.message)) throw error
        this.#reporter.flushEnd()
        this.#judgeReference('')
        const where = this.#reporter.rootSeen ? 'before its elements were closed' : 'before a root element'
        const position = { ...this.#reached(), path: '' }
        throw new CommerceMLError('truncated-input', `the input ends ${where}`, { position, cause: error })
      }
    })
  }

  /** How far the text has come, read or not. */
  #reached(): Location {
    const offset = this.#locator?.at(this.#fed) ?? this.encoding?.bomLength ?? 0
    const carried = this.#parser.carried === '\r' ? 1 : 0
    return { offset, line: this.#parser.line + carried + this.#linesUnread }
  }

  #receive(text: string): void {
    const { encoding, bomLength } = this.encoding as EncodingInfo // known before there is text
    this.#locator ??= new Locator(encoding, bomLength)
    if (this.#prolog.done) this.#write(text)
    else this.#prolog.feed(text)
  }

  /** Text that saxes does not get. */
  #count(text: string): void {
    this.#locator?.piece(text)
    this.#fed += text.length
    this.#linesUnread += lineEnds(text)
  }

  #write(text: string): void {
    // Not before: what the prolog holds back has no position yet.
    this.#locator?.piece(text)
    this.#fed += text.length
    this.#parsed(text, () => {
      this.#parser.write(text)
      this.#reporter.flushEnd()
      this.#judgeReference(text)
    })
    this.#reporter.judgeUnfinished(this.#fed)
    this.#locator?.finish()
  }

  /** Gives errors their place: those of saxes in the text that it reads, those of the sink at what was told. */
  #parsed(text: string, work: () => void): void {
    const { reference, carried } = this.#parser
    try {
      work()
    } catch (error) {
      if (!(error instanceof Malformed)) throw placed(error, { ...this.location(), path: '' })
      // An element that ended rightly just before is told of: with smaller pieces it would have been.
      if (error.message !== MISMATCHED_END) this.#reporter.flushEnd()
      const { mark, inComment, isOutside } = this.#reporter
      throw faultError({
        message: error.message,
        parser: this.#parser,
        locator: this.#locator,
        text,
        start: this.#fed - text.length,
        begun: reference === undefined ? undefined : `&${reference}`,
        before: carried,
        mark,
        inComment,
        isOutside,
      })
    }
  }

  /** saxes gathers a reference until its `;`, whatever comes: a bare ampersand would swallow the rest of the document. */
  #judgeReference(text: string): void {
    const { reference } = this.#parser
    if (reference === undefined || mayBecomeReference(reference, text.length)) return
    throw new Malformed(
      'an ampersand that begins no reference of XML (&nbsp; is one of HTML): in text it is written &amp;',
    )
  }
}
