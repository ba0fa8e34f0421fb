import type { Position } from '../../errors.ts'
import { type Limits, limitExceeded } from '../../limits.ts'
import type { Target } from '../plan/targets.ts'

/** A group in its place in the tree. */
export interface TreeGroup {
  /** Empty until it is complete. */
  group: Target
  readonly position: Position
  readonly parent: TreeGroup | undefined
  readonly depth: number
}

/**
 * Groups come out flat, parents first and complete. A group closes after the groups inside it, and fields may stand
 * behind them, so a tree is held until its outermost group closes: as many groups as `limits.groupTree` allows.
 */
export class GroupTree {
  readonly #limits: Limits
  readonly #open: TreeGroup[] = []
  #held: TreeGroup[] = []

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** A group begins: it takes its place before the groups inside it. */
  open(position: Position): void {
    if (this.#held.length >= this.#limits.groupTree) {
      throw limitExceeded('groupTree', this.#limits.groupTree, 'the groups under one root group')
    }
    const node: TreeGroup = { group: {}, position, parent: this.#open.at(-1), depth: this.#open.length }
    this.#held.push(node)
    this.#open.push(node)
  }

  /** The innermost group is complete. Returns what may be told now: nothing while a group around it is open. */
  close(group: Target): readonly TreeGroup[] {
    const node = this.#open.pop()
    if (node !== undefined) node.group = group
    if (this.#open.length > 0) return []
    const complete = this.#held
    this.#held = []
    return complete
  }
}
