import type { SchemaOverrides } from '../schema/places.ts'
import { EVENT_TYPES } from './event-types.ts'
import type { CommerceMLEvent, EventType } from './events.ts'
import { type AllFields, isSelected, type Projection, type SelectedEvent } from './plan/projection.ts'

type EventOf<K extends EventType, S extends SchemaOverrides, F> = Extract<
  SelectedEvent<EventType, F, S>,
  { readonly type: K }
>
type PayloadOf<K extends EventType, S extends SchemaOverrides, F> = K extends 'end'
  ? EventOf<'end', S, F>
  : K extends keyof EventOf<K, S, F>
    ? EventOf<K, S, F>[K]
    : never

type NameOf<K extends EventType> = `on${Capitalize<K>}`
type KindOf<N> = N extends `on${infer K}` ? Uncapitalize<K> & EventType : never

/**
 * One handler for each kind of event that is selected, `onProduct(product, event)`, and `onEvent(event)` for all of them.
 * They are not awaited, and must not return promises.
 */
export type Handlers<
  S extends SchemaOverrides = Record<never, never>,
  F = AllFields,
  K extends EventType = EventType,
> = {
  // Without `as`, for which TypeScript knows no types of parameters as long as K is open.
  readonly [N in NameOf<K | 'issue' | 'end'>]?: (
    payload: PayloadOf<KindOf<N>, S, F>,
    event: EventOf<KindOf<N>, S, F>,
  ) => void
} & {
  /** Called with every event, after the handler of its kind. */
  readonly onEvent?: (event: SelectedEvent<K, F, S>) => void
}

const HANDLER_TYPES = new Map<string, EventType | undefined>([
  ['onEvent', undefined],
  ...EVENT_TYPES.map((type): [string, EventType] => [`on${type[0]?.toUpperCase()}${type.slice(1)}`, type]),
])

type Handler = (payload: unknown, event?: unknown) => unknown

/** The fields of an instance are its own; in an object that was written for this, what is no handler is misspelt. */
function assertHandlers(handlers: object): void {
  const isPlain = [null, Object.prototype].includes(Object.getPrototypeOf(handlers))
  for (const name of isPlain ? Object.keys(handlers) : []) {
    if (!HANDLER_TYPES.has(name))
      throw new TypeError(`${name} is no handler; known are ${[...HANDLER_TYPES.keys()].join(', ')}`)
  }
}

/** What a handler has begun would go on while the next event is told, and what that throws would be nobody's. */
function assertOver(returned: unknown, name: string): void {
  if (typeof returned !== 'object' || !('then' in (returned ?? {}))) return
  if (returned instanceof Promise) returned.catch(() => {}) // others may begin only when they are asked
  throw new TypeError(`${name} returned a promise, and handlers are not awaited`)
}

/** What calls the handlers of an event, with the object that holds them as `this`. Throws `TypeError` for what is none. */
export function dispatcher(handlers: object, projection: Projection): (event: CommerceMLEvent) => void {
  assertHandlers(handlers)
  const byType = new Map<EventType, Handler>()
  let onEvent: Handler | undefined
  for (const [name, type] of HANDLER_TYPES) {
    const handler = (handlers as Readonly<Record<string, unknown>>)[name]
    if (handler === undefined) continue
    if (typeof handler !== 'function') throw new TypeError(`${name} must be a function`)
    if (type !== undefined && !isSelected(projection, type)) {
      throw new TypeError(`${name} would never be called: select does not name ${type}`)
    }
    const call: Handler = (payload, event) => assertOver(handler.call(handlers, payload, event), name)
    if (type === undefined) onEvent = call
    else byType.set(type, call)
  }
  if (byType.size === 0 && onEvent === undefined)
    throw new TypeError('createReader({ onProduct(product) { … } }): give at least one handler')
  return (event) => {
    const payload = event.type === 'end' ? event : (event as unknown as Record<string, unknown>)[event.type]
    byType.get(event.type)?.(payload, event)
    onEvent?.(event)
  }
}
