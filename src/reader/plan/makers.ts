import { type Target, type TargetClass, targetClass } from './targets.ts'

/** Rows that have come, a bit each; see {@link MARKED_ROWS}. */
export interface Marks {
  readonly low: number
  readonly high: number
}

/** As many rows of an entity are marked in bits; of a row behind them the value itself tells whether it has come. */
export const MARKED_ROWS = 64

/**
 * Room for the values of an entity with so many rows; without a number, of one after the other. One kind of array, so that
 * what reads it is compiled once.
 */
export const emptyRows = (rows = MARKED_ROWS): unknown[] => new Array(rows).fill(undefined)

type Make = (values: readonly unknown[]) => Target

/** Entities with the same rows. */
export interface Form extends Marks {
  /** How many were made the slow way. */
  count: number
  make: Make | undefined
}

// To compile a form, and to run it for the first time, takes as long as to make some fifty entities the slow way.
const ENTITIES_BEFORE_COMPILING = 100
// Which rows an entity has is up to the document. The forms that came first are kept, others are made the slow way: with
// hundreds of them, compiling all took longer than it saved.
const FORMS = 32
// Where a page forbids it, each attempt is reported.
let mayCompile = true

const isMarked = ({ low, high }: Marks, row: number): boolean =>
  row < 32 ? (low & (1 << row)) !== 0 : (high & (1 << (row - 32))) !== 0

/**
 * Makes the objects of one kind of entity out of the values of its rows, in the order of the schema; lists that nothing
 * came for are empty.
 *
 * To put one property after the other into an object is a slow look-up in V8, there are so many shapes: up to a sixth of
 * the time of a read went there. An object literal is fast, so for rows that come together often one is compiled, of the
 * keys of the schema alone. Where the runtime or the policy of a page forbids to compile, all are made the slow way.
 */
export class EntityMaker {
  readonly #keys: readonly string[]
  readonly #isList: readonly boolean[]
  readonly #rows = new Map<string, number>()
  readonly #Class: TargetClass = targetClass()
  /** By their marks, first the high ones. */
  readonly #forms = new Map<number, Map<number, Form>>()
  #kept = 0
  #latest: Form = { low: 0, high: 0, count: 0, make: undefined }

  /**
   * @param keys of all rows, by row
   * @param lists rows that are lists, and wanted
   */
  constructor(keys: readonly string[], lists: ReadonlySet<string>) {
    this.#keys = keys
    this.#isList = keys.map((key) => lists.has(key))
    for (let row = 0; row < keys.length; row++) this.#rows.set(keys[row] as string, row)
  }

  /** `undefined` for what is no key of the entity. */
  rowOf(key: string): number | undefined {
    return this.#rows.get(key)
  }

  /** How many rows there are. */
  get size(): number {
    return this.#keys.length
  }

  /** Whether there are rows that have no marks: then marks do not tell forms apart. */
  get exceedsMarks(): boolean {
    return this.size > MARKED_ROWS
  }

  /** @param values by row; of those that are not marked no matter what */
  make(values: readonly unknown[], low: number, high: number): Target {
    const latest = this.#latest
    return this.makeOf(latest.low === low && latest.high === high ? latest : this.formOf(low, high), values)
  }

  /** As {@link make}, of a form that is known. */
  makeOf(form: Form, values: readonly unknown[]): Target {
    return form.make === undefined ? this.#makeSlowly(values, form) : form.make(values)
  }

  /** What entities with these marks have in common. */
  formOf(low: number, high: number): Form {
    const known = this.#forms.get(high)?.get(low)
    if (known !== undefined) {
      this.#latest = known
      return known
    }
    const form = { low, high, count: 0, make: undefined }
    if (this.#kept < FORMS) {
      this.#kept++
      const forms = this.#forms.get(high) ?? new Map<number, Form>()
      this.#forms.set(high, forms.set(low, form))
    }
    return form
  }

  #makeSlowly(values: readonly unknown[], form: Form): Target {
    if (++form.count === ENTITIES_BEFORE_COMPILING && mayCompile && !this.exceedsMarks) form.make = this.#compile(form)
    const target = new this.#Class(false)
    for (let row = 0; row < this.#keys.length; row++) {
      const key = this.#keys[row] as string // in range
      if (row < MARKED_ROWS ? isMarked(form, row) : values[row] !== undefined) target[key] = values[row]
      else if (this.#isList[row]) target[key] = []
    }
    return target
  }

  #compile(form: Form): Make | undefined {
    const properties = this.#keys.flatMap((key, row) => {
      if (isMarked(form, row)) return `${JSON.stringify(key)}:v[${row}]`
      return this.#isList[row] ? `${JSON.stringify(key)}:[]` : []
    })
    try {
      return new Function('v', `return {${properties.join()}}`) as Make
    } catch (error) {
      if (error instanceof EvalError) mayCompile = false
      return undefined
    }
  }
}
