import { date, dateTime, decimal, type Entity, entity, type Field, flag, one, text, time } from 'commerceml/schema'
import { rowsOf } from '../../helpers/entities.ts'
import { arbitraryEntity } from '../../helpers/generate.ts'
import { fc } from '../../helpers/properties.ts'

type Content = Record<string, unknown>

/** Numbers from 0 to 1 that a seed decides (mulberry32): a tree of many parts costs a tenth of what fast-check asks. */
export function randomBy(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const CODECS = { text, decimal, flag, date, time, dateTime }
// Every kind of value once, from the generator of all tests; what is hard to carry stands there.
const KINDS = entity(Object.fromEntries(Object.entries(CODECS).map(([name, codec]) => [name, one(name, codec)])))
const samples = fc.sample(arbitraryEntity(KINDS, 0), 6000)
const POOLS: Readonly<Record<string, readonly unknown[]>> = Object.fromEntries(
  Object.keys(CODECS).map((name) => [name, samples.map((kinds) => kinds[name]).filter((value) => value !== undefined)]),
)
const NOT_EMPTY = (POOLS['text'] as string[]).filter((value) => value !== '')
// Beside child elements an element's own text is trimmed.
const TRIMMED = NOT_EMPTY.map((value) => value.trim()).filter((value) => value !== '')

/** Rows of an entity that hold values, and those that hold entities. */
interface Shape {
  readonly leaves: readonly [key: string, field: Field, pool: readonly unknown[]][]
  readonly nested: readonly [key: string, repeated: boolean, inner: Entity<unknown>][]
}

const shapes = new Map<Entity<unknown>, Shape>()

function shapeOf(schema: Entity<unknown>): Shape {
  const known = shapes.get(schema)
  if (known !== undefined) return known
  const leaves: [string, Field, readonly unknown[]][] = []
  const nested: [string, boolean, Entity<unknown>][] = []
  for (const [key, field] of rowsOf(schema)) {
    const { value, repeated, content } = field
    if (!('parse' in value)) nested.push([key, repeated, value])
    else if (value.name !== 'text') leaves.push([key, field, POOLS[value.name] ?? []])
    else leaves.push([key, field, content ? TRIMMED : repeated ? NOT_EMPTY : (POOLS['text'] ?? [])])
  }
  const shape = { leaves, nested }
  shapes.set(schema, shape)
  return shape
}

/** An entity, and where it stands: the rows on the way to it. */
interface Part {
  readonly schema: Entity<unknown>
  readonly content: Content
  readonly path: string
}

/**
 * An entity of up to so many parts at any depth: lines with taxes in documents inside orders, and so on. Each part is
 * put into one that stands, every other time into the last, so that trees grow deep as well as wide.
 */
export function deepEntity(
  schema: Entity<unknown>,
  most: number,
  random: () => number,
  reached: (path: string) => void = () => undefined,
): Content {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T // lists are not empty
  const leavesOf = (schema: Entity<unknown>): Content => {
    const content: Content = {}
    for (const [key, { repeated }, pool] of shapeOf(schema).leaves) {
      if (random() < 0.65) continue
      content[key] = repeated ? Array.from({ length: Math.floor(random() * 3) }, () => pick(pool)) : pick(pool)
    }
    return content
  }
  const root: Part = { schema, content: leavesOf(schema), path: '' }
  const parts = [root].filter((part) => shapeOf(part.schema).nested.length > 0)
  for (let left = Math.floor(random() * (most + 1)); left > 0 && parts.length > 0; left--) {
    const parent = random() < 0.5 ? (parts.at(-1) as Part) : pick(parts)
    const [key, repeated, inner] = pick(shapeOf(parent.schema).nested)
    const part = { schema: inner, content: leavesOf(inner), path: parent.path === '' ? key : `${parent.path}.${key}` }
    const items = (parent.content[key] ?? []) as Content[]
    parent.content[key] = repeated ? [...items, part.content] : part.content
    reached(part.path)
    if (shapeOf(inner).nested.length > 0) parts.push(part)
  }
  return root.content
}
