import { SaxesParser } from 'saxes'
import { CommerceMLError, isCommerceMLError, placed } from '../errors.ts'
import { type Limits, limitExceeded } from '../limits.ts'
import type { EncodingInfo } from '../source/detect.ts'
import type { Encoding } from '../source/encodings.ts'
import { TextSource } from '../source/text-source.ts'
import { Locator } from './locator.ts'
import { Namespaces } from './namespaces.ts'
import { type PlanNode, SKIPPED, type XmlPlan } from './plan.ts'
import { PrologWatch } from './prolog.ts'
import { bareAmpersand, mayBecomeReference } from './references.ts'
import type { Location, XmlScanner, XmlSink } from './scanner.ts'

// saxes shows a token when it is whole, and then it is measured exactly. As it stands in the document, with references,
// markup and blanks, it may be longer than allowed by this much; more is given up before its end.
const UNFINISHED_SLACK = 64 * 1024

// Blanks of this length weigh nothing beside the slack above.
const SHORT = 64

const REFERENCE_ERROR = /^(?:undefined|empty|malformed character|disallowed character in) entity/

// saxes reads such text to its end before it says so.
const TEXT_OUTSIDE = /^text data outside of root node/
const CDATA = '[CDATA['
const NO_CHARACTER = 'disallowed character'
const NOT_BLANK = /[^\t\r\n ]/
const LINE_ENDS = /\r\n?|\n/g
const BYTE_ORDER_MARK = '\ufeff'

// What the source says of bytes that are no text.
const UNDECODED: ReadonlySet<string> = new Set(['invalid-encoding', 'truncated-input'])

// At the end of the input, and only there.
const UNFINISHED = /^(?:document must contain a root element|unclosed tag|unexpected end)/

/** Fields of saxes that are private, and the only sign of what it has not told yet. */
interface Insides {
  readonly state: number
  /** Of a reference. */
  readonly entity: string
  /** Behind `<!`. */
  readonly openWakaBang: string
  /** The last character of a piece, when the next one decides on it. */
  readonly carriedFromPrevious?: string
}
// Its states for text and for a reference in it.
const S_TEXT = 13
const S_ENTITY = 14

// saxes has reported the end by then.
const MISMATCHED_END = 'unexpected close tag'

/** What saxes finds wrong; its place is found out afterwards. */
class Malformed extends Error {}

/**
 * Every error is final. A method rather than an `error` handler: with an eighth handler V8 keeps the parser's fields in
 * a dictionary, and everything takes five times as long.
 */
class StrictParser extends SaxesParser {
  constructor() {
    // See `Namespaces` for `xmlns`.
    super({ xmlns: false, defaultXMLVersion: '1.0', forceXMLVersion: true })
  }

  override fail(message: string): this {
    throw new Malformed(message.replace(/\.$/, ''))
  }
}

/** saxes behind the scanner's interface: full well-formedness, with the limits and the strict decoding that it lacks. */
export class SaxesScanner implements XmlScanner {
  readonly #plan: XmlPlan
  readonly #sink: XmlSink
  readonly #limits: Limits
  // Asked at each event: a look-up less.
  readonly #longestName: number
  readonly #longestToken: number
  readonly #deepest: number
  readonly #parser = new StrictParser()
  readonly #source: TextSource
  readonly #prolog: PrologWatch
  #locator: Locator | undefined
  #failure: CommerceMLError | undefined

  /** Plan nodes of the open elements; `undefined` outside the plan. */
  readonly #open: (PlanNode | undefined)[] = []
  readonly #names: string[] = []
  /** The element that was opened or closed last, for {@link SaxesScanner.#child}. */
  #latest: PlanNode | undefined
  #latestOpen = false
  #depth = 0
  #rootSeen = false
  #attributes = 0
  /** Depth of the element outside the plan whose subtree is not reported. */
  #skipFrom = Number.POSITIVE_INFINITY
  readonly #namespaces = new Namespaces()

