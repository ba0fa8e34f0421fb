import { isBlank, SHORT_BLANK } from '../../src/xml/blanks.ts'
import type { PlanNode } from '../../src/xml/plan.ts'

/** Passes over white space beside children, as an engine may: then it does not matter whether it has. */
export class Layout {
  readonly #open: { mixed: boolean; children: boolean; text: boolean }[] = []
  #held: (() => void) | undefined

  start(node: PlanNode | undefined): void {
    this.child()
    this.#open.push({ mixed: node?.text === true && node.elements.size > 0, children: false, text: false })
  }

  /** A child, also one that is told of in one call or not at all. */
  child(): void {
    this.#held = undefined
    const parent = this.#open.at(-1)
    if (parent !== undefined) parent.children = true
  }

  /** @param tell writes it down */
  text(value: string, tell: () => void): void {
    const element = this.#open.at(-1)
    if (element?.mixed && !element.text && this.#held === undefined && value.length < SHORT_BLANK && isBlank(value)) {
      this.#held = tell
      return
    }
    this.#release()
    if (element !== undefined) element.text = true
    tell()
  }

  end(): void {
    if (this.#open.pop()?.children) this.#held = undefined
    else this.#release()
  }

  #release(): void {
    this.#held?.()
    this.#held = undefined
  }
}
