import {
  Array as ArraySchema,
  Object as ObjectSchema,
  Optional,
  type Static,
  type TArray,
  type TObject,
  type TOptional,
  type TProperties,
  type TSchema,
  type TUnsafe,
} from 'typebox'
import { type Extras, ExtrasSchema } from './extras.ts'
import type { Codec } from './values.ts'

/** What a row holds: a text value, read by a codec, or another entity. */
export type Value = Codec | Entity<unknown>

/** Where a row stands in the document. */
export interface Field {
  /** Wrapper elements between the entity and the row's own element. */
  readonly within: readonly string[]
  /**
   * Names of the element: first the specification's, then spellings found in real files. `@` marks an attribute, `/`
   * separates an element from those around it.
   */
  readonly names: readonly string[]
  readonly value: Value
  readonly repeated: boolean
  /** The row is the text of the entity's own element. */
  readonly content: boolean
}

type SchemaOf<V> = V extends Codec<infer S> ? S : V extends Entity<infer T> ? Entity<T> : never
/**
 * The schema of an entity with rows of type `T`: a TypeBox object at run time, whose static type is only `T`.
 * Spelt out row by row, the declarations of this package would take three megabytes.
 */
export interface Entity<T> extends TUnsafe<T> {
  readonly properties: TProperties
}

type Names = string | readonly string[]

// Non-enumerable on the schema: JSON.stringify(Product) stays plain JSON Schema.
const FIELD = Symbol('commerceml.field')

/** Whether a row holds a text value rather than another entity. */
export const isCodec = (value: Value): value is Codec => 'parse' in value
const asList = (names: Names): readonly string[] => (typeof names === 'string' ? [names] : names)

/** The `xml` keyword of OpenAPI 3.2's XML Object; `aliases` is ours. */
function xmlKeyword(names: readonly string[]): object {
  const [first = '', ...aliases] = names
  const path = first.split('/')
  const name = path.pop() as string // split() gives one at least
  const attribute = name.startsWith('@')
  return {
    name: attribute ? name.slice(1) : name,
    nodeType: attribute ? 'attribute' : 'element',
    ...(aliases.length > 0 && { aliases }),
    ...(path.length > 0 && { within: path.join('/') }),
  }
}

function schemaOf<V extends Value>(value: V, xml: object): SchemaOf<V> {
  const schema = isCodec(value) ? value.schema({ xml }) : ObjectSchema(value.properties, { xml })
  return schema as TSchema as SchemaOf<V> // SchemaOf repeats this very distinction
}

// Optional() keeps a schema that is optional already; ours never are, so the type is the plain one.
const optional = <S extends TSchema>(schema: S): TOptional<S> => Optional(schema) as TSchema as TOptional<S>

function mark<S extends TSchema>(schema: S, field: Field): S {
  return Object.defineProperty(schema, FIELD, { value: field, configurable: true }) // within() moves a row
}

/** Where a row may stand in its entity, by its spellings in turn: elements from outside inwards, `@` before an attribute. */
export const pathsOf = ({ within, names }: Field): readonly (readonly string[])[] =>
  names.map((name) => [...within, ...name.split('/')])

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

/**
 * A row that comes once: a child element (`Статус`), an attribute (`@Статус`), or either (`['@Статус', 'Статус']`).
 * Always optional, since real files leave anything out.
 *
 * @example
 * import { Offer, extend, flag, one } from 'commerceml/schema'
 * export const ShopOffer = extend(Offer, { hidden: one(['@Скрыто', 'Скрыто'], flag) })
 */
export function one<V extends Value>(names: Names, value: V): TOptional<SchemaOf<V>> {
  const field: Field = { within: [], names: asList(names), value, repeated: false, content: false }
  return mark(optional(schemaOf(value, xmlKeyword(field.names))), field)
}

/**
 * A child element that repeats without a wrapper: `Картинка`. `[]` when there is none.
 *
 * @example
 * import { Product, extend, many, text } from 'commerceml/schema'
 * export const ShopProduct = extend(Product, { videos: many('Видео', text) })
 */
