import type { Position } from '../../errors.ts'
import type { EntityMaker } from '../plan/makers.ts'
import type { ReaderNode, Slot } from '../plan/nodes.ts'
import { EXTRAS, type Target } from '../plan/targets.ts'
import type { Frame, OpenExtra } from './frame.ts'

/** An element that was open where a reading stopped. */
export interface OpenElement {
  /** Name as the document spells it, prefix included. */
  readonly name: string
  /** Of a container: where it began, and what has been read of it. */
  readonly container?: {
    /** Byte at which it began. */
    readonly offset: number
    /** Line at which it began, from 1. */
    readonly line: number
    /** Its rows so far. */
    readonly entity: Target
    /** How much of `limits.entityLength` the entity around it had used. */
    readonly used?: number
    /** Its own text so far. */
    readonly text?: string
  }
  /** Of a wrapper: which of the extras around it holds its own. */
  readonly extra?: number
}

/** How a container stands while its items are read: rows may come behind them, so it is remembered how many there were. */
interface HeldContainer {
  readonly offset: number
  readonly line: number
  readonly maker: EntityMaker
  readonly rows: Frame['rows']
  /** The rows that are lists, and how long each is; 0 where nothing has come. */
  readonly lists: readonly Slot[]
  readonly lengths: readonly number[]
  readonly extras: HeldExtra | undefined
  readonly text: string
}

/** How the extras of an open element stand: text and elements may come, and what is in the elements stays as it is. */
interface HeldExtra {
  readonly extra: OpenExtra
  readonly text: string
  readonly elements: number
  /** Of the wrapper that is open: the last of the elements. */
  readonly open: HeldExtra | undefined
}

/** How an open element stands; what it holds is copied when it is asked for. */
export interface HeldElement {
  readonly name: string
  readonly used: number | undefined
  readonly container: HeldContainer | undefined
  /** Of a wrapper: which of the extras around it holds its own. */
  readonly place: number | undefined
}

/**
 * Notes the elements around an item that is being closed, as they are now.
 *
 * @param frames of the elements, and the one above the root
 * @param names of the elements, as the document spells them
 * @param begun where the containers among them began
 * @param before what was noted last, which is given again if nothing has changed, as is usual: it is alive while a chunk
 *   is awaited, some thirty objects
 */
export function holdElements(
  frames: readonly Frame[],
  names: readonly string[],
  begun: readonly Position[],
  before: readonly HeldElement[],
): readonly HeldElement[] {
  let containers = 0
  const held = names.map((name, index): HeldElement => {
    const { node, used, extra } = frames[index + 1] as Frame // an open element has one
    if (node?.kind === 'container') {
      const position = begun[containers++]
      return {
        name,
        used,
        container: hold(frames.slice(index + 1, names.length + 1), node, position),
        place: undefined,
      }
    }
    const place = extra === undefined ? undefined : ((frames[index] as Frame).extra?.elements.length ?? 0) - 1 // the last
    return { name, used, container: undefined, place }
  })
  const isSame = held.length === before.length && held.every((one, index) => sameElement(one, before[index]))
  return isSame ? before : held
}

/** The elements as they were when they were noted. */
export function openElements(held: readonly HeldElement[]): OpenElement[] {
  return held.map(({ name, used, container, place }) => {
    if (container === undefined) return place === undefined ? { name } : { name, extra: place }
    const { offset, line, text } = container
    const rest = { ...(used !== undefined && { used }), ...(text !== '' && { text }) }
    return { name, container: { offset, line, entity: entityOf(container), ...rest } }
  })
}

/** @param frames of the container and of the elements in it */
function hold(frames: readonly Frame[], { maker, lists }: ReaderNode, begun: Position | undefined): HeldContainer {
  const frame = frames[0] as Frame
  const { rows, text } = frame
  const lengths = lists.map((slot) => (frame.has(slot) ? (rows.values[slot.row] as unknown[]).length : 0))
  const { offset = 0, line = 1 } = begun ?? {}
  return { offset, line, maker, rows, lists, lengths, extras: holdExtra(frames, 0), text }
}

function holdExtra(frames: readonly Frame[], index: number): HeldExtra | undefined {
  const extra = frames[index]?.extra
  if (extra === undefined) return undefined
  const open = frames[index + 1]?.node?.kind === 'wrapper' ? holdExtra(frames, index + 1) : undefined
  return { extra, text: extra.text, elements: extra.elements.length, open }
}

function sameElement(one: HeldElement, other: HeldElement | undefined): boolean {
  return (
    one.name === other?.name &&
    one.used === other.used &&
    one.place === other.place &&
    sameContainer(one.container, other.container)
  )
}

function sameContainer(one: HeldContainer | undefined, other: HeldContainer | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  return (
    one.offset === other.offset &&
    one.maker === other.maker &&
    one.rows.values === other.rows.values &&
    one.rows.low === other.rows.low &&
    one.rows.high === other.rows.high &&
    one.text === other.text &&
    one.lengths.every((length, index) => length === other.lengths[index]) &&
    sameExtra(one.extras, other.extras)
  )
}

function sameExtra(one: HeldExtra | undefined, other: HeldExtra | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  return (
    one.extra === other.extra &&
    one.text === other.text &&
    one.elements === other.elements &&
    sameExtra(one.open, other.open)
  )
}

function extraOf({ extra, text, elements, open }: HeldExtra): OpenExtra {
  const whole = extra.elements.slice(0, open === undefined ? elements : elements - 1)
  return { ...extra, text, elements: open === undefined ? whole : [...whole, extraOf(open)] }
}

function entityOf({ maker, rows, lists, lengths, extras }: HeldContainer): Target {
  const entity: Target = {}
  for (const [key, value] of Object.entries(maker.make(rows.values, rows.low, rows.high))) {
    const length = lengths[lists.findIndex((slot) => slot.key === key)]
    if (length === 0) continue
    if (extras !== undefined && value === extras.extra) entity[key] = extraOf(extras)
    else entity[key] = length === undefined ? value : (value as unknown[]).slice(0, length)
  }
  return entity
}

/** Fills elements that have just been opened with what {@link openElements} gave. Throws `TypeError` when they are others. */
export function restoreElements(frames: readonly Frame[], depth: number, open: readonly OpenElement[]): void {
  for (const [index, { name, container, extra }] of open.entries()) {
    const frame = frames[index + 1]
    const isContainer = frame?.node?.kind === 'container'
    if (frame === undefined || index >= depth || isContainer !== (container !== undefined)) {
      throw new TypeError(`resume does not fit the schema: ${name} is not the element it was`)
    }
    frame.beginChild() // an item was in it
    if (container !== undefined) {
      const strange = Object.entries(container.entity).find(([key, value]) => !frame.put(key, value))
      if (strange !== undefined) throw new TypeError(`resume does not fit the schema: ${name} has no ${strange[0]}`)
      frame.used = container.used
      frame.text = container.text ?? ''
      frame.extra = frame.valueOf(EXTRAS) as OpenExtra | undefined
    } else if (extra !== undefined) frame.extra = (frames[index] as Frame).extra?.elements[extra]
  }
}
