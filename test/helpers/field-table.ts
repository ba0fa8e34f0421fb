import * as schema from '../../src/schema/index.ts'
import { type Entity, type Field, fieldOf } from '../../src/schema/row.ts'
import { rowDocs } from './row-docs.ts'

const isEntity = (value: unknown): value is Entity<unknown> =>
  typeof value === 'object' && value !== null && 'properties' in value

const exported: readonly [string, unknown][] = Object.entries({ ...schema, ExtrasSchema: undefined }).sort(
  ([one], [other]) => (one < other ? -1 : 1),
)
const entities = exported.filter((entry): entry is [string, Entity<unknown>] => isEntity(entry[1]))
const names = new Map(entities.map(([name, entity]): [Entity<unknown>, string] => [entity, name]))

const docs = rowDocs()

function typeOf({ value, repeated }: Field): string {
  const name = 'parse' in value ? value.name : (names.get(value) ?? 'object')
  const linked = 'parse' in value ? name : `[${name}](#${name.toLowerCase()})`
  return repeated ? `${linked} list` : linked
}

const OWN_TEXT = 'the element’s text'

const placeOf = ({ within, names, content }: Field): string =>
  content ? OWN_TEXT : names.map((name) => (name === '.' ? OWN_TEXT : `\`${[...within, name].join('/')}\``)).join(', ')

function section([name, entity]: [string, Entity<unknown>]): string {
  const rows = Object.entries(entity.properties).flatMap(([key, property]) => {
    const field = fieldOf(property)
    if (field === undefined) return []
    const doc = (docs.get(name)?.get(key) ?? '').replaceAll('|', '\\|')
    return [`| ${key} | ${placeOf(field)} | ${typeOf(field)} | ${doc} |`]
  })
  return [`## ${name}`, '', '| field | in the document | type | |', '|---|---|---|---|', ...rows].join('\n')
}

/** `src/schema/FIELDS.md`: every entity with its rows, as the tables have them. */
export const fieldTable = (): string =>
  [
    '# Fields',
    '',
    'Every field of every entity, made from the tables beside this file by `npm run fields`: do not edit.',
    '`@` marks attributes; several places are spellings of one field, the specification’s first. Every entity also has `extras`.',
    'Types: text as written; decimal, an exact string; flag, a boolean; date, time and dateTime, ISO 8601 strings without a zone unless one is written.',
    '',
    ...entities.map(section).join('\n\n').split('\n'),
    '',
  ].join('\n')
