import { SaxesParser } from 'saxes'
import { CommerceMLError, isCommerceMLError } from '../errors.ts'
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
const NOT_BLANK = /[^\t\r\n ]/

/** What saxes has of a reference so far: private, and the only sign of it. */
interface Gathering {
  readonly entity: string
}

// saxes has reported the end by then.
const MISMATCHED_END = 'unexpected close tag'

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
    throw new CommerceMLError('not-well-formed', message.replace(/\.$/, ''))
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
  #failedLine: number | undefined
  #failedOffset: number | undefined
  /** The name in the start tag being reported, for {@link location}. */
  #starting: string | undefined
  /** saxes reports an end before it compares the names: it is passed on once nothing was wrong. */
  #pendingEnd = false

  constructor(plan: XmlPlan, sink: XmlSink, limits: Limits, forced?: Encoding) {
    this.#plan = plan
    this.#sink = sink
    this.#limits = limits
    this.#longestName = limits.nameLength
    this.#longestToken = limits.textLength + UNFINISHED_SLACK
    this.#deepest = limits.depth
    this.#source = new TextSource(forced)
    this.#prolog = new PrologWatch(limits)
    const parser = this.#parser
    parser.on('opentagstart', (tag) => this.#start(tag.name))
    parser.on('attribute', ({ name, value }) => this.#attribute(name, value))
    parser.on('text', (text) => this.#text(text, 'a text'))
    parser.on('cdata', (text) => this.#text(text, 'a CDATA section'))
    parser.on('closetag', () => this.#close())
    parser.on('comment', (text) => this.#measure(text, 'a comment'))
    parser.on('processinginstruction', ({ body }) => this.#measure(body, 'a processing instruction'))
  }

  get encoding(): EncodingInfo | undefined {
    return this.#source.encoding
  }

  feed(bytes: Uint8Array): void {
    this.#guard(() => this.#source.feed(bytes, (text) => this.#receive(text)))
  }

  end(): void {
    this.#guard(() => {
      this.#source.end((text) => this.#receive(text))
      this.#prolog.end((text) => this.#write(text))
      try {
        this.#parser.close()
      } catch (error) {
        const where = this.#rootSeen ? 'before its elements were closed' : 'before a root element'
        throw new CommerceMLError('truncated-input', `the input ends ${where}`, { cause: error })
      }
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
      // The bad byte stands behind a `<` that the prolog has held back.
      if (error.code === 'invalid-encoding') this.#prolog.end((text) => this.#write(text))
      const { code, message, found, cause } = error
      const offset = this.#failedOffset ?? this.#locator?.at(this.#fed) ?? 0
      const position = error.position ?? { offset, line: this.#failedLine ?? this.#parser.line, path: '' }
      this.#failure = new CommerceMLError(code, message, { position, found, cause })
      throw this.#failure
    }
  }

  #receive(text: string): void {
    const { encoding, bomLength } = this.encoding as EncodingInfo // known before there is text
    this.#locator ??= new Locator(encoding, bomLength)
    if (this.#prolog.done) this.#write(text)
    else this.#prolog.feed(text, (part) => this.#write(part))
  }

  #write(text: string): void {
    // Not before: what the prolog holds back has no position yet.
    this.#locator?.piece(text)
    this.#fed += text.length
    try {
      this.#parser.write(text)
    } catch (error) {
      if (isCommerceMLError(error) && error.position === undefined) this.#failedIn(text, error.message)
      throw error
    }
    this.#flushEnd()
    this.#judgeReference(text)
    this.#judgeLength(this.#fed)
    this.#locator?.finish()
  }

  /** An element that ended rightly just before is told of: with smaller pieces it would have been. */
  #failedIn(text: string, message: string): void {
    if (message !== MISMATCHED_END) this.#flushEnd()
    const start = this.#fed - text.length
    const from = Math.max(0, this.#mark - start)
    const noticed = this.#parser.position
    if (REFERENCE_ERROR.test(message)) {
      const latest = text.lastIndexOf('&', noticed - start - 1)
      const bare = bareAmpersand(text, from)
      // One that comes later is not what was noticed.
      const found = bare !== undefined && start + bare < noticed ? bare : latest < from ? undefined : latest
      // In an earlier piece, of which saxes still has what followed the ampersand.
      const begun = `&${(this.#parser as unknown as Gathering).entity}`
      if (found === undefined) this.#failedOffset = this.#locator?.before(start, begun)
      this.#failAt(found === undefined ? start : Math.min(start + found, noticed), text)
    } else if (TEXT_OUTSIDE.test(message)) {
      const found = text.slice(from).search(NOT_BLANK)
      const isMarkup = text[from + found] === '<' // a CDATA section
      this.#failAt(found === -1 || isMarkup ? noticed : Math.min(start + from + found, noticed), text)
    } else this.#failAt(noticed, text)
  }

  /** The error is at a place that saxes may have passed: its line is that much behind. */
  #failAt(unit: number, text: string): void {
    const since = text.slice(text.length - (this.#fed - unit), text.length - (this.#fed - this.#parser.position))
    this.#failedLine = this.#parser.line - (since.match(/\r\n?|\n/g)?.length ?? 0)
    this.#fed = unit
  }

  /** saxes gathers a reference until its `;`, whatever comes: a bare ampersand would swallow the rest of the document. */
  #judgeReference(text: string): void {
    const { entity } = this.#parser as unknown as Gathering
    if (mayBecomeReference(entity, text.length)) return
    const lines = entity.match(/\n/g)?.length ?? 0
    throw new CommerceMLError('not-well-formed', 'an ampersand that begins no reference: in text it is written &amp;', {
      position: {
        offset: this.#locator?.before(this.#parser.position, `&${entity}`) ?? 0,
        line: this.#parser.line - lines,
        path: '',
      },
    })
  }

  /** @param to where the token ends, or what there is of it */
  #judgeLength(to: number): void {
    if (to - this.#mark > this.#longestToken) {
      throw limitExceeded('textLength', this.#limits.textLength, 'a text, attribute or comment that goes on and on')
    }
  }

  #event(): void {
    this.#flushEnd()
    const position = this.#parser.position
    this.#judgeLength(position) // also when it came in one piece: the verdict must not depend on that
    this.#starting = undefined
    this.#mark = position
    this.#line = this.#parser.line
  }

  #start(name: string): void {
    this.#event()
    if (name.length > this.#longestName) {
      throw limitExceeded('nameLength', this.#limits.nameLength, `the element name ${name.slice(0, 40)}…`)
    }
    if (this.#depth >= this.#deepest) throw limitExceeded('depth', this.#limits.depth, `the element ${name}`)
    // saxes says so too, but after it has reported the element.
    if (this.#depth === 0 && this.#rootSeen) {
      this.#starting = name
      throw new CommerceMLError(
        'not-well-formed',
        `a second root element, ${name}: was one file appended to another?`,
        {
          position: { ...this.location(), path: '' },
        },
      )
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
      throw limitExceeded('textLength', this.#limits.textLength, `the value of attribute ${name}`)
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
      this.#event()
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

  #close(): void {
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
