import type { Encoding } from '../source/encodings.ts'
import type { Base, CheckpointState } from './checkpoint.ts'
import type { Counts } from './events.ts'
import type { Judge } from './judge.ts'
import { type HeldElement, openElements } from './open-elements.ts'
import type { Side } from './recent-ids.ts'

/**
 * A place to go on from, at the end of an item. A document has two, written in turn: one may be asked for while the next
 * is noted, ahead of the events before it. New ones each time would outlive a collection, of which V8 counts the bytes: it
 * takes 8 MB more for young objects when 4 MB have.
 */
export class NotedBase implements Base {
  readonly side: Side
  offset = 0
  line = 1
  told = 0
  encoding: Encoding = 'utf-8'
  attributes: Readonly<Record<string, string>> = {}
  open: readonly HeldElement[] = []
  used = 0
  readonly counts = {} as Counts
  productsBefore = 0
  readonly #judge: Judge

  constructor(side: Side, judge: Judge) {
    this.side = side
    this.#judge = judge
  }

  state(): CheckpointState {
    const { encoding, attributes, used, counts, productsBefore } = this
    const recent = this.#judge.noted(this.side)
    return { encoding, attributes, open: openElements(this.open), used, counts, productsBefore, recent }
  }
}
