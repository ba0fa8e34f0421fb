import type { TProperties, TSchema, TUnsafe } from 'typebox'
import type { Codec } from './values.ts'

/**
 * The schema of an entity with rows of type `T`: a TypeBox object at run time, whose static type is only `T`.
 * Spelt out row by row, the declarations of this package would take three megabytes.
 */
export interface Entity<T> extends TUnsafe<T> {
  /** The schema of each row by its English key, and of `extras`. {@link fieldOf} says where a row stands. */
  readonly properties: TProperties
}

/**
 * A row of an entity whose value is a `T`: what `one()`, `many()`, `list()`, `content()` and `within()` make. A TypeBox
 * schema at run time. A type of its own: that of TypeBox could not be named where your package manager hides what you have
 * not installed yourself, and takes a compiler many times as long.
 */
export interface Row<T> extends TUnsafe<T> {
  /** Of the type alone: no value has it. */
  readonly '~row': 'required' | 'optional'
}
/** A {@link Row} that is always there: a list, be it empty. */
export interface RequiredRow<T> extends Row<T> {
  /** Of the type alone: no value has it. */
  readonly '~row': 'required'
}
/** A {@link Row} that may be absent. */
export interface OptionalRow<T> extends Row<T> {
  /** Of the type alone: no value has it. */
  readonly '~row': 'optional'
}

/** What a row holds: a text value, read by a codec, or another entity. */
export type Value = Codec | Entity<unknown>

/** Where a row stands in the document. */
export interface Field {
  /** Wrapper elements between the entity and the row's own element. */
  readonly within: readonly string[]
  /**
   * Names of the element: first the specification's, then spellings found in real files. `@` marks an attribute, `/`
   * separates an element from those around it, and `.` is the text of the entity's own element.
   */
  readonly names: readonly string[]
  /** What the element or attribute holds. */
  readonly value: Value
  /** Whether the element may come again: the row is then a list. */
  readonly repeated: boolean
  /** The row is the text of the entity's own element. */
  readonly content: boolean
  /** The row repeats, and is left out rather than `[]` when nothing came. */
  readonly sparse?: true
}

/** The spelling for the text of the entity's own element. */
export const OWN_TEXT = '.'

// Non-enumerable on the schema: JSON.stringify(Product) stays plain JSON Schema.
const FIELD = Symbol('commerceml.field')

/** Whether a row holds a text value rather than another entity. */
export const isCodec = (value: Value): value is Codec => 'parse' in value

/**
 * Marks the schema of a property that may be absent, as `Optional` of TypeBox does (`TOptional` has the name): that brings
 * along another 300 bytes, gzipped.
 */
export function optional<S extends TSchema>(schema: S): S {
  return Object.defineProperty(schema, '~optional', { value: true, configurable: true })
}

/** Puts a row into its schema. */
export function mark<S extends TSchema>(schema: S, field: Field): S {
  return Object.defineProperty(schema, FIELD, { value: field, configurable: true }) // within() moves a row
}

/**
 * Where a property of an entity stands in the document; `undefined` for `extras`.
 *
 * @example
 * import { fieldOf, Product } from 'commerceml/schema'
 * console.log(fieldOf(Product.properties['groupIds']!)?.within.join('/')) // Группы
 */
export function fieldOf(schema: TSchema): Field | undefined {
  return (schema as { [FIELD]?: Field })[FIELD]
}

/** Whether a row may be the text of the entity's own element. */
export const isOwnText = ({ content, names }: Field): boolean => content || names.includes(OWN_TEXT)

/**
 * Where a row may stand inside the element of its entity, by its spellings in turn: elements from outside inwards, `@`
 * before an attribute.
 */
export const pathsOf = ({ within, names }: Field): readonly (readonly string[])[] =>
  names.filter((name) => name !== OWN_TEXT).map((name) => [...within, ...name.split('/')])
