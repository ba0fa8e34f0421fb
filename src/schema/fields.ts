import { Array as ArraySchema, Object as ObjectSchema, type TSchema } from 'typebox'
import { type Extras, ExtrasSchema } from './extras.ts'
import {
  type Entity,
  type Field,
  fieldOf,
  isCodec,
  mark,
  type OptionalRow,
  OWN_TEXT,
  optional,
  type RequiredRow,
  type Row,
  type Value,
} from './row.ts'
import type { Codec } from './values.ts'

export type { Entity, OptionalRow, RequiredRow, Row } from './row.ts'

/** What a row with such a codec or entity gives. */
type ValueOf<V> = V extends Codec<infer T> ? T : V extends Entity<infer T> ? T : never
type Names = string | readonly string[]

function rowField(within: readonly string[], names: Names, value: Value, repeated: boolean): Field {
  const list = typeof names === 'string' ? [names] : names
  const at = list.indexOf(OWN_TEXT)
  // A text alone is content().
  if (at === 0 || (at > 0 && (repeated || !isCodec(value))))
    throw new TypeError('"." stands behind other names, in one(), of a text or a number')
  return { within, names: list, value, repeated, content: false }
}

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

const schemaOf = (value: Value, xml: object): TSchema =>
  isCodec(value) ? value.schema({ xml }) : ObjectSchema(value.properties, { xml })

// The types of rows are ours: TypeBox's would be spelt out for each.
const optionalRow = <T>(schema: TSchema, field: Field): OptionalRow<T> =>
  mark(optional(schema), field) as TSchema as OptionalRow<T>
const listRow = <T>(schema: TSchema, field: Field): RequiredRow<T[]> =>
  mark(schema, field) as TSchema as RequiredRow<T[]>

/**
 * A row that comes once: a child element (`Статус`), an attribute (`@Статус`), either (`['@Статус', 'Статус']`), or else
 * the text of the entity's own element (`['Статус', '.']`), which is trimmed where it has children. Always optional, since
 * real files leave anything out.
 *
 * Throws `TypeError` where `.` is no spelling behind others, of a text or a number.
 *
 * @example
 * import { Offer, extend, flag, one } from 'commerceml/schema'
 * export const ShopOffer = extend(Offer, { hidden: one(['@Скрыто', 'Скрыто'], flag) })
 */
export function one<V extends Value>(names: Names, value: V): OptionalRow<ValueOf<V>> {
  const field = rowField([], names, value, false)
  return optionalRow(schemaOf(value, xmlKeyword(field.names)), field)
}

/**
 * A child element that repeats without a wrapper: `Картинка`. `[]` when there is none.
 *
 * @example
 * import { Product, extend, many, text } from 'commerceml/schema'
 * export const ShopProduct = extend(Product, { videos: many('Видео', text) })
 */
export function many<V extends Value>(names: Names, value: V): RequiredRow<ValueOf<V>[]> {
  const field = rowField([], names, value, true)
  return listRow(ArraySchema(schemaOf(value, xmlKeyword(field.names)), { xml: { nodeType: 'none' } }), field)
}

/**
 * A wrapper element with repeated items: `Группы/Ид`. `[]` when there is none.
 *
 * @example
 * import { Product, extend, list, text } from 'commerceml/schema'
 * export const ShopProduct = extend(Product, { labels: list('Метки', 'Метка', text) })
 */
export function list<V extends Value>(wrapper: string, names: Names, value: V): RequiredRow<ValueOf<V>[]> {
  const field = rowField([wrapper], names, value, true)
  const items = schemaOf(value, xmlKeyword(field.names))
  return listRow(ArraySchema(items, { xml: { name: wrapper, nodeType: 'element' } }), field)
}

/**
 * The text of the entity's own element, beside its attributes and children: `<БазоваяЕдиница Код="796">шт</БазоваяЕдиница>`.
 *
 * @example
 * import { Product, content, entity, extend, many, one, text } from 'commerceml/schema'
 * const Label = entity({ colour: one('@Цвет', text), title: content(text) })
 * export const ShopProduct = extend(Product, { labels: many('Метка', Label) })
 */
export function content<V extends Codec>(value: V): OptionalRow<ValueOf<V>> {
  return optionalRow(schemaOf(value, { nodeType: 'text' }), {
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
export function within<R extends Row<unknown>>(wrapper: string, row: R): R {
  const field = fieldOf(row)
  if (field === undefined) throw new TypeError('within() takes a row made by one(), many() or list()')
  const keywords = row as { xml?: { within?: string } }
  const inner = keywords.xml?.within
  keywords.xml = { ...keywords.xml, within: inner === undefined ? wrapper : `${wrapper}/${inner}` }
  return mark(row, { ...field, within: [wrapper, ...field.within] })
}

/** A row of {@link many} or {@link list} that is left out when nothing came: one that hardly any document has. */
export function sparse<T>(row: Row<T>): OptionalRow<T> {
  const field = fieldOf(row) as Field // many() and list() have put it there
  return optionalRow(row, { ...field, sparse: true })
}

/** Rows by their English keys. */
export type Rows = Readonly<Record<string, Row<unknown>>>

/** What rows give: the keys of all but lists are optional. */
export type ValuesOf<R extends Rows> = {
  [K in keyof R as R[K] extends RequiredRow<unknown> ? K : never]: R[K]['~unsafe']
} & { [K in keyof R as R[K] extends RequiredRow<unknown> ? never : K]?: R[K]['~unsafe'] }

// An interface also extends the rows that its table takes from another file: of those, declarations would lose the comments.
/** The type of an entity with these rows. */
export type EntityOf<R extends Rows> = ValuesOf<R> & {
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
export type Infer<S extends Entity<unknown> | Row<unknown>> = S['~unsafe']
