import type { Position } from '../errors.ts'
import type { EntityOf } from '../reader/events.ts'
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

interface WritablePlaces {
  readonly document: { readonly attributes?: Readonly<Record<string, string>> }
  readonly group: { readonly parentId?: string; readonly depth?: number }
  readonly offersPackage: { readonly phase?: 'open' | 'close'; readonly changes?: boolean }
  readonly catalog: { readonly phase?: 'open' | 'close' }
  readonly classifier: { readonly phase?: 'open' | 'close' }
  readonly reference: { readonly phase?: 'open' | 'close' }
  readonly referenceItem: { readonly referenceId?: string }
}

interface Read {
  /** Where it was read, if it was: an entity that stood outside its specified place is written back there. */
  readonly position?: Pick<Position, 'path'>
}

/** An event that holds an entity to write. Events of `readEvents` fit; written by hand, less is needed. */
export type EntityDraft<S extends SchemaOverrides = Record<never, never>> = {
  [K in EntityEventType]: Read & { readonly type: K } & {
    readonly [E in K]: Draft<EntityOf<K, S>>
  } & (K extends keyof WritablePlaces ? WritablePlaces[K] : unknown)
}[EntityEventType]

/** An event to write. Issues are skipped, so that the events of `readEvents` can be written as they come. */
export type WritableEvent<S extends SchemaOverrides = Record<never, never>> =
  | EntityDraft<S>
  | { readonly type: 'issue' }
  | { readonly type: 'end'; readonly document?: Draft<EntityOf<'document', S>> }
