import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { type CommerceMLEvent, isCommerceMLError } from 'commerceml'
import type { Entity, Extras } from 'commerceml/schema'
import { isOwnText } from '../../src/schema/row.ts'
import { ENTITY_OF_EVENT, payloadsOf, rowsOf } from './entities.ts'
import { readAll } from './fixtures.ts'
import { decodeDocument, isBlank, type SourceValue, sourceValues } from './source-values.ts'

/** How much of a document came out as events. */
export interface Fidelity {
  readonly values: number
  readonly found: number
  readonly lost: readonly SourceValue[]
  /** Values in the events that the document does not have, or not as often. */
  readonly invented: readonly string[]
}

/** How often a value came out of elements of these names (a row's, aliases included). */
type Emitted = Map<string, { readonly names: ReadonlySet<string>; readonly counts: Map<string, number> }>

/** Every non-empty value in the events, by the element or attribute that its row or its extra names. */
function emittedValues(events: readonly CommerceMLEvent[]): Emitted {
  const emitted: Emitted = new Map()
  const add = (names: readonly string[], value: string): void => {
    if (value === '') return
    const id = names.join('|')
    const slot = emitted.get(id) ?? { names: new Set(names), counts: new Map<string, number>() }
    emitted.set(id, slot)
    slot.counts.set(value, (slot.counts.get(value) ?? 0) + 1)
  }
  const extra = (names: readonly string[], { attributes, text, elements }: Extras): void => {
    for (const [name, value] of Object.entries(attributes)) add([`@${name}`], value)
    add(names, text)
    for (const element of elements) extra([element.name], element)
  }
  const entity = (
    names: readonly string[],
    schema: Entity<unknown>,
    value: Readonly<Record<string, unknown>>,
  ): void => {
    for (const [key, field] of rowsOf(schema)) {
      const items = field.repeated ? ((value[key] ?? []) as unknown[]) : key in value ? [value[key]] : []
      for (const item of items) {
        if ('parse' in field.value) add(isOwnText(field) ? [...field.names, ...names] : field.names, String(item))
        else entity(field.names, field.value, item as Readonly<Record<string, unknown>>)
      }
    }
    if (value['extras'] !== undefined) extra(names, value['extras'] as Extras)
  }
  for (const payload of payloadsOf(events)) entity([payload.name], ENTITY_OF_EVENT[payload.type], payload.entity)
  return emitted
}

const squeeze = (value: string): string => value.replace(/[\t\n\r ]/g, '')
const pad = (match: string, hour: string, rest: string): string =>
  `${match[0]}${hour.padStart(2, '0')}${rest.length === 3 ? `${rest}:00` : rest}`

/** The forms in which a value may come out: as it is, or as the decimal, flag or date that it spells. */
function* formsOf({ value }: SourceValue): Generator<string> {
  yield value
  const trimmed = value.trim()
  yield trimmed
  const number = trimmed.replace(/\s/g, '').replace(',', '.').replace('\u2212', '-')
  const digits = /^([+-]?)0*(\d*?)(?:\.(\d*))?$/.exec(number)
  if (digits !== null) {
    const [, sign, whole, fraction] = digits
    const magnitude = `${whole || '0'}${fraction ? `.${fraction}` : ''}`
    yield magnitude
    if (sign === '-') yield `-${magnitude}`
  }
  if (/^(?:1|да|истина|правда|true)$/i.test(trimmed)) yield 'true'
  if (/^(?:0|нет|ложь|false)$/i.test(trimmed)) yield 'false'
  const iso = trimmed
    .replace(/^(\d\d)\.(\d\d)\.(\d{4})/, '$3-$2-$1')
    .replace(/^(.{10})UTC(.+)$/, '$1T$2Z')
    .replace(' ', 'T')
  yield iso.replace(/[T](\d{1,2})(:\d\d(?::\d\d)?)/, pad)
  yield `T${iso}`.replace(/^T(\d{1,2})(:\d\d(?::\d\d)?)/, pad).slice(1)
  yield iso.slice(0, 10)
}

/**
 * Compares a document with its events as multisets: a value that occurs three times in elements of a name must come
 * out three times, under a row that names that element or in extras of that name.
 */
