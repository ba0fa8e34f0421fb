import { isDeepStrictEqual } from 'node:util'
import type { EntityEventType } from 'commerceml'
import { readEvents } from 'commerceml'
import type { Entity } from 'commerceml/schema'
import { type WritableEvent, writeEvents } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { ENTITY_OF_EVENT, payloadsOf, rowsOf } from '../helpers/entities.ts'
import { plain } from '../helpers/fixtures.ts'
import { complete } from '../helpers/generate.ts'
import { fc } from '../helpers/properties.ts'
import { joinedBytes } from './helpers/bytes.ts'
import { deepEntity, randomBy } from './helpers/deep-entities.ts'

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
  referenceItem: 'reference',
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

/** Parts of one entity, at any depth: an order has the most places for them. */
const mostParts = (type: EntityEventType): number => (type === 'order' ? 40 : 12)

/** The rows that hold entities, to so many levels: `lines`, `lines.taxes`. */
function pathsOf(schema: Entity<unknown>, levels: number): string[] {
  if (levels === 0) return []
  return rowsOf(schema).flatMap(([key, { value }]) =>
    'parse' in value ? [] : [key, ...pathsOf(value, levels - 1).map((path) => `${key}.${path}`)],
  )
}

// What shops and 1C exchange, however deep it stands.
const OF_ORDERS = [
  'lines.unit',
  'lines.taxes',
  'lines.discounts',
  'lines.baseUnit.recalculations',
  'lines.characteristics',
  'lines.requisites',
  'lines.warehouses.address.fields',
  'counterparties.address.fields',
  'counterparties.representatives.counterparty',
  'counterparties.bankAccounts.bank',
  'warehouses.contacts',
  'signatories.workplace',
  'subordinateDocuments.requisites',
  'subordinateDocuments.lines.unit',
  'subordinateDocuments.lines.taxes',
  'subordinateDocuments.lines.discounts',
  'subordinateDocuments.counterparties.address',
]

describe.each(Object.keys(ENTITY_OF_EVENT) as EntityEventType[])('%s', (type) => {
  test('is read as it was written, for 10,000 generated values of any depth in every charset', async () => {
    const schema = ENTITY_OF_EVENT[type]
    const { inOne, documents } = sizesOf(type)
    const seen = new Set<string>()
    const charsets = fc.constantFrom('utf-8', 'utf-8-bom', 'windows-1251')
    await fc.assert(
      fc.asyncProperty(fc.integer(), charsets, async (seed, encoding) => {
        const random = randomBy(seed)
        const entities = Array.from({ length: inOne }, () =>
          deepEntity(schema, mostParts(type), random, (path) => seen.add(path)),
        )
        const bytes = await joinedBytes(writeEvents(eventsFor(type, entities), { encoding }))
        const events = []
        for await (const event of readEvents(bytes)) events.push(event)
        const read = plain(
          payloadsOf(events)
            .filter((payload) => payload.type === type)
            .map(({ entity }) => entity),
        )
        const expected = entities.map((entity) => complete(schema, entity))
        // The matcher takes as long as all the rest: it is for telling what differs.
        if (!isDeepStrictEqual(read, expected)) expect(read).toEqual(expected)
      }),
      { numRuns: documents, endOnFailure: true },
    )
    const expected = [...pathsOf(schema, 2), ...(type === 'order' ? OF_ORDERS : [])]
    expect(expected.filter((path) => !seen.has(path))).toEqual([])
  })
})