export function many<V extends Value>(names: Names, value: V): TArray<SchemaOf<V>> {
  const field: Field = { within: [], names: asList(names), value, repeated: true, content: false }
  return mark(ArraySchema(schemaOf(value, xmlKeyword(field.names)), { xml: { nodeType: 'none' } }), field)
}

/**
 * A wrapper element with repeated items: `Группы/Ид`. `[]` when there is none.
 *
 * @example
 * import { Product, extend, list, text } from 'commerceml/schema'
 * export const ShopProduct = extend(Product, { labels: list('Метки', 'Метка', text) })
 */
export function list<V extends Value>(wrapper: string, names: Names, value: V): TArray<SchemaOf<V>> {
  const field: Field = { within: [wrapper], names: asList(names), value, repeated: true, content: false }
  const items = schemaOf(value, xmlKeyword(field.names))
  return mark(ArraySchema(items, { xml: { name: wrapper, nodeType: 'element' } }), field)
}

/**
 * The text of the entity's own element, beside its attributes and children: `<БазоваяЕдиница Код="796">шт</БазоваяЕдиница>`.
 *
 * @example
 * import { Product, content, entity, extend, many, one, text } from 'commerceml/schema'
 * const Label = entity({ colour: one('@Цвет', text), title: content(text) })
 * export const ShopProduct = extend(Product, { labels: many('Метка', Label) })
 */
export function content<V extends Codec>(value: V): TOptional<SchemaOf<V>> {
  return mark(optional(schemaOf(value, { nodeType: 'text' })), {
    within: [],
    names: [],
    value,
    repeated: false,
    content: true,
  })
}

/**
 * Puts a row inside a wrapper element: `ТипыЦен/ИдКлассификатора`. Throws `TypeError` for anything but a row.
 *
 * @example
 * import { Product, extend, one, text, within } from 'commerceml/schema'
 * export const ShopProduct = extend(Product, { shelf: within('Хранение', one('Полка', text)) })
 */
export function within<S extends TSchema>(wrapper: string, row: S): S {
  const field = fieldOf(row)
  if (field === undefined) throw new TypeError('within() takes a row made by one(), many() or list()')
  const keywords = row as { xml?: { within?: string } }
  const inner = keywords.xml?.within
  keywords.xml = { ...keywords.xml, within: inner === undefined ? wrapper : `${wrapper}/${inner}` }
  return mark(row, { ...field, within: [wrapper, ...field.within] })
}

/** Rows by their English keys. */
export type Rows = TProperties

/** The type of an entity with these rows. */
export type EntityOf<R extends Rows> = Static<TObject<R>> & {
  /** What the document holds here outside the schema. */
  extras?: Extras
}

/**
 * Makes an entity of its rows, in the order of the specification. Throws `TypeError` for a row with the key `__proto__`.
 *
 * Declare an interface of the same name, as below: editors and declarations then show its name instead of all its rows.
 *
 * @example
 * import { type Entity, type EntityOf, decimal, entity, many, one, text } from 'commerceml/schema'
 * const shelfRows = { code: one('Код', text), loads: many('Нагрузка', decimal) }
 * interface Shelf extends EntityOf<typeof shelfRows> {} // { code?: string; loads: string[]; extras?: Extras }
 * const Shelf: Entity<Shelf> = entity(shelfRows)
 */
export function entity<R extends Rows>(rows: R): Entity<EntityOf<R>> {
  assertKeys('entity()', rows)
  return ObjectSchema({ ...rows, extras: optional(ExtrasSchema) }) as TSchema as Entity<EntityOf<R>> // Entity<T> only names its T
}

/** Throws `TypeError` for a key under which objects keep no value. */
export function assertKeys(where: string, rows: Rows): void {
  if (Object.hasOwn(rows, '__proto__')) throw new TypeError(`${where}: a row cannot have the key "__proto__"`)
}

/** The type of the values that a schema describes. */
export type Infer<S extends TSchema> = Static<S>
