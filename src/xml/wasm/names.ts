import { interned } from '../interned.ts'
import { Namespaces } from '../namespaces.ts'
import type { WasmEngine } from './engine.ts'

/** The names of a document, by the numbers that the scanner gives them: the plan's come first. */
export class WasmNames {
  readonly #engine: WasmEngine
  readonly #namespaces = new Namespaces()
  /** As the document spells them. */
  readonly #spelled: string[]
  /** Without their prefix. */
  readonly #locals: string[]
  /** The latest name that has no number. */
  #latest = ''

  constructor(engine: WasmEngine) {
    this.#engine = engine
    this.#spelled = [...engine.names]
    this.#locals = [...engine.names]
  }

  spelled(number: number): string {
    return number < 0 ? this.#latest : (this.#spelled[number] as string)
  }

  /** The plan's names have numbers, but what a document puts before them may leave none. */
  local(number: number): string {
    return number < 0 ? this.#namespaces.localName(this.#latest) : (this.#locals[number] as string)
  }

  /** A name that is new. */
  add(number: number, name: string): void {
    if (number < 0) this.#latest = name
    else {
      this.#spelled[number] = interned(name)
      this.#locals[number] ??= name
    }
  }

  /** An attribute of the root element. */
  declare(name: string, value: string): void {
    this.#namespaces.declare(name, value)
  }

  /** Finds out what a prefixed name is without its prefix. Gives the number of that among the plan's names, or `number`. */
  resolve(number: number, name: string, root: boolean): number {
    if (root) this.#namespaces.root(name)
    const local = this.#namespaces.localName(name)
    if (number >= 0) this.#locals[number] = local
    return this.#engine.numbers.get(local) ?? number
  }
}
