import { Namespaces } from '../namespaces.ts'
import { type PlanNode, SKIPPED, type XmlPlan } from '../plan.ts'

/** The way through the plan: which elements are open, which of them it has, and which are of use. */
export class PlanWalk {
  readonly #plan: XmlPlan
  /** Plan nodes of the open elements; `undefined` outside the plan. */
  readonly #open: (PlanNode | undefined)[] = []
  readonly #names: string[] = []
  readonly #namespaces = new Namespaces()
  /** The element that was opened or closed last, for {@link PlanWalk.#child}. */
  #latest: PlanNode | undefined
  #latestOpen = false
  #depth = 0
  #rootSeen = false
  /** Depth of the element outside the plan whose subtree is not reported. */
  #skipFrom = Number.POSITIVE_INFINITY

  constructor(plan: XmlPlan) {
    this.#plan = plan
  }

  /** Elements that are open. */
  get depth(): number {
    return this.#depth
  }

  get rootSeen(): boolean {
    return this.#rootSeen
  }

  /** The open element is not reported. */
  get isSkipping(): boolean {
    return this.#depth >= this.#skipFrom
  }

  /** The open element in the plan; `undefined` outside both. */
  get node(): PlanNode | undefined {
    return this.#depth > 0 ? this.#open[this.#depth - 1] : undefined
  }

  /** Names as the document spells them, from the root. */
  openNames(): readonly string[] {
    return this.#names.slice(0, this.#depth)
  }

  /** An element opens. Returns its local name if it is to be reported, and `undefined` if not. */
  enter(name: string): string | undefined {
    if (this.#depth === 0) this.#namespaces.root(name)
    this.#rootSeen = true
    const parent = this.#depth === 0 ? this.#plan.document : this.#open[this.#depth - 1]
    let local = name
    let node = parent === undefined ? undefined : this.#child(parent, name)
    if (node === undefined && name.includes(':')) {
      local = this.#namespaces.localName(name)
      node = parent?.elements.get(local)
    }
    this.#open[this.#depth] = node
    this.#names[this.#depth] = name
    this.#latest = node
    this.#latestOpen = true
    this.#depth++
    if (this.#depth > this.#skipFrom) return undefined
    const isDropped = node === undefined && parent?.unknown === false && this.#depth > 1
    if (node === SKIPPED || isDropped) {
      this.#skipFrom = this.#depth
      return undefined
    }
    return local
  }

  /** The open element has an attribute: that of the root may declare a namespace. */
  attribute(name: string, value: string): void {
    if (this.#depth === 1) this.#namespaces.declare(name, value)
  }

  /** The open element closes. Returns whether that is to be reported. */
  leave(): boolean {
    this.#depth--
    this.#latest = this.#open[this.#depth]
    this.#latestOpen = false
    if (this.#depth >= this.#skipFrom) return false
    if (this.#depth + 1 < this.#skipFrom) return true
    this.#skipFrom = Number.POSITIVE_INFINITY
    return false
  }

  /** The child of that name: guessed from what came last time, otherwise looked up. */
  #child(parent: PlanNode, name: string): PlanNode | undefined {
    const latest = this.#latest
    const guess = this.#latestOpen ? latest?.first : latest?.next
    if (guess !== undefined && guess.elements === parent.elements && guess.name === name) return guess.node
    const node = parent.elements.get(name)
    if (node !== undefined && latest !== undefined) {
      latest[this.#latestOpen ? 'first' : 'next'] = { elements: parent.elements, name, node }
    }
    return node
  }
}
