import type { TSchema } from 'typebox'
import type { Entity } from './fields.ts'

const DRAFT = 'https://json-schema.org/draft/2020-12/schema'

/** A JSON Schema document. */
export interface JsonSchema {
  readonly $schema: string
  readonly title: string
  readonly [keyword: string]: unknown
}

/** Nested entities all have the same `extras`: they refer to one definition, in which elements nest. */
function withSharedExtras(schema: unknown, key?: string): unknown {
  if (key === 'extras') return { $ref: '#/$defs/extras' }
  if (Array.isArray(schema)) return schema.map((item) => withSharedExtras(item))
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, withSharedExtras(value, name)]))
}

const EXTRAS = {
  type: 'object',
  required: ['attributes', 'text', 'elements'],
  properties: {
    attributes: { type: 'object', additionalProperties: { type: 'string' } },
    text: { type: 'string' },
    elements: { type: 'array', items: { allOf: [{ $ref: '#/$defs/extras' }], required: ['name'] } },
  },
}

/**
 * An entity as a JSON Schema document (draft 2020-12). Where a value stands in XML is said by the `xml` keyword of
 * OpenAPI 3.2, with `aliases` for the spellings of real files. The package has the standard entities as files:
 * `commerceml/schema/product.json`.
 *
 * @example
 * import { Price, jsonSchema } from 'commerceml/schema'
 * console.log(JSON.stringify(jsonSchema('Price', Price)))
 */
export function jsonSchema(title: string, entity: Entity<unknown>): JsonSchema {
  const schema = withSharedExtras(JSON.parse(JSON.stringify(entity as TSchema))) as object
  return { $schema: DRAFT, title, ...schema, $defs: { extras: EXTRAS } }
}
