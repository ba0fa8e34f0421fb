import type { TSchema, TUnsafe } from 'typebox'

/** What an entity holds outside its schema, where it stood. Nothing of a document is lost. */
export interface Extras {
  /** Attributes by their names as written. The object has no prototype: `__proto__` is a name like any other. */
  readonly attributes: Readonly<Record<string, string>>
  /** Text where the schema has none; usually `''`. */
  readonly text: string
  /** Elements in document order, with their subtrees. */
  readonly elements: readonly ExtraElement[]
}

/** One element outside the schema, or a known one whose value could not be read. */
export interface ExtraElement extends Extras {
  /** Name of the element, without the prefix of CommerceML's namespace. */
  readonly name: string
}

/** {@link Extras} as JSON Schema; elements nest, which the schema does not spell out. */
export const ExtrasSchema = {
  type: 'object',
  required: ['attributes', 'text', 'elements'],
  properties: {
    attributes: { type: 'object', additionalProperties: { type: 'string' } },
    text: { type: 'string' },
    elements: { type: 'array', items: { type: 'object', required: ['name', 'attributes', 'text', 'elements'] } },
  },
} as TSchema as TUnsafe<Extras> // JSON Schema as it is; `Unsafe` of TypeBox only names its type
