import type { TSchema } from 'typebox'
import { type Entity, type Field, fieldOf, isCodec, isOwnText, pathsOf } from '../../schema/row.ts'
import { text as textCodec } from '../../schema/values.ts'
import { interned } from '../../xml/interned.ts'
import { EntityMaker } from './makers.ts'
import {
  addAttribute,
  addElement,
  emptyShape,
  nodeOf,
  type Place,
  type ReaderNode,
  type Shape,
  type Slot,
  UNWANTED,
  wrapperIn,
} from './nodes.ts'
import type { WantedRows } from './projection.ts'
import { skipRest } from './skips.ts'
import { EXTRAS } from './targets.ts'

/** Compiles entities, each once. */
export class NodeCompiler {
  readonly #shapes = new Map<Entity<unknown>, Shape>()
  readonly #unknown: boolean
  /** Of elements that are values. */
  readonly #rowless: Shape

  /** @param unknown what the schemas lack is wanted */
  constructor(unknown: boolean) {
    this.#unknown = unknown
    this.#rowless = emptyShape(unknown)
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
    const own: Place = { elements: new Map(), attributes: new Map() }
    const lists: Slot[] = []
    let content: Slot | undefined
    let text = false
    // By number: iterators leave several objects behind for each row, when each collection of garbage takes longest.
    const keysOfRows = Object.keys(schema.properties)
    for (let row = 0; row < keysOfRows.length; row++) {
      const key = keysOfRows[row] as string // in range
      const field = fieldOf(schema.properties[key] as TSchema)
      if (field === undefined) continue
      // White space is part of a text; of a number it is not, and to be told of it between children takes time.
      text ||= field.content || (isOwnText(field) && field.value === textCodec)
      if (keys?.has(key) === false) {
        if (isOwnText(field)) content = UNWANTED
        continue
      }
      const codec = isCodec(field.value) ? field.value : undefined
      const slot: Slot = { key, repeated: field.repeated, codec, verbatim: codec === textCodec, row }
      if (field.repeated && !field.sparse) lists.push(slot)
      if (isOwnText(field)) content = slot
      for (const path of pathsOf(field)) {
        const name = path.at(-1) as string // a path has one at least
        const place = path.slice(0, -1).reduce((around: Place, wrapper) => wrapperIn(around, wrapper, unknown), own)
        if (name.startsWith('@')) addAttribute(place, interned(name.slice(1)), slot)
        else addElement(place, name, this.#valueNode(field, slot, keys?.get(key)))
      }
    }
    const keysOfAll = keysOfRows.includes(EXTRAS) ? keysOfRows : [...keysOfRows, EXTRAS]
    const maker = new EntityMaker(keysOfAll, new Set(lists.map(({ key }) => key)))
    return { ...own, text, content, lists, unknown, maker }
  }

  /** @param keys the rows that are wanted of the entity that it holds, all of them when it is missing */
  #valueNode(field: Field, slot: Slot, keys: WantedRows | undefined): ReaderNode {
    const { value } = field
    if (isCodec(value)) return nodeOf('leaf', this.#rowless, slot, undefined)
    if (keys === undefined) return nodeOf('entity', this.#shape(value), slot, undefined)
    const node = nodeOf('entity', this.#compile(value, this.#unknown && keys.has(EXTRAS), keys), slot, undefined)
    skipRest(node, value)
    return node
  }
}
