import { CommerceMLError } from '../../errors.ts'
import { type Limits, limitExceeded } from '../../limits.ts'
import { isBlank, SHORT_BLANK } from '../blanks.ts'
import type { XmlPlan } from '../plan.ts'
import { type Location, UNFINISHED_SLACK, type XmlSink } from '../scanner.ts'
import type { Locator } from './locator.ts'
import type { StrictParser } from './parser.ts'
import { PlanWalk } from './plan-walk.ts'

/** Passes on what saxes tells, as far as the plan has it, and holds it to the limits. */
export class SaxesReporter {
  readonly #parser: StrictParser
  readonly #sink: XmlSink
  readonly #limits: Limits
  // Asked at each event: a look-up less.
  readonly #longestName: number
  readonly #longestToken: number
  readonly #deepest: number
  readonly #walk: PlanWalk
  #attributes = 0
  #mark = 0
  #line = 1
  /** The name in the start tag being reported, for {@link location}. */
  #starting: string | undefined
  /** saxes reports an end before it compares the names: it is passed on once nothing was wrong. */
  #pendingEnd = false
  #inComment = false

  constructor(parser: StrictParser, plan: XmlPlan, sink: XmlSink, limits: Limits) {
    this.#parser = parser
    this.#sink = sink
    this.#limits = limits
    this.#longestName = limits.nameLength
    // saxes shows a token when it is whole: only then is it measured exactly.
    this.#longestToken = limits.textLength + UNFINISHED_SLACK
    this.#deepest = limits.depth
    this.#walk = new PlanWalk(plan)
    parser.on('opentagstart', (tag) => this.#start(tag.name))
    parser.on('attribute', ({ name, value }) => this.#attribute(name, value))
    parser.on('text', (text) => this.#text(text, 'a text'))
    parser.on('cdata', (text) => this.#text(text, 'a CDATA section'))
    parser.on('closetag', () => this.#ended())
    parser.on('comment', (text) => this.#comment(text))
    parser.on('processinginstruction', ({ body }) => this.#measure(body, 'a processing instruction'))
  }

  /** Where the last event was, in UTF-16 units of the text; an unfinished token is what has come since. */
  get mark(): number {
    return this.#mark
  }

  /** The end of a comment is told before its `>`. */
  get inComment(): boolean {
    return this.#inComment
  }

  get isOutside(): boolean {
    return this.#walk.depth === 0
  }

  get rootSeen(): boolean {
    return this.#walk.rootSeen
  }

  openNames(): readonly string[] {
    return this.#walk.openNames()
  }

  /** Where that stands which is being reported. */
  location(locator: Locator): Location {
    if (this.#starting === undefined) return { offset: locator.at(this.#mark), line: this.#line }
    // saxes has read the character behind the name: a line end has begun the next line.
    const line = this.#parser.column === 0 ? this.#line - 1 : this.#line
    return { offset: locator.beforeName(this.#mark, this.#starting), line }
  }

  /** An XML declaration has been read: saxes would tell, but there is no room for the handler, see {@link StrictParser}. */
  declared(end: number): void {
    this.#mark = end
  }

  /** Nothing was wrong with what has been read: an end that waited for that is reported. */
  flushEnd(): void {
    if (!this.#pendingEnd) return
    this.#pendingEnd = false
    this.#sink.end()
  }

  /** @param end of the text so far, with a token that may be unfinished */
  judgeUnfinished(end: number): void {
    this.#judgeLength(end - this.#mark)
  }

  /** @param length of a token, or of what there is of it */
  #judgeLength(length: number): void {
    if (length > this.#longestToken) {
      throw limitExceeded('textLength', this.#limits.textLength, 'a text, attribute or comment that goes on and on')
    }
  }

  #event(): void {
    this.flushEnd()
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
    this.#attributes = 0
    const { node: parent, isSkipping } = this.#walk
    const local = this.#walk.enter(name)
    if (local === undefined && (isSkipping || !parent?.text)) return
    this.#starting = name
    if (local === undefined) this.#sink.passedOver?.()
    else this.#sink.start(this.#walk.node, local)
  }

  #startError(name: string): CommerceMLError | undefined {
    const { nameLength, depth } = this.#limits
    if (name.length > this.#longestName) {
      return limitExceeded('nameLength', nameLength, `the element name ${name.slice(0, 40)}…`)
    }
    if (this.#walk.depth >= this.#deepest) return limitExceeded('depth', depth, `the element ${name.slice(0, 40)}`)
    if (this.#walk.depth > 0 || !this.#walk.rootSeen) return undefined
    // saxes says so too, but after it has reported the element.
    const message = `a second root element, ${name}: was one file appended to another?`
    return new CommerceMLError('not-well-formed', message)
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
    this.#walk.attribute(name, value)
    if (!this.#walk.isSkipping) this.#sink.attribute(name, value)
  }

  #text(text: string, what: string): void {
    const { node } = this.#walk
    // Line breaks between elements, half of all events: nobody wants them, and they are too short to be judged.
    if (node !== undefined && !node.text && text.length < SHORT_BLANK && isBlank(text)) return
    // Outside the root there are blanks only, or saxes refuses them next: that must not depend on their length.
    if (this.#walk.depth === 0) {
      if (isBlank(text)) this.#event()
      return
    }
    this.#measure(text, what)
    if (this.#walk.isSkipping) return
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
    this.#pendingEnd = this.#walk.leave()
  }
}