  #fed = 0
  /** Where the last event was, in UTF-16 units of the text; an unfinished token is what has come since. */
  #mark = 0
  #line = 1
  /** Line ends in text that saxes did not get. */
  #linesUnread = 0
  /** The name in the start tag being reported, for {@link location}. */
  #starting: string | undefined
  /** saxes reports an end before it compares the names: it is passed on once nothing was wrong. */
  #pendingEnd = false
  /** The end of a comment is told before its `>`. */
  #inComment = false

  constructor(plan: XmlPlan, sink: XmlSink, limits: Limits, forced?: Encoding) {
    this.#plan = plan
    this.#sink = sink
    this.#limits = limits
    this.#longestName = limits.nameLength
    this.#longestToken = limits.textLength + UNFINISHED_SLACK
    this.#deepest = limits.depth
    this.#source = new TextSource(forced)
    this.#prolog = new PrologWatch(limits, {
      pass: (text) => this.#write(text),
      declare: (text) => {
        this.#write(text)
        this.#mark = this.#fed // saxes would tell, but there is no room for the handler: see StrictParser
      },
      count: (text) => this.#count(text),
    })
    const parser = this.#parser
    parser.on('opentagstart', (tag) => this.#start(tag.name))
    parser.on('attribute', ({ name, value }) => this.#attribute(name, value))
    parser.on('text', (text) => this.#text(text, 'a text'))
    parser.on('cdata', (text) => this.#text(text, 'a CDATA section'))
    parser.on('closetag', () => this.#ended())
    parser.on('comment', (text) => this.#comment(text))
    parser.on('processinginstruction', ({ body }) => this.#measure(body, 'a processing instruction'))
  }

  get encoding(): EncodingInfo | undefined {
    return this.#source.encoding
  }

  feed(bytes: Uint8Array): void {
    this.#guard(() => this.#decode(() => this.#source.feed(bytes, (text) => this.#receive(text))))
  }

  end(): void {
    this.#guard(() => {
      this.#decode(() => this.#source.end((text) => this.#receive(text)))
      this.#prolog.end()
      this.#close()
    })
  }

  location(): Location {
    const locator = this.#locator
    if (locator === undefined) return { offset: 0, line: 1 }
    if (this.#starting === undefined) return { offset: locator.at(this.#mark), line: this.#line }
    // saxes has read the character behind the name: a line end has begun the next line.
    const line = this.#parser.column === 0 ? this.#line - 1 : this.#line
    return { offset: locator.beforeName(this.#mark, this.#starting), line }
  }

  openNames(): readonly string[] {
    return this.#names.slice(0, this.#depth)
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
        this.#flushEnd()
        this.#judgeReference('')
        const where = this.#rootSeen ? 'before its elements were closed' : 'before a root element'
        const position = { ...this.#reached(), path: '' }
        throw new CommerceMLError('truncated-input', `the input ends ${where}`, { position, cause: error })
      }
    })
  }

  get #insides(): Insides {
    return this.#parser as unknown as Insides
  }

  /** How far the text has come, read or not. */
  #reached(): Location {
    const offset = this.#locator?.at(this.#fed) ?? this.encoding?.bomLength ?? 0
    const carried = this.#insides.carriedFromPrevious === '\r' ? 1 : 0
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
    this.#linesUnread += text.match(LINE_ENDS)?.length ?? 0
  }

  #write(text: string): void {
    // Not before: what the prolog holds back has no position yet.
    this.#locator?.piece(text)
    this.#fed += text.length
    this.#parsed(text, () => {
      this.#parser.write(text)
      this.#flushEnd()
      this.#judgeReference(text)
    })
    this.#judgeLength(this.#fed - this.#mark)
    this.#locator?.finish()
  }

  /** Gives errors their place: those of saxes in the text that it reads, those of the sink at what was told. */
  #parsed(text: string, work: () => void): void {
    const { state, entity, carriedFromPrevious } = this.#insides
    try {
      work()
    } catch (error) {
      if (!(error instanceof Malformed)) throw placed(error, { ...this.location(), path: '' })
      // An element that ended rightly just before is told of: with smaller pieces it would have been.
      if (error.message !== MISMATCHED_END) this.#flushEnd()
      const begun = state === S_ENTITY ? `&${entity}` : undefined
      const position = { ...this.#placeOf(error.message, text, begun, carriedFromPrevious ?? ''), path: '' }
      throw new CommerceMLError('not-well-formed', error.message, { position })
    }
  }

  /**
   * Where the error is that saxes has noticed by now.
   *
   * @param begun a reference that had begun before this text
   * @param before a carriage return, if saxes has not read the one before this text
   */
  #placeOf(message: string, text: string, begun: string | undefined, before: string): Location {
    const start = this.#fed - text.length
    const { state, openWakaBang, carriedFromPrevious = '' } = this.#insides
    const noticed = Math.min(this.#parser.position - start, text.length - carriedFromPrevious.length)
    const isReference = REFERENCE_ERROR.test(message) || state === S_ENTITY
    const isCharacter = message === NO_CHARACTER
    let at = noticed
    if (this.#depth === 0 && (TEXT_OUTSIDE.test(message) || isReference || (isCharacter && state === S_TEXT))) {
      const from = this.#outsideFrom(text, start)
      const found = text.slice(from).search(NOT_BLANK)
      // A CDATA section is noticed when it is one.
      const isFirst = openWakaBang === CDATA || (isCharacter && from + found === noticed - 1)
      if (found !== -1 && !isFirst) at = from + found
    } else if (isReference) {
      const closed = text.indexOf(';')
      if (begun !== undefined && (closed === -1 || closed >= noticed - 1)) {
        return {
          offset: this.#locator?.before(start, begun + before) ?? 0,
          line: this.#lineAt(0, before.length + noticed, before + text),
        }
      }
      const bare = bareAmpersand(text, Math.max(this.#mark - start, begun === undefined ? 0 : closed + 1))
      at = bare !== undefined && bare < noticed ? bare : text.lastIndexOf('&', noticed - 1)
    } else if (text[at - 1] === '\n' && (text[at - 2] ?? before) === '\r') {
      at-- // saxes reads the two as one, when they come together
      return { offset: this.#locator?.at(start + at) ?? 0, line: this.#parser.line }
    }
    return { offset: this.#locator?.at(start + at) ?? 0, line: this.#lineAt(at, noticed, text) }
  }

  /** Where the text begins that stands outside the root element. */
  #outsideFrom(text: string, start: number): number {
    const from = Math.max(0, this.#mark + (this.#inComment ? 1 : 0) - start)
    return start + from === 0 && text.startsWith(BYTE_ORDER_MARK) ? 1 : from
  }

  /** The line of a place that saxes has passed. */
  #lineAt(at: number, noticed: number, text: string): number {
    return this.#parser.line - (text.slice(at, noticed).match(LINE_ENDS)?.length ?? 0)
  }

  /** saxes gathers a reference until its `;`, whatever comes: a bare ampersand would swallow the rest of the document. */
  #judgeReference(text: string): void {
    const { state, entity } = this.#insides
    if (state !== S_ENTITY || mayBecomeReference(entity, text.length)) return
    throw new Malformed('an ampersand that begins no reference: in text it is written &amp;')
  }

  /** @param length of a token, or of what there is of it */
  #judgeLength(length: number): void {
    if (length > this.#longestToken) {
      throw limitExceeded('textLength', this.#limits.textLength, 'a text, attribute or comment that goes on and on')
    }
  }

  #event(): void {
    this.#flushEnd()
    const { position, line } = this.#parser
    const length = position - this.#mark
    this.#starting = undefined
    this.#inComment = false
    this.#mark = position
    this.#line = line
    this.#judgeLength(length) // also when it came in one piece: the verdict must not depend on that
  }

  #start(name: string): void {
    this.#event()
    const error = this.#startError(name)
    if (error !== undefined) {
      this.#starting = name
      throw error
    }
    if (this.#depth === 0) this.#namespaces.root(name)
    this.#rootSeen = true
    const parent = this.#depth === 0 ? this.#plan.document : this.#open[this.#depth - 1]
    let local = name
    let node = parent === undefined ? undefined : this.#child(parent, name)
    if (node === undefined && name.includes(':')) {
      local = this.#namespaces.localName(name)
      node = parent?.elements.get(local)
    }
    this.#open[this.#depth] = node
    this.#names[this.#depth] = name
    this.#latest = node
    this.#latestOpen = true
    this.#depth++
    this.#attributes = 0
    if (this.#depth > this.#skipFrom) return
    const isDropped = node === undefined && parent?.unknown === false && this.#depth > 1
    if (node === SKIPPED || isDropped) {
      this.#skipFrom = this.#depth
      return
    }
    this.#starting = name
    this.#sink.start(node, local)
  }

  #startError(name: string): CommerceMLError | undefined {
    const { nameLength, depth } = this.#limits
    if (name.length > this.#longestName) {
      return limitExceeded('nameLength', nameLength, `the element name ${name.slice(0, 40)}…`)
    }
    if (this.#depth >= this.#deepest) return limitExceeded('depth', depth, `the element ${name.slice(0, 40)}`)
    if (this.#depth > 0 || !this.#rootSeen) return undefined
    // saxes says so too, but after it has reported the element.
    const message = `a second root element, ${name}: was one file appended to another?`
    return new CommerceMLError('not-well-formed', message)
  }

  /** The child of that name: guessed from what came last time, otherwise looked up. */
  #child(parent: PlanNode, name: string): PlanNode | undefined {
    const latest = this.#latest
    const guess = this.#latestOpen ? latest?.first : latest?.next
    if (guess !== undefined && guess.elements === parent.elements && guess.name === name) return guess.node
    const node = parent.elements.get(name)
    if (node !== undefined && latest !== undefined) {
      latest[this.#latestOpen ? 'first' : 'next'] = { elements: parent.elements, name, node }
    }
    return node
  }

  #attribute(name: string, value: string): void {
    this.#event()
    if (++this.#attributes > this.#limits.attributes) {
      throw limitExceeded('attributes', this.#limits.attributes, 'the attributes of one element')
    }
    if (name.length > this.#limits.nameLength) {
      throw limitExceeded('nameLength', this.#limits.nameLength, `the attribute name ${name.slice(0, 40)}…`)
    }
    if (value.length > this.#limits.textLength) {
      throw limitExceeded('textLength', this.#limits.textLength, `the value of attribute ${name.slice(0, 40)}`)
    }
    if (this.#depth === 1) this.#namespaces.declare(name, value)
    if (this.#depth < this.#skipFrom) this.#sink.attribute(name, value)
  }

  #text(text: string, what: string): void {
    const node = this.#depth > 0 ? this.#open[this.#depth - 1] : undefined
    // Line breaks between elements, half of all events: nobody wants them, and they are too short to be judged.
    if (node !== undefined && !node.text && text.length < SHORT && isBlank(text)) return
    // Outside the root there are blanks only, or saxes refuses them next: that must not depend on their length.
    if (this.#depth === 0) {
      if (isBlank(text)) this.#event()
      return
    }
    this.#measure(text, what)
    if (this.#depth >= this.#skipFrom) return
    if (node === undefined || node.text || !isBlank(text)) this.#sink.text(text)
  }

  #measure(text: string, what: string): void {
    this.#event()
    if (text.length > this.#limits.textLength) throw limitExceeded('textLength', this.#limits.textLength, what)
  }

  #comment(text: string): void {
    this.#measure(text, 'a comment')
    this.#inComment = true
  }

  #ended(): void {
    this.#event()
    this.#depth--
    this.#latest = this.#open[this.#depth]
    this.#latestOpen = false
    if (this.#depth >= this.#skipFrom) return
    if (this.#depth + 1 === this.#skipFrom) this.#skipFrom = Number.POSITIVE_INFINITY
    else this.#pendingEnd = true
  }

  #flushEnd(): void {
    if (!this.#pendingEnd) return
    this.#pendingEnd = false
    this.#sink.end()
  }
}

/** White space as XML has it: NBSP and U+FEFF are text. */
function isBlank(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code > 0x20) return false
  }
  return true
}