export function compare(xml: string, events: readonly CommerceMLEvent[]): Fidelity {
  const values = sourceValues(xml)
  const emitted = emittedValues(events)
  const slots = new Map<string, Map<string, number>[]>()
  // Rows of one name come first: what they hold has nowhere else to be from.
  for (const { names, counts } of [...emitted.values()].sort((a, b) => a.names.size - b.names.size)) {
    for (const name of names) slots.set(name, [...(slots.get(name) ?? []), counts])
  }
  const slotsOf = ({ path }: SourceValue): Map<string, number>[] => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const local = name.slice(name.indexOf(':') + 1)
    return [...(slots.get(name) ?? []), ...(local === name ? [] : (slots.get(local) ?? []))]
  }
  const take = (counts: Map<string, number>, form: string): boolean => {
    const count = counts.get(form) ?? 0
    if (count > 0) counts.set(form, count - 1)
    return count > 0
  }
  const squeezed = (counts: Map<string, number>, value: string): boolean =>
    [...counts.keys()].some((form) => squeeze(form) === squeeze(value) && take(counts, form))
  // Values that come out unchanged first: another's normalised form must not use them up.
  const changed = values.filter((source) => !slotsOf(source).some((counts) => take(counts, source.value)))
  const lost = changed.filter((source) => {
    const counts = slotsOf(source)
    if ([...formsOf(source)].some((form) => counts.some((slot) => take(slot, form)))) return false
    return !(source.mixed && counts.some((slot) => squeezed(slot, source.value)))
  })
  // An empty quantity in a warehouse is its zero: the one value that comes of none.
  const empty = [...xml.matchAll(/КоличествоНаСкладе=(?:""|'')|<КоличествоНаСкладе(?:\/>|><\/)/g)].length
  for (let zero = 0; zero < empty; zero++)
    for (const counts of slots.get('@КоличествоНаСкладе') ?? []) take(counts, '0')
  const invented = [...emitted].flatMap(([names, { counts }]) =>
    [...counts].filter(([value, count]) => count > 0 && !isBlank(value)).map(([value]) => `${names} = ${value}`),
  )
  return { values: values.length, found: values.length - lost.length, lost, invented }
}

/** What a document is for, by what was in it. */
export function kindOf(events: readonly CommerceMLEvent[]): string {
  const types = new Set(events.map(({ type }) => type))
  if (types.has('order')) return 'orders'
  if (types.has('product') && types.has('offer')) return 'goods and offers'
  if (types.has('product')) return 'goods'
  if (types.has('offer')) return 'offers'
  if (types.has('counterparty')) return 'counterparties'
  if (types.has('classifier')) return 'classifier'
  return types.has('reference') ? 'references' : 'empty'
}

/** Adds up {@link Fidelity} by kind of document. */
export class FidelityTable {
  readonly #rows = new Map<string, { documents: number; values: number; found: number }>()

  add(kind: string, { values, found }: Fidelity): void {
    const row = this.#rows.get(kind) ?? { documents: 0, values: 0, found: 0 }
    this.#rows.set(kind, { documents: row.documents + 1, values: row.values + values, found: row.found + found })
  }

  toString(): string {
    const rows = [...this.#rows].sort(([a], [b]) => a.localeCompare(b))
    const total = rows.reduce(
      (sum, [, row]) => ({
        documents: sum.documents + row.documents,
        values: sum.values + row.values,
        found: sum.found + row.found,
      }),
      { documents: 0, values: 0, found: 0 },
    )
    const line = (kind: string, { documents, values, found }: typeof total): string => {
      const percent = values === 0 ? '-' : `${(Math.floor((found / values) * 1e5) / 1e3).toFixed(3)} %`
      return [kind.padEnd(16), ...[documents, values, found, percent].map((cell) => String(cell).padStart(10))].join(
        ' ',
      )
    }
    const header = ['kind'.padEnd(16), ...['documents', 'values', 'found', 'percent'].map((cell) => cell.padStart(10))]
    return [header.join(' '), ...rows.map(([kind, row]) => line(kind, row)), line('all', total)].join('\n')
  }
}

/** Paths of the XML documents in a folder and the folders in it, in order. */
function xmlFilesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.xml'))
    .sort()
    .map((path) => join(folder, path))
}

// node --import tsx test/helpers/fidelity.ts FOLDER
async function main(folder: string): Promise<void> {
  const table = new FidelityTable()
  for (const path of xmlFilesIn(folder)) {
    const bytes = readFileSync(path)
    const name = relative(folder, path)
    try {
      const events = await readAll(bytes)
      const fidelity = compare(decodeDocument(bytes), events)
      table.add(kindOf(events), fidelity)
      const lost = fidelity.lost.map(({ path, value }) => `lost ${path} = ${JSON.stringify(value)}`)
      for (const fault of [...lost, ...fidelity.invented.map((value) => `invented ${value}`)].slice(0, 10)) {
        console.log(`${name}: ${fault}`)
        process.exitCode = 1
      }
    } catch (error) {
      if (!isCommerceMLError(error)) throw error
      console.log(`${name}: ${error.code}, ${error.message}`)
    }
  }
  console.log(String(table))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv[2] ?? '.')
