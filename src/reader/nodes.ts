import type { Codec } from '../schema/values.ts'
import type { PlanNode } from '../xml/plan.ts'
import { type TargetClass, targetClass } from './targets.ts'

/** Where a value goes: under which key of its entity, and whether among others. */
export interface Slot {
  readonly key: string
  readonly repeated: boolean
  readonly codec: Codec | undefined
  /** The text is the value. */
  readonly verbatim: boolean
  /** Number of the row in its entity: the builder marks in bits which rows have come. */
  readonly row: number
}

/**
 * - `leaf`: an element whose text is a value
 * - `entity`: an element that becomes an object
 * - `wrapper`: an element that only groups others; its children belong to the entity around it
 * - `container`: an entity reported when it opens and closes, its items being events of their own
 * - `item`: an entity that is an event
 */
export type NodeKind = 'leaf' | 'entity' | 'wrapper' | 'container' | 'item'

/** One element of the compiled plan, with what the builder does about it. */
export interface ReaderNode extends PlanNode {
  readonly kind: NodeKind
  /** `SKIPPED` among them; it never reaches the builder. */
  readonly elements: Map<string, ReaderNode>
  readonly attributes: Map<string, Slot>
  readonly text: boolean
  /** Where the finished value goes; `undefined` for wrappers, containers and items. */
  readonly slot: Slot | undefined
  /** For the text of an entity's own element. */
  readonly content: Slot | undefined
  /** The rows of an entity that are `[]` when nothing came. */
  readonly lists: readonly Slot[]
  /** What makes the entity's object. */
  readonly target: TargetClass
  /** The event of a container or item. */
  readonly event: string | undefined
}

/** Where a value goes that is known and that nobody wants. */
export const UNWANTED: Slot = { key: '', repeated: false, codec: undefined, verbatim: true, row: 0 }

/** An entity's rows, compiled: what every element of that shape shares. */
export type Shape = Pick<ReaderNode, 'elements' | 'attributes' | 'content' | 'lists' | 'unknown' | 'target'>

const NoTarget = targetClass()

/** Of an element without rows. */
export const emptyShape = (unknown: boolean): Shape => ({
  elements: new Map(),
  attributes: new Map(),
  content: undefined,
  lists: [],
  unknown,
  target: NoTarget,
})

// The one place that makes nodes, with the scanner's scratch in them: V8 looks a field up slowly in objects of many kinds.
export function nodeOf(kind: NodeKind, shape: Shape, slot: Slot | undefined, event: string | undefined): ReaderNode {
  const { elements, attributes, content, lists, unknown, target } = shape
  const text = kind === 'leaf' || content !== undefined
  return {
    kind,
    elements,
    attributes,
    text,
    slot,
    content,
    lists,
    event,
    unknown,
    target,
    repeats: kind === 'entity',
    first: undefined,
    next: undefined,
  }
}

/** An element that only groups others. */
export const wrapperNode = (unknown: boolean): ReaderNode =>
  nodeOf('wrapper', emptyShape(unknown), undefined, undefined)

/** The wrapper element of that name: the one that is there, or a new one. */
export function wrapperIn(elements: Map<string, ReaderNode>, name: string, unknown: boolean): ReaderNode {
  let wrapper = elements.get(name)
  if (wrapper === undefined) {
    wrapper = wrapperNode(unknown)
    elements.set(name, wrapper)
  }
  return wrapper
}
