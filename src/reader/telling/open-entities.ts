import type { Position } from '../../errors.ts'
import type { Limits } from '../../limits.ts'
import type { EntityEventType } from '../../schema/places.ts'
import type { Frame } from '../entities/frame.ts'
import type { Target } from '../plan/targets.ts'
import {
  characteristicIdOf,
  closeEvent,
  groupEvent,
  idOf,
  itemEvent,
  type OpenEntity,
  openEvent,
} from './entity-events.ts'
import { GroupTree } from './group-tree.ts'
import type { Judge } from './judge.ts'
import type { Outlet } from './outlet.ts'

/** The containers and items that are open, and what is told when they open and close. */
export class OpenEntities {
  readonly #outlet: Outlet
  readonly #judge: Judge
  readonly #groups: GroupTree
  readonly #reportRoot: (root: OpenEntity) => void
  /** From the root inwards. */
  readonly #open: OpenEntity[] = []
  #document: Target = {}
  #productsBefore = 0

  /** @param reportRoot is told of the document when its attributes are complete */
  constructor(outlet: Outlet, judge: Judge, limits: Limits, reportRoot: (root: OpenEntity) => void) {
    this.#outlet = outlet
    this.#judge = judge
    this.#groups = new GroupTree(limits)
    this.#reportRoot = reportRoot
  }

  /** What the root gave; empty until it has closed. */
  get document(): Target {
    return this.#document
  }

  /** Products told before the catalog that opened last. */
  get productsBefore(): number {
    return this.#productsBefore
  }

  /** Where they begin. */
  get begun(): Position[] {
    return this.#open.map(({ position }) => position)
  }

  opened(frame: Frame, position: Position): void {
    this.reportContainers()
    const event = frame.node?.event as EntityEventType // the builder tells of nodes with an event only
    this.#open.push({ frame, event, position, reported: false })
    if (event === 'group') this.#groups.open(position)
    if (event === 'catalog') this.#productsBefore = this.#outlet.products
  }

  /** The innermost one is complete. Returns whether it is an item. */
  closed(): boolean {
    this.reportContainers()
    const entity = this.#open.pop() as OpenEntity // opened() pushed it
    if (entity.event === 'document') this.#document = entity.frame.entity()
    else if (entity.reported) this.#closeContainer(entity)
    else {
      this.#closeItem(entity)
      return true
    }
    return false
  }

  /** Tells of the containers around an item before the item: their attributes and what stands before it are complete. */
  reportContainers(): void {
    for (const entity of this.#open) {
      if (entity.reported || entity.frame.node?.kind !== 'container') continue
      entity.reported = true
      if (entity.event === 'document') this.#reportRoot(entity)
      else this.#outlet.report(entity.event, openEvent(entity))
    }
  }

  /** The containers that have just been opened began there in an earlier reading, which has told of them. */
  restore(begun: readonly Pick<Position, 'offset' | 'line'>[], productsBefore: number): void {
    for (const [index, entity] of this.#open.entries()) {
      const { offset = 0, line = 1 } = begun[index] ?? {}
      entity.position = { ...entity.position, offset, line }
      entity.reported = true
    }
    this.#productsBefore = productsBefore
  }

  #closeContainer(entity: OpenEntity): void {
    if (entity.event === 'catalog') {
      const isEmpty = this.#outlet.products === this.#productsBefore
      this.#judge.catalog(entity.frame.entity(), isEmpty && this.#outlet.wants('product'))
    }
    this.#outlet.report(entity.event, closeEvent(entity), true)
  }

  #closeItem(entity: OpenEntity): void {
    const target = entity.frame.entity()
    this.#judge.item(entity.event, idOf(target), characteristicIdOf(target))
    if (entity.event !== 'group') this.#outlet.report(entity.event, itemEvent(entity, target, this.#open.at(-1)))
    else for (const group of this.#groups.close(target)) this.#outlet.report('group', groupEvent(group))
  }
}
