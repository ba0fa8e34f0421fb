import { type EntityEventType, ROOT } from '../../schema/places.ts'
import type { EncodingInfo } from '../../source/detect.ts'
import type { IssueListener } from '../issue.ts'
import type { Target } from '../plan/targets.ts'
import { RecentIds, type Side } from './recent-ids.ts'

/** Items whose Ид everything else refers to. */
const IDENTIFIED: ReadonlySet<EntityEventType> = new Set(['group', 'product', 'offer', 'order'])

/** Looks for what can be read, fits the schema and is odd all the same. */
export class Judge {
  readonly #listener: IssueListener
  readonly #recent = new Map<EntityEventType, RecentIds>()

  constructor(listener: IssueListener) {
    this.#listener = listener
  }

  document(header: Target, encoding: EncodingInfo | undefined): void {
    if (encoding?.mismatch) {
      const message = `the declaration says ${encoding.declared}, the bytes are ${encoding.encoding}: read as ${encoding.encoding}`
      this.#listener.issue('encoding-mismatch', message, { raw: encoding.declared ?? '' })
    }
    if (header['schemaVersion'] === undefined) {
      const message = `${ROOT} without ВерсияСхемы: CommerceML 2 and 3 have it, and CommerceML 1, with its values in attributes, is not understood`
      this.#listener.issue('missing-version', message, { raw: '', field: 'schemaVersion' })
    }
  }

  /** @param isEmpty products were wanted, and none stood in it */
  catalog(catalog: Target, isEmpty: boolean): void {
    if (catalog['changesOnly'] !== false || !isEmpty) return
    const message = 'a full catalog without products: a shop that removes what is missing would be emptied'
    this.#listener.issue('empty-full-catalog', message, { raw: '' })
  }

  /** @param characteristicId of an offer of a changes package: offers of one product share the id */
  item(event: EntityEventType, id: string | undefined, characteristicId: string | undefined): void {
    const recent = this.#recentOf(event)
    if (recent === undefined) return
    if (id === undefined || id === '') {
      this.#listener.issue('missing-id', `${event} without Ид`, { raw: id ?? '', field: 'id' })
      return
    }
    const whole = characteristicId ? `${id}#${characteristicId}` : id
    if (recent.seen(whole)) {
      const message = `${event} ${whole.slice(0, 100)} came before: was a part written twice?`
      this.#listener.issue('duplicate-id', message, { raw: whole, field: 'id' })
    }
  }

  /** Notes the ids that came last: see {@link RecentIds.note}. */
  note(side: Side): void {
    for (const recent of this.#recent.values()) recent.note(side)
  }

  /** What {@link note} found, by event. */
  noted(side: Side): Readonly<Record<string, string>> {
    const windows = Array.from(this.#recent, ([event, recent]) => [event, recent.noted(side)] as const)
    return Object.fromEntries(windows.filter(([, window]) => window !== ''))
  }

  /** Remembers what {@link noted} gave. */
  restore(windows: Readonly<Record<string, string>>): void {
    for (const [event, window] of Object.entries(windows)) this.#recentOf(event as EntityEventType)?.restore(window)
  }

  #recentOf(event: EntityEventType): RecentIds | undefined {
    let recent = this.#recent.get(event)
    if (recent === undefined && IDENTIFIED.has(event)) {
      recent = new RecentIds()
      this.#recent.set(event, recent)
    }
    return recent
  }
}
