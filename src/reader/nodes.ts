import { type Entity, type Field, fieldOf } from '../schema/fields.ts'
import { type Codec, text } from '../schema/values.ts'
import type { PlanNode } from '../xml/plan.ts'

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
  readonly elements: Map<string, ReaderNode>
  readonly attributes: Map<string, Slot>
  readonly text: boolean
  /** Where the finished value goes; `undefined` for wrappers, containers and items. */
  readonly slot: Slot | undefined
  /** For the text of an entity's own element. */
  readonly content: Slot | undefined
  /** The rows of an entity that are `[]` when nothing came. */
  readonly lists: readonly Slot[]
  /** The event of a container or item. */
  readonly event: string | undefined
}

/** An entity's rows, compiled: what every element of that shape shares. */
type Shape = Pick<ReaderNode, 'elements' | 'attributes' | 'content' | 'lists'>

const emptyShape = (): Shape => ({ elements: new Map(), attributes: new Map(), content: undefined, lists: [] })

// The one place that makes nodes, with the scanner's scratch in them: V8 looks a field up slowly in objects of many kinds.
function nodeOf(kind: NodeKind, shape: Shape, slot: Slot | undefined, event: string | undefined): ReaderNode {
  const { elements, attributes, content, lists } = shape
  const text = kind === 'leaf' || content !== undefined
  return { kind, elements, attributes, text, slot, content, lists, event, first: undefined, next: undefined }
}

/** An element that only groups others. */
export const wrapperNode = (): ReaderNode => nodeOf('wrapper', emptyShape(), undefined, undefined)

/** Compiles entities, each once. */
export class NodeCompiler {
  readonly #shapes = new Map<Entity<unknown>, Shape>()

  /** A container or item: always its own element maps, since routes add to them. */
  routed(kind: 'container' | 'item', event: string, schema: Entity<unknown>): ReaderNode {
    return nodeOf(kind, this.#compile(schema), undefined, event)
  }

  #shape(schema: Entity<unknown>): Shape {
    let shape = this.#shapes.get(schema)
    if (shape === undefined) {
      shape = this.#compile(schema)
      this.#shapes.set(schema, shape)
    }
    return shape
  }

  #compile(schema: Entity<unknown>): Shape {
    const elements = new Map<string, ReaderNode>()
    const attributes = new Map<string, Slot>()
    const lists: Slot[] = []
    let content: Slot | undefined
    for (const [row, [key, property]] of Object.entries(schema.properties).entries()) {
      const field = fieldOf(property)
      if (field === undefined) continue
      const codec = 'parse' in field.value ? field.value : undefined
      const slot: Slot = { key, repeated: field.repeated, codec, verbatim: codec === text, row }
      if (field.repeated) lists.push(slot)
      if (field.content) content = slot
      const place = this.#wrappers(elements, attributes, field)
      for (const name of field.names) {
        if (name.startsWith('@')) place.attributes.set(name.slice(1), slot)
        else place.elements.set(name, this.#valueNode(field, slot))
      }
    }
    return { elements, attributes, content, lists }
  }

  #wrappers(
    elements: Map<string, ReaderNode>,
    attributes: Map<string, Slot>,
    field: Field,
  ): Pick<ReaderNode, 'elements' | 'attributes'> {
    let place: Pick<ReaderNode, 'elements' | 'attributes'> = { elements, attributes }
    for (const name of field.within) place = wrapperIn(place.elements, name)
    return place
  }

  #valueNode(field: Field, slot: Slot): ReaderNode {
    if (!('parse' in field.value)) return nodeOf('entity', this.#shape(field.value), slot, undefined)
    return nodeOf('leaf', emptyShape(), slot, undefined)
  }
}

/** The wrapper element of that name: the one that is there, or a new one. */
export function wrapperIn(elements: Map<string, ReaderNode>, name: string): ReaderNode {
  let wrapper = elements.get(name)
  if (wrapper === undefined) {
    wrapper = wrapperNode()
    elements.set(name, wrapper)
  }
  return wrapper
}
