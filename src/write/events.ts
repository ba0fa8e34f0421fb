import type { Position } from '../errors.ts'
import type { EventEntity } from '../reader/events.ts'
import type { Extras } from '../schema/extras.ts'
import type { EntityEventType, SchemaOverrides } from '../schema/places.ts'

type Primitive = string | number | boolean | bigint | symbol | null | undefined

/**
 * An entity to write. It has the form in which it is read, but every row may be left out, lists included.
 *
 * @example
 * import type { Order } from 'commerceml/schema'
 * import type { Draft } from 'commerceml/write'
 * const order: Draft<Order> = { id: '1', lines: [{ id: 'a', quantity: '1' }] }
 */
export type Draft<T> = T extends Primitive
  ? T
  : T extends readonly (infer I)[]
    ? readonly Draft<I>[]
    : { readonly [K in keyof T]?: (K extends 'extras' ? Extras : Draft<T[K]>) | undefined }

interface ContainerDraft {
  /** `open` before its items and `close` behind them, as it is read. Default: one event, before them. */
  readonly phase?: 'open' | 'close'
}

interface WritablePlaces {
  readonly document: {
    /** The root's attributes as they were read: they stand as they are, and those of the header behind them. */
    readonly attributes?: Readonly<Record<string, string>>
  }
  readonly group: {
    /** Ид of its parent, which comes before it. Default: none, and without `depth` it is at the top. */
    readonly parentId?: string
    /** 0 at the top. Default: one more than that of its parent. */
    readonly depth?: number
  }
  readonly offersPackage: ContainerDraft & {
    /** Whether it is written as ИзмененияПакетаПредложений. Default: `false`. */
    readonly changes?: boolean
  }
  readonly catalog: ContainerDraft
  readonly classifier: ContainerDraft
  readonly reference: ContainerDraft
  readonly referenceItem: {
    /** Not looked at: an item goes into the reference that is open. */
    readonly referenceId?: string
  }
}

interface Read {
  /** Where it was read, if it was: an entity that stood outside its specified place is written back there. */
  readonly position?: Pick<Position, 'path'>
}

/** An event that holds an entity to write. Events of `readEvents` fit; written by hand, less is needed. */
export type EntityDraft<S extends SchemaOverrides = Record<never, never>> = {
  [K in EntityEventType]: Read & {
    /** What is to be written: the entity stands under this key. */
    readonly type: K
  } & {
    readonly [E in K]: Draft<EventEntity<K, S>>
  } & (K extends keyof WritablePlaces ? WritablePlaces[K] : unknown)
}[EntityEventType]

/** An event to write. Issues are skipped, so that the events of `readEvents` can be written as they come. */
export type WritableEvent<S extends SchemaOverrides = Record<never, never>> =
  | EntityDraft<S>
  | {
      /** An issue of a reading, which is skipped. */
      readonly type: 'issue'
    }
  | {
      /** The end of the document: whatever is open is closed. */
      readonly type: 'end'
      /** The header, with rows that had not come when the document began. */
      readonly document?: Draft<EventEntity<'document', S>>
    }
