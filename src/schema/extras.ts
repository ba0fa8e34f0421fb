import { Unsafe } from 'typebox'

/** What stood in an entity and is not in its schema, by position in the document. Nothing that is read is lost. */
export interface Extras {
  /** Attributes, by name as written. No prototype: `__proto__` is a name like any other. */
  readonly attributes: Readonly<Record<string, string>>
  /** Text that stood where the schema has none; usually `''`. */
  readonly text: string
  /** Elements in document order, with their subtrees. */
  readonly elements: readonly ExtraElement[]
}

/** One element outside the schema, or a known one whose value could not be read. */
export interface ExtraElement extends Extras {
  /** The element's name, without a prefix that stands for CommerceML's namespace. */
  readonly name: string
}

/** {@link Extras} as JSON Schema; elements nest, which the schema does not spell out. */
export const ExtrasSchema = Unsafe<Extras>({
  type: 'object',
  required: ['attributes', 'text', 'elements'],
  properties: {
    attributes: { type: 'object', additionalProperties: { type: 'string' } },
    text: { type: 'string' },
    elements: { type: 'array', items: { type: 'object', required: ['name', 'attributes', 'text', 'elements'] } },
  },
})
