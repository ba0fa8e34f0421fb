/**
 * What a consumer wants of a document: which elements may stand where, which attributes and texts are of use.
 * A graph, not a tree: groups nest in groups. A scanner walks it and needs to know nothing else of CommerceML.
 */
export interface PlanNode {
  /** Children by local name. */
  readonly elements: ReadonlyMap<string, PlanNode>
  /**
   * The element's own text is wanted; otherwise only text that is more than white space is reported. Where children are
   * in the plan too, an engine may pass over less than 64 blanks before a child, or behind the last one, as long as no
   * other text came in the element: whoever wants its text trims it.
   */
  readonly text: boolean
  /** Children and attributes outside the plan are reported, children with their subtrees; otherwise they are only checked. */
  readonly unknown: boolean
  /** The element may come again byte for byte, and the sink has use of that: a hint, and no other events. */
  readonly repeats: boolean
  /** The sink may pause at the element's end: a hint, as the start of one that follows may wait for more bytes. */
  readonly pauses?: boolean
  /** Scratch of the scanner: what came first in this element last time, and what came after it. Files repeat themselves. */
  first?: Guess | undefined
  next?: Guess | undefined
}

/** A child that is likely to come: comparing its name is cheaper than looking it up. */
export interface Guess {
  /** The map that it was found in. */
  readonly elements: ReadonlyMap<string, PlanNode>
  readonly name: string
  readonly node: PlanNode
}

/** A compiled plan. */
export interface XmlPlan {
  /** Stands above the root element: its children are the roots that are known. A root that is not is reported. */
  readonly document: PlanNode
}

/** Stands for elements that are known and that nobody wants: they are checked with their subtrees and not reported. */
export const SKIPPED: PlanNode = { elements: new Map(), text: false, unknown: false, repeats: false }
