import { type Entity, type Field, fieldOf } from '../schema/fields.ts'
import { type Codec, text } from '../schema/values.ts'
import { interned } from '../xml/interned.ts'
import { type PlanNode, SKIPPED } from '../xml/plan.ts'
import type { WantedRows } from './projection.ts'
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
  /** {@link SKIPPED} among them; it never reaches the builder. */
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
type Shape = Pick<ReaderNode, 'elements' | 'attributes' | 'content' | 'lists' | 'unknown' | 'target'>

const NoTarget = targetClass()

const emptyShape = (unknown: boolean): Shape => ({
  elements: new Map(),
  attributes: new Map(),
  content: undefined,
  lists: [],
  unknown,
  target: NoTarget,
})

/** The key of what the schema lacks, among an entity's fields. */
export const EXTRAS = 'extras'

// The one place that makes nodes, with the scanner's scratch in them: V8 looks a field up slowly in objects of many kinds.
function nodeOf(kind: NodeKind, shape: Shape, slot: Slot | undefined, event: string | undefined): ReaderNode {
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

/** Compiles entities, each once. */
export class NodeCompiler {
  readonly #shapes = new Map<Entity<unknown>, Shape>()
  readonly #unknown: boolean

  /** @param unknown what the schemas lack is wanted */
  constructor(unknown: boolean) {
    this.#unknown = unknown
  }

  /**
   * A container or item: always its own element maps, since routes add to them.
   *
   * @param keys the rows that are wanted, all of them when it is missing; see {@link skipRest}
   */
  routed(kind: 'container' | 'item', event: string, schema: Entity<unknown>, keys: WantedRows | undefined): ReaderNode {
    const unknown = this.#unknown && (keys === undefined || keys.has(EXTRAS))
    return nodeOf(kind, this.#compile(schema, unknown, keys), undefined, event)
  }

  #shape(schema: Entity<unknown>): Shape {
    let shape = this.#shapes.get(schema)
    if (shape === undefined) {
      shape = this.#compile(schema, this.#unknown, undefined)
      this.#shapes.set(schema, shape)
    }
    return shape
  }

  #compile(schema: Entity<unknown>, unknown: boolean, keys: WantedRows | undefined): Shape {
    const elements = new Map<string, ReaderNode>()
    const attributes = new Map<string, Slot>()
    const lists: Slot[] = []
    let content: Slot | undefined
    for (const [row, [key, property]] of Object.entries(schema.properties).entries()) {
      const field = fieldOf(property)
      if (field === undefined) continue
      if (keys?.has(key) === false) {
        if (field.content) content = UNWANTED
        continue
      }
      const codec = 'parse' in field.value ? field.value : undefined
      const slot: Slot = { key, repeated: field.repeated, codec, verbatim: codec === text, row }
      if (field.repeated) lists.push(slot)
      if (field.content) content = slot
      const place = this.#wrappers(elements, attributes, field, unknown)
      for (const name of field.names) {
        if (name.startsWith('@')) place.attributes.set(interned(name.slice(1)), slot)
        else place.elements.set(name, this.#valueNode(field, slot, keys?.get(key)))
      }
    }
    return { elements, attributes, content, lists, unknown, target: targetClass() }
  }

  #wrappers(
    elements: Map<string, ReaderNode>,
    attributes: Map<string, Slot>,
    field: Field,
    unknown: boolean,
  ): Pick<ReaderNode, 'elements' | 'attributes'> {
    let place: Pick<ReaderNode, 'elements' | 'attributes'> = { elements, attributes }
    for (const name of field.within) place = wrapperIn(place.elements, name, unknown)
    return place
  }

  /** @param keys the rows that are wanted of the entity that it holds, all of them when it is missing */
  #valueNode(field: Field, slot: Slot, keys: WantedRows | undefined): ReaderNode {
    const { value } = field
    if ('parse' in value) return nodeOf('leaf', emptyShape(this.#unknown), slot, undefined)
    if (keys === undefined) return nodeOf('entity', this.#shape(value), slot, undefined)
    const node = nodeOf('entity', this.#compile(value, this.#unknown && keys.has(EXTRAS), keys), slot, undefined)
    skipRest(node, value)
    return node
  }
}

/** The wrapper element of that name: the one that is there, or a new one. */
export function wrapperIn(elements: Map<string, ReaderNode>, name: string, unknown: boolean): ReaderNode {
  let wrapper = elements.get(name)
  if (wrapper === undefined) {
    wrapper = wrapperNode(unknown)
    elements.set(name, wrapper)
  }
  return wrapper
}

/** What stands at the rows that are not wanted is known all the same: it is skipped, not kept as an extra. */
export function skipRest(node: ReaderNode, schema: Entity<unknown>): void {
  for (const property of Object.values(schema.properties)) {
    const field = fieldOf(property)
    if (field === undefined) continue
    for (const name of field.names) {
      if (name.startsWith('@')) skipAttribute(node, field.within, interned(name.slice(1)))
      else skipPath(node, [...field.within, name])
    }
  }
}

function skipAttribute(node: ReaderNode, path: readonly string[], name: string): void {
  const place = skipPath(node, path)
  if (place !== undefined && !place.attributes.has(name)) place.attributes.set(name, UNWANTED)
}

/**
 * Skips what stands at a path, unless something there is wanted: then that node comes back. Where extras are wanted,
 * what else stands in a wrapper on the way is one.
 */
export function skipPath(node: ReaderNode, path: readonly string[]): ReaderNode | undefined {
  let place = node
  for (const [index, name] of path.entries()) {
    const isWrapper = node.unknown && index < path.length - 1
    const next = place.elements.get(name) ?? (isWrapper ? wrapperIn(place.elements, name, true) : undefined)
    if (next === undefined) place.elements.set(name, SKIPPED as ReaderNode) // no scanner reports it
    if (next === undefined || next === SKIPPED) return undefined
    place = next
  }
  return place
}
