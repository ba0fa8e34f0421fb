import { type Codec, date, dateTime, decimal, type Entity, type Field, flag, text, time } from 'commerceml/schema'
import { isOwnText, OWN_TEXT } from '../../src/schema/row.ts'
import { rowsOf } from './entities.ts'
import { fc } from './properties.ts'

/** What an entity comes out as. */
type Content = Readonly<Record<string, unknown>>

// What is hard to carry through XML and decoding: markup, blanks of all kinds, wide characters, both halves of a pair.
const CHARACTERS = [...'аЯё09 &<>"\'];#', '\t', '\n', '\r', '\u00A0', '\u0085', '\u2028', '\uFEFF', '\uFFFD', 'é', '🐝']
const anyText = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 20 })
const isoDay = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((day) => day.toISOString())

/** Values in the form that a codec gives them. */
function codecValue(codec: Codec): fc.Arbitrary<string | boolean> {
  switch (codec.name) {
    case text.name:
      return anyText
    case decimal.name:
      return fc.stringMatching(/^(?:0|-?[1-9]\d{0,17})(?:\.\d{1,18})?$/)
    case flag.name:
      return fc.boolean()
    case date.name:
      return isoDay.map((day) => day.slice(0, 10))
    case time.name:
      return isoDay.map((day) => day.slice(11, 19))
    case dateTime.name:
      return fc.oneof(
        isoDay,
        isoDay.map((day) => day.slice(0, 19)),
        isoDay.map((day) => day.slice(0, 10)),
      )
    default:
      throw new TypeError(`no values are known for the codec ${codec.name}`)
  }
}

function rowValue(field: Field, depth: number): fc.Arbitrary<unknown> {
  const { value, repeated } = field
  let one: fc.Arbitrary<unknown> = 'parse' in value ? codecValue(value) : arbitraryEntity(value, depth - 1)
  // Beside child elements an element's own text is trimmed, and an empty element of a list is no item.
  if (isOwnText(field) && value === text) one = anyText.map((raw) => raw.trim()).filter((raw) => raw !== '')
  if (repeated && 'parse' in value) one = one.filter((item) => item !== '')
  return repeated ? fc.array(one, { maxLength: 3 }) : one
}

const known = new Map<Entity<unknown>, fc.Arbitrary<Content>[]>()

/** Entities of a schema with any of its rows; at `depth` 0 without entities inside. */
export function arbitraryEntity(schema: Entity<unknown>, depth: number): fc.Arbitrary<Content> {
  const byDepth = known.get(schema) ?? []
  known.set(schema, byDepth)
  const rows = rowsOf(schema).filter(([, { value }]) => depth > 0 || 'parse' in value)
  byDepth[depth] ??= fc.record(Object.fromEntries(rows.map(([key, field]) => [key, rowValue(field, depth)])), {
    requiredKeys: [],
  })
  return byDepth[depth]
}

/** As the reader gives it: with `[]` for every list that has no items, or without it where the schema has it so. */
export function complete(schema: Entity<unknown>, entity: Content): Content {
  const result: Record<string, unknown> = {}
  for (const [key, { value, repeated, sparse }] of rowsOf(schema)) {
    const inner = (item: unknown): unknown => ('parse' in value ? item : complete(value, item as Content))
    const items = (entity[key] as unknown[] | undefined) ?? []
    if (repeated && !(sparse && items.length === 0)) result[key] = items.map(inner)
    else if (!repeated && entity[key] !== undefined) result[key] = inner(entity[key])
  }
  return result
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeText = (raw: string): string => raw.replace(/[&<>\r]/g, (char) => ESCAPES[char] ?? '&#13;')
const escapeAttribute = (raw: string): string =>
  raw.replace(/[&<>"\t\n\r]/g, (char) => ESCAPES[char] ?? `&#${char.charCodeAt(0)};`)

/**
 * An entity as the element `name`, each row in its place.
 *
 * @param spelling which of a row's names is taken, counted round
 */
export function writeEntity(name: string, schema: Entity<unknown>, entity: Content, spelling: number): string {
  let attributes = ''
  let own = ''
  let children = ''
  for (const [key, field] of rowsOf(schema)) {
    const items = (field.repeated ? entity[key] : [entity[key]]) as unknown[] | undefined
    for (const item of items ?? []) {
      if (item === undefined) continue
      const path = (field.names[spelling % field.names.length] ?? '').split('/')
      const place = path.at(-1) ?? ''
      const wrappers = [...field.within, ...path.slice(0, -1)]
      const raw = 'parse' in field.value ? field.value.format(item as never) : '' // the arbitrary made it for this codec
      if (field.content || place === OWN_TEXT) own = escapeText(raw)
      else if (!place.startsWith('@')) {
        const element =
          'parse' in field.value
            ? `<${place}>${escapeText(raw)}</${place}>`
            : writeEntity(place, field.value, item as Content, spelling)
        children += wrappers.reduceRight((inner, wrapper) => `<${wrapper}>${inner}</${wrapper}>`, element)
      } else {
        const attribute = ` ${place.slice(1)}="${escapeAttribute(raw)}"`
        const [wrapper] = field.within
        if (wrapper === undefined) attributes += attribute
        else children += `<${wrapper}${attribute}/>`
      }
    }
  }
  return `<${name}${attributes}>${children}${own}</${name}>`
}
