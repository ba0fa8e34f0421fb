import { type Limits, resolveLimits } from '../limits.ts'
import { assertNames } from '../option-checks.ts'
import { assertSchemas, type SchemaOverrides } from '../schema/places.ts'
import { ENCODINGS, type Encoding, isEncoding } from '../source/encodings.ts'
import { defaultEngine, type Engine } from '../xml/engines.ts'
import { assertCheckpoint, type Checkpoint } from './checkpoint.ts'
import type { ExtrasPolicy } from './entities/open-extras.ts'
import type { EventType } from './events.ts'
import { type AllFields, type FieldsOf, type Projection, resolveProjection } from './plan/projection.ts'

/** How a document is read. */
export interface ReaderOptions<
  S extends SchemaOverrides = Record<never, never>,
  K extends EventType = EventType,
  F extends FieldsOf<S> = AllFields,
> {
  /** Entities with rows of your own, by event: `{ product: extend(Product, { … }) }`. */
  readonly schema?: S
  /**
   * Kinds of events to report: `['offer']` (`as const` if it is kept in a variable). Default: all; `issue` and `end`
   * always come. Other entities are checked to be well-formed but not built, and count 0 in `end`. The `open` event of a
   * container holds what stands before the first item that is read.
   */
  readonly select?: readonly K[]
  /**
   * Fields to read of an entity, by event: `{ offer: ['prices', 'quantity'] }`, down to fields of fields:
   * `'prices.unitPrice'`. Its other fields are skipped, and so is whatever the schema lacks, unless `extras` is listed.
   * Ids are always read. Entities that are not named here are read in full.
   */
  readonly fields?: F
  /**
   * What to do with elements and attributes outside the schema: `keep` them on the entity as `extras` (the default),
   * `ignore` them, keep and `report` them as issues, or `refuse` the document (code `unknown-element`).
   */
  readonly extras?: ExtrasPolicy | undefined
  /** Makes every issue fatal: code `strict-issue`, with the issue's own code in `found`. Default `false`. */
  readonly strict?: boolean | undefined
  /** Limits to change; the others are those of `DEFAULT_LIMITS`. `0` means zero, not unlimited. */
  readonly limits?: Partial<Limits> | undefined
  /**
   * Resumes an earlier reading of the same document, with the same options: its `checkpoint()`, as it was or parsed from
   * JSON. The bytes before that place are skipped.
   */
  readonly resume?: Checkpoint | undefined
  /**
   * With `resume`: the byte of the document at which the input begins, at most `resume.offset`. Only for an input that
   * you open yourself: functions that read files, folders and archives seek by themselves, and throw `TypeError` for it.
   */
  readonly inputOffset?: number | undefined
  /** Overrides the byte order mark and the XML declaration. */
  readonly encoding?: Encoding | undefined
  /** Name of the input, for positions and error messages. */
  readonly source?: string | undefined
  /**
   * The XML parser: this package's own scanner in WebAssembly (`wasm`), or `saxes`, which gives the same results several
   * times slower. Default: `wasm`, and `saxes` where the runtime forbids compiling WebAssembly.
   */
  readonly engine?: Engine | undefined
}

/** The options with their defaults filled in. */
export interface ResolvedOptions {
  readonly schema: SchemaOverrides
  readonly projection: Projection
  /** The options that decide which events there are, as one string: a checkpoint is valid for these only. */
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

/** The options that decide which events there are, as one string that does not depend on their order. */
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
 * Throws `TypeError` for an unknown option, and for a value out of range, naming the range.
 *
 * @param others names of options that somebody else checks
 */
export function resolveOptions(options: AnyOptions = {}, others: readonly string[] = []): ResolvedOptions {
  assertNames(options, [...NAMES, ...others])
  const { schema = {}, select, fields, extras = 'keep', strict = false, limits, encoding, source } = options
  const { engine, resume, inputOffset = 0 } = options
  assertSchemas(schema)
  if (!POLICIES.includes(extras))
    throw new TypeError(`extras must be one of ${POLICIES.join(', ')}, not ${String(extras)}`)
  if (encoding !== undefined && !isEncoding(encoding)) {
    throw new TypeError(`encoding must be one of ${ENCODINGS.join(', ')}, not ${String(encoding)}`)
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
