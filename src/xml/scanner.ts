import type { EncodingInfo } from '../source/detect.ts'
import type { PlanNode } from './plan.ts'

/**
 * As deep as a document of 1C is. What is kept of open elements has so many places from the start: to make one when the
 * first element lies so deep would have V8 compile once more what begins elements, which it has compiled for none.
 */
export const USUAL_DEPTH = 16

/**
 * UTF-16 units by which an unfinished token may be longer, as it stands in the document with references, markup and
 * blanks, than `limits.textLength` allows its text to be. Both engines refuse what is longer yet before its end.
 */
export const UNFINISHED_SLACK = 64 * 1024

/**
 * Gets what a scanner finds, in document order. An element's `end` comes only once its end tag has been found right.
 * Anything thrown ends the scanner.
 */
export interface XmlSink {
  /**
   * @param node the element in the plan; `undefined` outside it, and then for the whole subtree
   * @param name local name if the prefix stands for the root's namespace, the whole name otherwise
   */
  start(node: PlanNode | undefined, name: string): void
  /** Every attribute of the element just started, namespace declarations included. */
  attribute(name: string, value: string): void
  /** May come in pieces: comments and CDATA sections split text. */
  text(value: string): void
  end(): void
  /** A child that nobody wants begins, in an element whose text is wanted. A sink need not have it. */
  passedOver?(): void
  /**
   * An element of the plan without attributes and children: `start`, `text` (unless it is empty) and `end` in one.
   * Returns false when it wants them one by one. An engine need not call it, and a sink need not have it.
   */
  leaf?(node: PlanNode, value: string): boolean
  /**
   * An element that came before, byte for byte. Returns false when it wants to be told of it again call by call; then it
   * has not asked for a place, which would be behind the element. An engine need not call it, and a sink need not have it.
   */
  repeated?(element: RepeatedElement): boolean
  /** Set once an `end` has been told: the scanner may stop there until {@link XmlScanner.resume}, and clears it. */
  pauses?: boolean
}

/** An element that came before, and may come again byte for byte. */
export interface RepeatedElement {
  readonly node: PlanNode
  /** Scratch of the sink: what it has made of the element. */
  made: unknown
  /** A sink that can make nothing of it says no, and need not be asked again. */
  wanted: boolean
}

/** Where the construct stands that is being reported: a start tag's `<`, otherwise the byte behind it. */
export interface Location {
  readonly offset: number
  readonly line: number
}

/**
 * Bytes in, {@link XmlSink} calls out; owns decoding and well-formedness. The readers cannot tell which engine stands behind it.
 * Throws `CommerceMLError`, and the same one again at each later call.
 */
export interface XmlScanner {
  /** Known before the first `start`. */
  readonly encoding: EncodingInfo | undefined
  /** Reads to the end of the bytes, or until the sink pauses. */
  feed(bytes: Uint8Array): void
  /** The sink has paused, and something of the last {@link feed} may wait. An engine need not heed it. */
  readonly isPaused: boolean
  /**
   * It is paused, and will not pause again before there are more bytes: what waits is the start of an element. Whoever
   * waits for them may leave it unread until then, and holds less. An engine need not know.
   */
  readonly isStarved: boolean
  /** Reads on as {@link feed} does. To be called before the next bytes, and before the end. */
  resume(): void
  end(): void
  /** The document is left where it stands, and nothing more is fed: what was held for it may go. */
  close(): void
  location(): Location
  /** Names as the document spells them, from the root, of the elements that are open; not of one whose end is being reported. */
  openNames(): readonly string[]
}
