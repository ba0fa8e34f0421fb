/**
 * Writes CommerceML: orders for every 1C, and all that is read besides.
 *
 * @module commerceml/write
 */
export type { Draft, EntityDraft, WritableEvent } from './events.ts'
export { type WriteOptions, writeEvents } from './write-events.ts'
