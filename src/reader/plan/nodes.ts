import type { Codec } from '../../schema/values.ts'
import type { PlanNode } from '../../xml/plan.ts'
import { EntityMaker } from './makers.ts'

/** Where a value goes: under which key of its entity, and whether among others. */
export interface Slot {
  readonly key: string
  readonly repeated: boolean
  readonly codec: Codec | undefined
  /** The text is the value. */
  readonly verbatim: boolean
  /** Number of the row in its entity. */
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
  /** `SKIPPED` among them; it never reaches the builder. Put in by {@link addElement}. */
  elements: ReadonlyMap<string, ReaderNode>
  /** Put in by {@link addAttribute}. */
  attributes: ReadonlyMap<string, Slot>
  readonly text: boolean
  /** Where the finished value goes; `undefined` for wrappers, containers and items. */
  readonly slot: Slot | undefined
  /**
   * For the text of an entity's own element. Where that is one spelling of a number among others, `text` is not asked for,
   * which costs time for each line end between children: what is more than white space comes all the same.
   */
  readonly content: Slot | undefined
  /** The rows of an entity that are `[]` when nothing came. */
  readonly lists: readonly Slot[]
  /** What makes the entity's object. */
  readonly maker: EntityMaker
  /** The event of a container or item. */
  readonly event: string | undefined
}

/** Where a value goes that is known and that nobody wants. */
export const UNWANTED: Slot = { key: '', repeated: false, codec: undefined, verbatim: true, row: 0 }

/** An entity's rows, compiled: what every element of that shape shares. */
export type Shape = Pick<ReaderNode, 'elements' | 'attributes' | 'text' | 'content' | 'lists' | 'unknown' | 'maker'>

const NO_ENTITY = new EntityMaker([], new Set())

// Most elements are values and have none of either: a process that begins has better use for the time that hundreds of
// maps take, and their collection.
const NO_ELEMENTS: ReadonlyMap<string, ReaderNode> = new Map()
const NO_ATTRIBUTES: ReadonlyMap<string, Slot> = new Map()

/** Of an element without rows. */
export const emptyShape = (unknown: boolean): Shape => ({
  elements: NO_ELEMENTS,
  attributes: NO_ATTRIBUTES,
  text: false,
  content: undefined,
  lists: [],
  unknown,
  maker: NO_ENTITY,
})

// The one place that makes nodes, with the scanner's scratch in them: V8 looks a field up slowly in objects of many kinds.
export function nodeOf(kind: NodeKind, shape: Shape, slot: Slot | undefined, event: string | undefined): ReaderNode {
  const { elements, attributes, content, lists, unknown, maker } = shape
  const text = kind === 'leaf' || shape.text
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
    maker,
    repeats: kind === 'entity',
    pauses: event !== undefined,
    first: undefined,
    next: undefined,
  }
}

/** An element that only groups others. */
export const wrapperNode = (unknown: boolean): ReaderNode =>
  nodeOf('wrapper', emptyShape(unknown), undefined, undefined)

/** What elements and attributes are put in. */
export type Place = Pick<ReaderNode, 'elements' | 'attributes'>

export function addElement(place: Place, name: string, node: ReaderNode): void {
  if (place.elements === NO_ELEMENTS) place.elements = new Map()
  ;(place.elements as Map<string, ReaderNode>).set(name, node)
}

export function addAttribute(place: Place, name: string, slot: Slot): void {
  if (place.attributes === NO_ATTRIBUTES) place.attributes = new Map()
  ;(place.attributes as Map<string, Slot>).set(name, slot)
}

/** The wrapper element of that name: the one that is there, or a new one. */
export function wrapperIn(place: Place, name: string, unknown: boolean): ReaderNode {
  let wrapper = place.elements.get(name)
  if (wrapper === undefined) {
    wrapper = wrapperNode(unknown)
    addElement(place, name, wrapper)
  }
  return wrapper
}
