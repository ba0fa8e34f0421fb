import type { Encoding } from '../source/encodings.ts'
import type { Base, CheckpointState } from './checkpoint.ts'
import { type HeldElement, openElements } from './entities/open-elements.ts'
import type { Counts } from './events.ts'
import type { Judge } from './telling/judge.ts'
import type { Outlet } from './telling/outlet.ts'
import type { Side } from './telling/recent-ids.ts'

/** What is noted of a place to go on from. */
interface Place {
  offset: number
  line: number
  encoding: Encoding
  /** Of the root, as written. */
  attributes: Readonly<Record<string, string>>
  /** The elements around the item that ends. */
  open: readonly HeldElement[]
  /** What they have used of `limits.entityLength`. */
  used: number
  productsBefore: number
}

/** A place to go on from, at the end of an item, written over when it is noted anew. */
class NotedBase implements Base, Place {
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

/**
 * The places to go on from that a reading notes: two objects in turn, since one may be asked for while the next is noted,
 * ahead of the events before it. New ones each time would be alive while a chunk is awaited.
 */
export class Bases {
  readonly #judge: Judge
  readonly #outlet: Outlet
  #last: NotedBase
  #next: NotedBase

  constructor(judge: Judge, outlet: Outlet) {
    this.#judge = judge
    this.#outlet = outlet
    this.#last = new NotedBase(0, judge)
    this.#next = new NotedBase(1, judge)
  }

  /** The elements that were open at the last one. */
  get open(): readonly HeldElement[] {
    return this.#last.open
  }

  /** Notes a place behind the events that have been told, and what is known there. */
  note(place: Place): Base {
    const base = this.#next
    this.#next = this.#last
    this.#last = base
    Object.assign(base, place)
    base.told = this.#outlet.toldBefore
    this.#outlet.count(base.counts)
    this.#judge.note(base.side)
    return base
  }
}
