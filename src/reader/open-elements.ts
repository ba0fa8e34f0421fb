import type { Position } from '../errors.ts'
import type { OpenElement } from './checkpoint.ts'
import type { Frame, OpenExtra } from './frame.ts'
import type { EntityMaker } from './makers.ts'
import { EXTRAS, type Target } from './targets.ts'

/** How a container stands while its items are read: rows may come behind them, so it is remembered how many there were. */
interface HeldContainer {
  readonly maker: EntityMaker
  readonly rows: Frame['rows']
  /** Lengths of the rows that are lists, by key; 0 where nothing has come. */
  readonly lengths: ReadonlyMap<string, number>
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

/**
 * The elements around an item that is being closed, as they are now; what they hold is copied when it is asked for.
 *
 * @param frames of the elements, and the one above the root
 * @param names of the elements, as the document spells them
 * @param begun where the containers among them began
 */
export function openElements(
  frames: readonly Frame[],
  names: readonly string[],
  begun: readonly Position[],
): () => OpenElement[] {
  let containers = 0
  const makers = names.map((name, index): (() => OpenElement) => {
    const { node, used, extra } = frames[index + 1] as Frame // an open element has one
    if (node?.kind === 'container') {
      const { offset = 0, line = 1 } = begun[containers++] ?? {}
      const held = hold(frames.slice(index + 1, names.length + 1), node.maker)
      const { text } = held
      return () => {
        const entity = entityOf(held)
        const rest = { ...(used !== undefined && { used }), ...(text !== '' && { text }) }
        return { name, container: { offset, line, entity, ...rest } }
      }
    }
    const place = extra === undefined ? undefined : ((frames[index] as Frame).extra?.elements.length ?? 0) - 1 // the last
    return () => (place === undefined ? { name } : { name, extra: place })
  })
  return () => makers.map((make) => make())
}

/** @param frames of the container and of the elements in it */
function hold(frames: readonly Frame[], maker: EntityMaker): HeldContainer {
  const frame = frames[0] as Frame
  const { node, rows, text } = frame
  const lengths = new Map<string, number>()
  for (const slot of node?.lists ?? []) {
    lengths.set(slot.key, frame.has(slot) ? (rows.values[slot.row] as unknown[]).length : 0)
  }
  return { maker, rows, lengths, extras: holdExtra(frames, 0), text }
}

function holdExtra(frames: readonly Frame[], index: number): HeldExtra | undefined {
  const extra = frames[index]?.extra
  if (extra === undefined) return undefined
  const open = frames[index + 1]?.node?.kind === 'wrapper' ? holdExtra(frames, index + 1) : undefined
  return { extra, text: extra.text, elements: extra.elements.length, open }
}

function extraOf({ extra, text, elements, open }: HeldExtra): OpenExtra {
  const whole = extra.elements.slice(0, open === undefined ? elements : elements - 1)
  return { ...extra, text, elements: open === undefined ? whole : [...whole, extraOf(open)] }
}

function entityOf({ maker, rows, lengths, extras }: HeldContainer): Target {
  const entity: Target = {}
  for (const [key, value] of Object.entries(maker.make(rows.values, rows.low, rows.high))) {
    const length = lengths.get(key)
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
