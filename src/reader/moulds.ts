import type { RepeatedElement } from '../xml/scanner.ts'
import type { Frame } from './frame.ts'
import { type EntityMaker, emptyRows, type Form } from './makers.ts'
import type { Target } from './targets.ts'

/** An entity that an element gave, to make others like it from: the element came again. */
export class Mould {
  readonly #maker: EntityMaker
  readonly #form: Form
  readonly #values = emptyRows()
  /** The lists among the values, whose entity may change them. */
  readonly #lists: readonly (readonly [row: number, list: readonly unknown[]])[]
  /** What the element used of `limits.entityLength`. */
  readonly used: number

  constructor(maker: EntityMaker, frame: Frame, used: number) {
    const { low, high, values } = frame.rows
    this.#maker = maker
    this.#form = maker.formOf(low, high)
    for (let row = 0; row < maker.size; row++) if (frame.has({ row })) this.#values[row] = values[row]
    this.#lists = this.#values.flatMap((value, row) => (Array.isArray(value) ? [[row, value.slice()] as const] : []))
    this.used = used
  }

  /** Another entity with the same values, which shares no list with others. */
  cast(): Target {
    const lists = this.#lists
    for (let index = 0; index < lists.length; index++) {
      const [row, list] = lists[index] as (typeof lists)[number] // in range
      this.#values[row] = list.length === 1 ? [list[0]] : list.slice() // of one, a literal is faster
    }
    return this.#maker.makeOf(this.#form, this.#values)
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
