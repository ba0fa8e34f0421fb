import { type Encoding, encodingNamed } from '../source/encodings.ts'
import type { Counts } from './events.ts'
import type { Mutable, OpenExtra } from './frame.ts'
import type { Target } from './targets.ts'

/** An element that is open where a reading stopped. */
export interface OpenElement {
  /** As the document spells it, prefix included. */
  readonly name: string
  /** Of a container: where it began, and what has been read of it. */
  readonly container?: {
    readonly offset: number
    readonly line: number
    readonly entity: Target
    /** Rows that have come, a bit each. */
    readonly rows: readonly [number, number]
    /** What the entity around had used of `limits.entityLength`. */
    readonly used?: number
    /** Its own text so far. */
    readonly text?: string
  }
  /** Of a wrapper: which of the extras around it holds its own. */
  readonly extra?: number
}

/**
 * Where a reading stands, for going on from there: `readEvents(input, { resume })` tells the events that would have come
 * next. Plain JSON of some hundred bytes, and up to 16 KiB per kind once a thousand ids have to be remembered, and what
 * the open containers have outside the schema; to be kept in the same transaction as what was read. Its parts may
 * change with the version of this package: do not look into it.
 */
export interface Checkpoint {
  readonly version: 1
  /** Bytes of the document that are not needed any more. What follows them may have been told in part: see `told`. */
  readonly offset: number
  readonly line: number
  /** Events from `offset` on that were told. */
  readonly told: number
  /** The document's name, where there are several. */
  readonly source?: string
  /** What was wanted of the document. It goes on with the same options only. */
  readonly reading: string
  readonly state?: CheckpointState
}

/** What a reading that does not begin at the start knows of what came before. */
export interface CheckpointState {
  readonly encoding: Encoding
  /** Attributes of the root, as written. */
  readonly attributes: Readonly<Record<string, string>>
  readonly open: readonly OpenElement[]
  readonly used: number
  readonly counts: Counts
  readonly productsBefore: number
  /** Ids by event, for noticing what comes twice. */
  readonly recent: Readonly<Record<string, string>>
}

/** A place to go on from, at the end of an item. Its ids are asked for only when it is used. */
export interface Base {
  readonly offset: number
  readonly line: number
  /** Events behind it that were told in an earlier reading. */
  readonly told: number
  state(): CheckpointState
}

/** The start of a document. */
const startingPoint = (reading: string): Checkpoint => ({ version: 1, offset: 0, line: 1, told: 0, reading })

/** A copy, as JSON would bring it back. */
export function copyOf(state: CheckpointState): CheckpointState {
  const copy = JSON.parse(JSON.stringify(state)) as Mutable<CheckpointState>
  copy.attributes = withoutPrototype(copy.attributes)
  for (const { container } of copy.open) restoreExtras(container?.entity?.['extras'] as OpenExtra | undefined)
  return copy
}

// No prototype: `__proto__` is a name like any other.
const withoutPrototype = <T extends object>(attributes: T): T => Object.assign(Object.create(null), attributes)

function restoreExtras(extra: Mutable<OpenExtra> | undefined): void {
  if (extra === undefined) return
  extra.attributes = withoutPrototype(extra.attributes)
  for (const element of extra.elements) restoreExtras(element)
}

/** Counts the events behind the latest place to go on from. */
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
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function isState(value: unknown): value is CheckpointState {
  if (!isRecord(value)) return false
  const { encoding, attributes, open, used, counts, productsBefore, recent } = value
  return (
    typeof encoding === 'string' &&
    encodingNamed(encoding) === encoding &&
    [attributes, counts, recent].every(isRecord) &&
    isCount(used) &&
    isCount(productsBefore) &&
    Array.isArray(open) &&
    open.length > 0 &&
    open.every((element) => isRecord(element) && typeof element['name'] === 'string')
  )
}

/** Throws `TypeError` for what {@link CheckpointKeeper} has not made, or has made for another reading. */
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
