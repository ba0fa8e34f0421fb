import { type Limits, resolveLimits } from '../limits.ts'
import { assertNames } from '../option-checks.ts'
import { assertSchemas, type SchemaOverrides } from '../schema/places.ts'
import { type Encoding, encodingNamed } from '../source/encodings.ts'
import { defaultEngine, type Engine } from '../xml/engines.ts'
import { assertCheckpoint, type Checkpoint } from './checkpoint.ts'
import type { EventType } from './events.ts'
import type { ExtrasPolicy } from './open-extras.ts'
import { type AllFields, type FieldsOf, type Projection, resolveProjection } from './projection.ts'

/** How a document is read. */
export interface ReaderOptions<
  S extends SchemaOverrides = Record<never, never>,
  K extends EventType = EventType,
  F extends FieldsOf<S> = AllFields,
> {
  /** Entities with rows of your own, by event: `{ product: extend(Product, { … }) }`. */
  readonly schema?: S
  /**
   * Kinds of events that are wanted, all of them when it is missing; `issue` and `end` always come. What stands in the
   * others is not built, only found well-formed, and their counts in `end` are 0: `['offer']`. A container that opens
   * has with it what stood before the first item that is read.
   */
  readonly select?: readonly K[]
  /**
   * Fields that are wanted of some kinds, by event: `{ offer: ['prices', 'quantity'] }`, and of what they hold:
   * `'prices.unitPrice'`. The others are passed over as what is not selected is, and so is what the schema lacks, unless
   * `extras` is among the fields. Ids are always read.
   */
  readonly fields?: F
  /**
   * What becomes of elements and attributes outside the schema: `keep` them on the entity as `extras` (the default),
   * `ignore` them, keep and `report` them as issues, or `refuse` the document.
   */
  readonly extras?: ExtrasPolicy | undefined
  /** Any issue is an error: code `strict-issue`, the issue's own code in `found`. */
  readonly strict?: boolean | undefined
  /** What no document may exceed; see `DEFAULT_LIMITS`. `0` means 0. */
  readonly limits?: Partial<Limits> | undefined
  /**
   * Goes on where an earlier reading of the same document with the same options stood: a `checkpoint()` of it, or that
   * from JSON. The bytes before it are passed over.
   */
  readonly resume?: Checkpoint | undefined
  /**
   * With `resume`: the input begins at this byte of the document, `resume.offset` at most. For an input that you open
   * yourself: what reads files, folders and archives opens them at the right place, and refuses it.
   */
  readonly inputOffset?: number | undefined
  /** Read as this encoding, whatever byte order mark and declaration say. */
  readonly encoding?: Encoding | undefined
  /** Name of the input, for positions and messages. */
  readonly source?: string | undefined
  /**
   * What tells elements and text apart: this package's own scanner in WebAssembly, `wasm`, or saxes, which takes several
   * times as long and says the same. Without it `wasm`, and saxes where a runtime forbids to compile WebAssembly.
   */
  readonly engine?: Engine | undefined
}

/** The options with their defaults. */
export interface ResolvedOptions {
  readonly schema: SchemaOverrides
  readonly projection: Projection
  /** What decides which events there are, in a word: a checkpoint holds for that alone. */
  readonly reading: string
  readonly resume: Checkpoint | undefined
  readonly inputOffset: number
  readonly extras: ExtrasPolicy
  readonly strict: boolean
  readonly limits: Limits
  readonly encoding: Encoding | undefined
  readonly source: string | undefined
  readonly engine: Engine
}

const ENGINES: readonly Engine[] = ['wasm', 'saxes']
const POLICIES: readonly ExtrasPolicy[] = ['keep', 'ignore', 'report', 'refuse']

type AnyOptions = ReaderOptions<SchemaOverrides, EventType, FieldsOf<SchemaOverrides>>

const ALL: Readonly<Record<keyof AnyOptions, true>> = {
  schema: true,
  select: true,
  fields: true,
  extras: true,
  strict: true,
  limits: true,
  resume: true,
  inputOffset: true,
  encoding: true,
  source: true,
  engine: true,
}
const NAMES: readonly string[] = Object.keys(ALL)

/** What decides which events there are, in a word; in which order it was given decides nothing. */
function readingOf({ extras, encoding, select, fields = {}, schema = {} }: AnyOptions): string {
  const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort()
  const lists = Object.entries(fields as Readonly<Record<string, readonly string[] | undefined>>)
  const wanted = lists.flatMap(([kind, names]) => (names === undefined ? [] : [[kind, sorted(names)] as const]))
  return JSON.stringify({
    extras,
    encoding,
    select: select === undefined ? undefined : sorted(select),
    fields: wanted.sort(([a], [b]) => (a < b ? -1 : 1)),
    schema: sorted(Object.keys(schema)),
  })
}

/**
 * Throws `TypeError` for what is no option, and for one that is out of its range, naming the range.
 *
 * @param others names of options that are heeded elsewhere
 */
export function resolveOptions(options: AnyOptions = {}, others: readonly string[] = []): ResolvedOptions {
  assertNames(options, [...NAMES, ...others])
  const { schema = {}, select, fields, extras = 'keep', strict = false, limits, encoding, source } = options
  const { engine, resume, inputOffset = 0 } = options
  assertSchemas(schema)
  if (!POLICIES.includes(extras))
    throw new TypeError(`extras must be one of ${POLICIES.join(', ')}, not ${String(extras)}`)
  if (encoding !== undefined && (encodingNamed(encoding) !== encoding || (encoding as string) === 'utf-16')) {
    throw new TypeError(
      `encoding must be utf-8, utf-16le, utf-16be, windows-1251, koi8-r, cp866 or iso-8859-5, not ${String(encoding)}`,
    )
  }
  if (engine !== undefined && !ENGINES.includes(engine)) {
    throw new TypeError(`engine must be one of ${ENGINES.join(', ')}, not ${String(engine)}`)
  }
  const projection = resolveProjection(select, fields, schema)
  const reading = readingOf({ ...options, extras })
  if (resume !== undefined) assertCheckpoint(resume, reading)
  if (!Number.isSafeInteger(inputOffset) || inputOffset < 0 || inputOffset > (resume?.offset ?? 0)) {
    throw new TypeError(`inputOffset must be a whole number from 0 to resume.offset, not ${String(inputOffset)}`)
  }
  return {
    schema,
    projection,
    reading,
    resume,
    inputOffset,
    extras,
    strict,
    limits: resolveLimits(limits),
    encoding,
    source,
    engine: engine ?? defaultEngine(),
  }
}
