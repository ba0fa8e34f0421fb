import type { RepeatedElement } from '../xml/scanner.ts'
import type { Frame } from './frame.ts'
import type { Target, TargetClass } from './targets.ts'

/** An entity that an element gave, to make others like it from: the element came again. */
export class Mould {
  readonly #Class: TargetClass
  readonly #keys: readonly string[]
  readonly #values: readonly unknown[]
  /** What the element used of `limits.entityLength`. */
  readonly used: number

  constructor(Class: TargetClass, target: Target, used: number) {
    this.#Class = Class
    this.#keys = Object.keys(target)
    this.#values = this.#keys.map((key) => ownValue(target[key])) // whoever gets the entity may change it
    this.used = used
  }

  /** Another entity with the same values, which shares no list with others. */
  cast(): Target {
    const target = new this.#Class(false)
    const keys = this.#keys
    for (let index = 0; index < keys.length; index++) {
      target[keys[index] as string] = ownValue(this.#values[index])
    }
    return target
  }
}

// Most lists are empty, and to make one is faster than to copy one.
const ownValue = (value: unknown): unknown =>
  typeof value !== 'object' ? value : (value as unknown[]).length === 0 ? [] : (value as unknown[]).slice()

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
  ended({ node, target }: Frame, depth: number, used: number, issues: number): void {
    if (this.#element === undefined || depth !== this.#depth || node === undefined) return
    this.#element.wanted = issues === this.#issues && isFlat(target)
    if (this.#element.wanted) this.#element.made = new Mould(node.target, target, used - this.#used)
    this.#element = undefined
  }
}

/** Whether the entity has nothing in it but texts, numbers, and lists of those: no entities, and no extras. */
const isFlat = (target: Target): boolean =>
  Object.values(target).every((value) => !isObject(value) || (Array.isArray(value) && !value.some(isObject)))

const isObject = (value: unknown): boolean => typeof value === 'object'
