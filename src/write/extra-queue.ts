import type { ExtraElement, Extras } from '../schema/extras.ts'
import type { ElementPlan, PlanNode, Values } from './element-plan.ts'

/**
 * The extras of an entity on their way out. What a leaf was read with beside its value (its shadow) goes back into the
 * leaf, and the others keep their order around it, so that reading gives the same extras again.
 */
export class ExtraQueue {
  /** Names of rows that are still to come: a second element must not stand before the first. */
  readonly #ahead: Set<string>
  #waiting: readonly ExtraElement[]

  constructor(extras: Extras, { names }: ElementPlan) {
    this.#ahead = new Set(names)
    this.#waiting = extras.elements
  }

  /**
   * A value that stands, and an extra of its element without text: not a second one, which has text of its own. Of an
   * element whose attribute is a row and whose text was no value, the extra with that text.
   */
  shadowOf(node: PlanNode, entity: Values): ExtraElement | undefined {
    if (node.kind !== 'value' || node.repeated) return undefined
    const own = node.attributes.filter(({ key }) => entity[key] !== undefined)
    const stands = entity[node.key] !== undefined
    if (!stands && own.length === 0) return undefined
    return this.#waiting.find(
      ({ name, text, attributes, elements }) =>
        node.names.includes(name) &&
        (!stands || (text === '' && (elements.length > 0 || Object.keys(attributes).length > 0))) &&
        !own.some((row) => Object.hasOwn(attributes, row.name)),
    )
  }

  /** The row is written. */
  passed(node: PlanNode): void {
    for (const name of node.kind === 'wrapper' ? [node.name] : node.names) this.#ahead.delete(name)
  }

  /** Takes the shadow, and what came before it and may stand there. */
  before(shadow: ExtraElement): readonly ExtraElement[] {
    const index = this.#waiting.indexOf(shadow)
    const early = this.#waiting.slice(0, index).filter(({ name }) => !this.#ahead.has(name))
    this.#waiting = this.#waiting.filter((extra) => extra !== shadow && !early.includes(extra))
    return early
  }

  all(): readonly ExtraElement[] {
    return this.#waiting
  }
}
