import { SaxesParser } from 'saxes'

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

const CDATA = '[CDATA['

const LINE_ENDS = /\r\n?|\n/g

// Not a getter: private ones leave a mark on the object, which may be the field too many of `StrictParser`.
const insidesOf = (parser: SaxesParser): Insides => parser as unknown as Insides

/** Line ends in a text, as saxes counts them. */
export const lineEnds = (text: string): number => text.match(LINE_ENDS)?.length ?? 0

/** What saxes finds wrong; its place is found out afterwards. */
export class Malformed extends Error {}

/**
 * Every error is final. A method rather than an `error` handler: with an eighth handler V8 keeps the parser's fields in
 * a dictionary, and everything takes five times as long.
 */
export class StrictParser extends SaxesParser {
  constructor() {
    // See `Namespaces` for `xmlns`.
    super({ xmlns: false, defaultXMLVersion: '1.0', forceXMLVersion: true })
  }

  override fail(message: string): this {
    throw new Malformed(message.replace(/\.$/, ''))
  }

  get isInText(): boolean {
    return insidesOf(this).state === S_TEXT
  }

  /** What has come of a reference behind its ampersand; `undefined` outside references. */
  get reference(): string | undefined {
    const { state, entity } = insidesOf(this)
    return state === S_ENTITY ? entity : undefined
  }

  /** What began last with `<!` is a CDATA section. */
  get isCdata(): boolean {
    return insidesOf(this).openWakaBang === CDATA
  }

  /** The last character of a piece, while it waits for the next piece, which decides on it; `''` when none does. */
  get carried(): string {
    return insidesOf(this).carriedFromPrevious ?? ''
  }
}
