import { type EntityEventType, SCHEMAS } from '../schema/places.ts'
import type { EventType } from './events.ts'

/** Every `event.type`, in the order of the README. */
export const EVENT_TYPES: readonly EventType[] = [...(Object.keys(SCHEMAS) as EntityEventType[]), 'issue', 'end']
