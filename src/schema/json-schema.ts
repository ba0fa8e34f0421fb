import type { TSchema } from 'typebox'
import { ExtrasSchema } from './extras.ts'
import type { Entity } from './fields.ts'

const DRAFT = 'https://json-schema.org/draft/2020-12/schema'

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly xml?: object
}

/** A JSON Schema document. */
export interface JsonSchema {
  /** The dialect: draft 2020-12. */
  readonly $schema: string
  /** The name that the entity was given. */
  readonly title: string
  readonly [keyword: string]: unknown
}

// In a document of its own, what nests can be spelt out.
const NESTED = { type: 'array', items: { allOf: [{ $ref: '#/$defs/extras' }], required: ['name'] } }
const { properties } = ExtrasSchema as Schema
const EXTRAS = { ...ExtrasSchema, properties: { ...properties, elements: NESTED } }

/** Writes an entity with those that it holds as definitions: spelt out wherever they stand, an order has six megabytes. */
class Writer {
  readonly defs: Record<string, unknown> = { extras: EXTRAS }
  /** Names of definitions, by the rows of their entity: a row that holds an entity has a copy of it with a place of its own. */
  readonly #names = new Map<unknown, string>()

  entity({ properties, xml: _, ...rest }: Schema): object {
    return { ...rest, properties: this.#each(properties ?? {}) }
  }

  /** @param key of the row around it */
  #written(value: Schema, key: string): object {
    if (key === 'extras') return { $ref: '#/$defs/extras' }
    const { properties, items, xml } = value
    if (properties !== undefined) return { $ref: `#/$defs/${this.#define(value, key)}`, ...(xml && { xml }) }
    return items === undefined ? value : { ...value, items: this.#written(items, key) }
  }

  #each(properties: Readonly<Record<string, Schema>>): object {
    return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, this.#written(value, key)]))
  }

  #define(schema: Schema, key: string): string {
    const known = this.#names.get(schema.properties)
    if (known !== undefined) return known
    let name = key
    for (let count = 2; Object.hasOwn(this.defs, name); count++) name = `${key}${count}`
    this.#names.set(schema.properties, name)
    this.defs[name] = undefined // in the order in which they are met
    this.defs[name] = this.entity(schema)
    return name
  }
}

/**
 * An entity as a JSON Schema document (draft 2020-12). Nested entities become definitions, each named after the first row
 * that holds it. The `xml` keyword of OpenAPI 3.2 says where a value stands in XML; `aliases` lists the spellings of real
 * files. The standard entities are in the package as files: `commerceml/schema/product.json`.
 *
 * @example
 * import { Price, jsonSchema } from 'commerceml/schema'
 * console.log(JSON.stringify(jsonSchema('Price', Price)))
 */
export function jsonSchema(title: string, entity: Entity<unknown>): JsonSchema {
  const writer = new Writer()
  const schema = writer.entity(entity as TSchema)
  return JSON.parse(JSON.stringify({ $schema: DRAFT, title, ...schema, $defs: writer.defs })) as JsonSchema
}
