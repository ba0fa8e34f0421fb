import { type CommerceMLEvent, readEvents } from 'commerceml'
import { type WritableEvent, writeEvents } from 'commerceml/write'
import { joinedBytes } from './bytes.ts'

/** The beginning of a document. */
export const HEAD: WritableEvent = {
  type: 'document',
  document: { schemaVersion: '2.10', createdAt: '2026-01-31T12:00:00' },
}

/** What the writer makes of them, as text. */
export async function written(
  events: readonly WritableEvent[],
  options?: Parameters<typeof writeEvents>[1],
): Promise<string> {
  return new TextDecoder().decode(await joinedBytes(writeEvents(events, options)))
}

/** All that a reader tells. */
export async function read(bytes: Uint8Array | string): Promise<CommerceMLEvent[]> {
  const events: CommerceMLEvent[] = []
  for await (const event of readEvents(bytes)) events.push(event)
  return events
}

/** A document with these products in its catalog. */
export const inCatalog = (...products: object[]): WritableEvent[] => [
  HEAD,
  { type: 'catalog', catalog: { id: 'c' } },
  ...products.map((product) => ({ type: 'product', product }) as WritableEvent),
]
