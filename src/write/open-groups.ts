import type { ElementPlan, Values } from './element-plan.ts'
import type { ElementWriter } from './element-writer.ts'
import { misplaced } from './misplaced.ts'
import { type Place, placeIn } from './places.ts'
import { shownValue } from './shown-value.ts'

// Groups stand in groups.
const INNER = placeIn('group', 'group') as Place

/** The groups around the next one, whose elements are open: groups come flat, parents first, and are written nested. */
export class OpenGroups {
  readonly #writer: ElementWriter
  readonly #open: { readonly id: unknown; filled: boolean }[] = []

  constructor(writer: ElementWriter) {
    this.#writer = writer
  }

  /**
   * How many of the open groups the next one stands in: by its depth where that is given, else by the id of its parent.
   * Throws `misplaced-event` when it does not follow its parent.
   */
  depthOf(parentId: string | undefined, depth: number | undefined): number {
    const above = depth ?? (parentId === undefined ? 0 : this.#open.findLastIndex(({ id }) => id === parentId) + 1)
    if (!Number.isInteger(above) || above < 0) {
      throw misplaced('group', `depth is a whole number from 0, not ${shownValue(depth)}`)
    }
    if (above > this.#open.length || (depth === undefined && parentId !== undefined && above === 0)) {
      const parent = typeof parentId === 'string' ? parentId : 'around it'
      throw misplaced('group', `the group ${parent} must come just before the groups in it`)
    }
    return above
  }

  /** Makes place for a group inside the first `depth` groups, one at least. Returns the name of its element. */
  enter(depth: number): string {
    this.close(depth)
    const parent = this.#open[depth - 1]
    if (parent?.filled === false) {
      this.#writer.raw(`<${INNER.path.join('><')}>\n`)
      parent.filled = true
    }
    return INNER.element
  }

  /** Writes a group up to where the groups inside it would begin. */
  open(element: string, plan: ElementPlan, group: Values): void {
    this.#writer.open(element, plan, group, 'group')
    this.#writer.body(plan, group, 'group')
    this.#open.push({ id: group['id'], filled: false })
  }

  /** Closes groups until `depth` are open. */
  close(depth: number): void {
    while (this.#open.length > depth) {
      const group = this.#open.pop()
      if (group?.filled) this.#writer.raw(`</${[...INNER.path].reverse().join('></')}>`)
      this.#writer.raw(`</${INNER.element}>\n`)
    }
  }
}
