import { CommerceMLError, type Position } from '../../errors.ts'
import { EVENT_TYPES } from '../event-types.ts'
import type { CommerceMLEvent, Counts, EventType } from '../events.ts'
import { isSelected, type Projection } from '../plan/projection.ts'

/** An event as it was put together, by the table of routes; events.ts has its type. */
export type LooseEvent = { readonly type: EventType; readonly phase?: 'open' | 'close' } & Record<string, unknown>

/** Where events leave: those that are wanted, counted, without those that an earlier reading has told. */
export class Outlet {
  readonly #emit: (event: CommerceMLEvent) => void
  readonly #projection: Projection
  readonly #counts: Record<Exclude<EventType, 'end'>, number>
  #toldBefore = 0
  /** Nothing comes out: the elements around the place to go on from are being opened again. */
  isShut = false

  constructor(emit: (event: CommerceMLEvent) => void, projection: Projection) {
    this.#emit = emit
    this.#projection = projection
    const { end: _, ...counts } = Object.fromEntries(EVENT_TYPES.map((type) => [type, 0]))
    this.#counts = counts as Counts
  }

  /** Whether events of that type come out. */
  wants(type: EventType): boolean {
    return isSelected(this.#projection, type)
  }

  /** Products so far. */
  get products(): number {
    return this.#counts.product
  }

  /** Events still to come that an earlier reading has told. */
  get toldBefore(): number {
    return this.#toldBefore
  }

  /**
   * @param type the event's own, given apart: events have so many shapes that V8 looks it up slowly in them
   * @param closes the container has been counted when it opened
   */
  report(type: EventType, event: LooseEvent, closes = false): void {
    if (this.isShut || !this.wants(type)) return
    if (type !== 'end' && !closes) this.#counts[type]++
    if (this.#toldBefore > 0) {
      this.#toldBefore--
      return
    }
    this.#emit(event as unknown as CommerceMLEvent)
  }

  /**
   * There is nothing more. Throws `CommerceMLError` when an earlier reading has told more than has come.
   *
   * @param scanned the position as errors have it
   */
  end(document: unknown, position: Position, scanned: Position): void {
    this.report('end', { type: 'end', document, counts: this.count({}), position })
    const missing = this.#toldBefore
    if (missing === 0) return
    const message = `the input ends ${missing} events before the place to go on from: is it the same document?`
    throw new CommerceMLError('truncated-input', message, { position: scanned })
  }

  /** Puts the counts into an object as they are now. */
  count<T extends object>(into: T): T & Counts {
    return Object.assign(into, this.#counts)
  }

  /** An earlier reading has counted so much. */
  restore(counts: Counts): void {
    Object.assign(this.#counts, counts)
  }

  /** The next events that come have been told by an earlier reading. */
  passOver(events: number): void {
    this.#toldBefore = events
  }
}
