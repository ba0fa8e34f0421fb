import type { RepeatedElement } from '../../xml/scanner.ts'
import { type EntityMaker, emptyRows, type Form } from '../plan/makers.ts'
import type { Target } from '../plan/targets.ts'
import type { Frame } from './frame.ts'

type List = readonly [row: number, items: readonly unknown[]]

/** An entity that an element gave, to make others like it from: the element came again. */
export class Mould {
  readonly #maker: EntityMaker
  readonly #form: Form
  /** By row, but for its lists. */
  readonly #values: unknown[]
  /** An entity may change its own. */
  readonly #lists: readonly List[]
  /** What the element used of `limits.entityLength`. */
  readonly used: number

  constructor(maker: EntityMaker, frame: Frame, used: number) {
    const { low, high, values } = frame.rows
    const lists: List[] = []
    this.#maker = maker
    this.#form = maker.formOf(low, high)
    this.#values = emptyRows(maker.size) // there may be a thousand moulds
    for (let row = 0; row < maker.size; row++) {
      const value = frame.has({ row }) ? values[row] : undefined
      if (Array.isArray(value)) lists.push([row, value.slice()])
      else this.#values[row] = value
    }
    this.#lists = lists
    this.used = used
  }

  /** Another entity with the same values, which shares no list with others. */
  cast(): Target {
    const values = this.#values
    const lists = this.#lists
    for (let index = 0; index < lists.length; index++) {
      const [row, items] = lists[index] as List // in range
      values[row] = items.length === 1 ? [items[0]] : items.slice() // of one, a literal is faster
    }
    const target = this.#maker.makeOf(this.#form, values)
    // A mould outlives its entities: what it held of the latest one, the collector would copy again and again.
    for (let index = 0; index < lists.length; index++) values[(lists[index] as List)[0]] = undefined
    return target
  }
}

/** Makes a mould of an element that may come again, while it is read. */
export class Moulding {
  #element: RepeatedElement | undefined
  #depth = 0
  #used = 0
  #issues = 0

  /** The element begins, inside one of that depth, after so much and so many issues. */
  begin(element: RepeatedElement, depth: number, used: number, issues: number): void {
    this.#element = element
    this.#depth = depth
    this.#used = used
    this.#issues = issues
  }

  /** An entity inside an element of that depth has ended. One that has issues is read each time, to tell of them. */
  ended(frame: Frame, depth: number, used: number, issues: number): void {
    const { node } = frame
    if (this.#element === undefined || depth !== this.#depth || node === undefined) return
    this.#element.wanted = issues === this.#issues && isFlat(frame.entity())
    if (this.#element.wanted) this.#element.made = new Mould(node.maker, frame, used - this.#used)
    this.#element = undefined
  }
}

/** Whether the entity has nothing in it but texts, numbers, and lists of those: no entities, and no extras. */
const isFlat = (target: Target): boolean =>
  Object.values(target).every((value) => !isObject(value) || (Array.isArray(value) && !value.some(isObject)))

const isObject = (value: unknown): boolean => typeof value === 'object'
