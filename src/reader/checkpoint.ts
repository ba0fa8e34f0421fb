import { type Encoding, isEncoding } from '../source/encodings.ts'
import type { Mutable, OpenExtra } from './entities/frame.ts'
import type { OpenElement } from './entities/open-elements.ts'
import type { Counts } from './events.ts'
import { EXTRAS } from './plan/targets.ts'

/**
 * A place to resume a reading from: `readEvents(input, { resume })` yields the events that would have come next. Store it
 * in the same transaction as the data that was read.
 *
 * Plain JSON of a few hundred bytes, plus up to 16 KiB for each kind of entity whose ids are remembered, plus what the
 * open containers hold outside the schema. Treat it as opaque: its parts may change between versions of this package.
 */
export interface Checkpoint {
  /** Version of this form. */
  readonly version: 1
  /** Bytes of the document that are no longer needed. Some events after them may have been yielded already: see `told`. */
  readonly offset: number
  /** Line at `offset`, from 1. */
  readonly line: number
  /** How many events after `offset` were yielded already. */
  readonly told: number
  /** Name of the document, where there are several. */
  readonly source?: string
  /** The options of the reading; it can be resumed only with the same ones. */
  readonly reading: string
  /** What was read before `offset`; absent at the start of the document. */
  readonly state?: CheckpointState
}

/** What a resumed reading has to know about the part before it. */
export interface CheckpointState {
  /** The encoding of the bytes, as detected. */
  readonly encoding: Encoding
  /** Attributes of the root, as written. */
  readonly attributes: Readonly<Record<string, string>>
  /** The elements around the place, the root first. */
  readonly open: readonly OpenElement[]
  /** How much of `limits.entityLength` the elements around the place have used. */
  readonly used: number
  /** The entities before the place, by event. */
  readonly counts: Counts
  /** How many products had come when the open catalog began: a full one without any is an issue. */
  readonly productsBefore: number
  /** Recent ids by event, to notice duplicates. */
  readonly recent: Readonly<Record<string, string>>
}

/** A place to resume from, at the end of an item. Its state is put together only when it is asked for. */
export interface Base {
  readonly offset: number
  readonly line: number
  /** Events after it that an earlier reading has yielded. */
  readonly told: number
  state(): CheckpointState
}

/** The start of a document. */
const startingPoint = (reading: string): Checkpoint => ({ version: 1, offset: 0, line: 1, told: 0, reading })

/** A copy, as JSON would bring it back. */
export function copyOf(state: CheckpointState): CheckpointState {
  const copy = JSON.parse(JSON.stringify(state)) as Mutable<CheckpointState>
  copy.attributes = withoutPrototype(copy.attributes)
  for (const { container } of copy.open) restoreEntity(container?.entity)
  return copy
}

// No prototype: `__proto__` is a name like any other.
const withoutPrototype = <T extends object>(attributes: T): T => Object.assign(Object.create(null), attributes)

/** What has been read of a container, and the entities in it. */
function restoreEntity(value: unknown): void {
  if (!isRecord(value)) return
  for (const [key, inner] of Object.entries(value)) {
    if (key === EXTRAS && isExtra(inner)) restoreExtras(inner)
    else restoreEntity(inner)
  }
}

// A value of an own codec may have a key of that name.
const isExtra = (value: unknown): value is Mutable<OpenExtra> =>
  isRecord(value) && isRecord(value['attributes']) && Array.isArray(value['elements'])

function restoreExtras(extra: Mutable<OpenExtra>): void {
  extra.attributes = withoutPrototype(extra.attributes)
  for (const element of extra.elements) restoreExtras(element)
}

/** Counts the events after the latest place to resume from. */
export class CheckpointKeeper {
  readonly #reading: string
  readonly #source: string | undefined
  readonly #start: Checkpoint
  #base: Base | undefined
  #told: number

  constructor(reading: string, source: string | undefined, resume: Checkpoint | undefined) {
    this.#reading = reading
    this.#source = source
    this.#start = resume ?? startingPoint(reading)
    this.#told = this.#start.told
  }

  rebase(base: Base): void {
    this.#base = base
    this.#told = base.told
  }

  tell(): void {
    this.#told++
  }

  checkpoint(): Checkpoint {
    const source = this.#source === undefined ? undefined : { source: this.#source }
    const told = this.#told
    if (this.#base === undefined) return { ...this.#start, ...source, told }
    const { offset, line } = this.#base
    // Its values belong to events that were told, which their consumer may change.
    const state = copyOf(this.#base.state())
    return { version: 1, offset, line, told, ...source, reading: this.#reading, state }
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const isText = (value: unknown): value is string => typeof value === 'string'
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isRecordOf = (value: unknown, isOne: (one: unknown) => boolean): boolean =>
  isRecord(value) && Object.values(value).every(isOne)

/** As `btoa` writes it: of anything else `atob` makes an error of its own. */
const isBase64 = (value: unknown): boolean =>
  isText(value) && value.length % 4 === 0 && /^[a-z\d+/]*={0,2}$/i.test(value)

function isState(value: unknown): value is CheckpointState {
  if (!isRecord(value)) return false
  const { encoding, attributes, open, used, counts, productsBefore, recent } = value
  return (
    isEncoding(encoding) &&
    isRecordOf(attributes, isText) &&
    isRecordOf(counts, isCount) &&
    isRecordOf(recent, isBase64) &&
    isCount(used) &&
    isCount(productsBefore) &&
    Array.isArray(open) &&
    open.length > 0 &&
    open.every((element) => isRecord(element) && typeof element['name'] === 'string')
  )
}

/** Throws `TypeError` for what has not the shape of a checkpoint, or is of a reading with other options. */
export function assertCheckpoint(value: unknown, reading: string): asserts value is Checkpoint {
  const whole =
    isRecord(value) &&
    value['version'] === 1 &&
    isCount(value['offset']) &&
    isCount(value['told']) &&
    isCount(value['line']) &&
    (value['state'] === undefined ? value['offset'] === 0 : isState(value['state']))
  if (!whole) throw new TypeError('resume must be a checkpoint as checkpoint() gave it')
  if (value['reading'] !== reading) {
    throw new TypeError(`resume was made by a reading with other options: ${String(value['reading'])}, not ${reading}`)
  }
}
