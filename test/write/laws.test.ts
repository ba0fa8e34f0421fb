import type { EntityEventType } from 'commerceml'
import { readEvents } from 'commerceml'
import { type WritableEvent, writeEvents } from 'commerceml/write'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ENTITY_OF_EVENT, payloadsOf } from '../helpers/entities.ts'
import { plain } from '../helpers/fixtures.ts'
import { arbitraryEntity, complete } from '../helpers/generate.ts'
import { joinedBytes } from './helpers/bytes.ts'

type Content = Readonly<Record<string, unknown>>

/** What must be open around an entity. */
const AROUND: Partial<Record<EntityEventType, EntityEventType>> = {
  group: 'classifier',
  property: 'classifier',
  priceType: 'classifier',
  warehouse: 'classifier',
  unit: 'classifier',
  category: 'classifier',
  product: 'catalog',
  offer: 'offersPackage',
}

/** Values in one document, and documents: 10,000 in all. The root stands once in each. */
const sizesOf = (type: EntityEventType): { inOne: number; documents: number } =>
  type === 'document' ? { inOne: 1, documents: 10_000 } : { inOne: 100, documents: 100 }

function eventsFor(type: EntityEventType, entities: readonly Content[]): WritableEvent[] {
  const event = (name: EntityEventType, entity: Content) => ({ type: name, [name]: entity }) as unknown as WritableEvent
  if (type === 'document') return entities.map((entity) => event('document', entity))
  const container = AROUND[type]
  return [
    event('document', {}),
    ...(container === undefined ? [] : [event(container, {})]),
    ...entities.map((entity) => event(type, entity)),
  ]
}

describe.each(Object.keys(ENTITY_OF_EVENT) as EntityEventType[])('%s', (type) => {
  test('is read as it was written, for 10,000 generated values in every charset', async () => {
    const schema = ENTITY_OF_EVENT[type]
    const { inOne, documents } = sizesOf(type)
    const values = fc.array(arbitraryEntity(schema, 1), { minLength: inOne, maxLength: inOne })
    await fc.assert(
      fc.asyncProperty(values, fc.constantFrom('utf-8', 'utf-8-bom', 'windows-1251'), async (entities, encoding) => {
        const bytes = await joinedBytes(writeEvents(eventsFor(type, entities), { encoding }))
        const events = []
        for await (const event of readEvents(bytes)) events.push(event)
        const read = payloadsOf(events).filter((payload) => payload.type === type)
        expect(plain(read.map(({ entity }) => entity))).toEqual(entities.map((entity) => complete(schema, entity)))
      }),
      { numRuns: documents, endOnFailure: true },
    )
  })
})
