import type { Spread } from './statistics.ts'

/** A promise about speed or memory, and whether it was kept. */
export interface Gate {
  readonly name: string
  readonly measured: Spread | undefined
  /** Why nothing was measured, where nothing was. */
  readonly missing?: string
  readonly bound: number
  /** Whether the median may be at most the bound, or at least. */
  readonly sense: 'at most' | 'at least'
  /** Behind the figures: ` MB`. */
  readonly unit?: string
}

/** Of somebody who did not run there is no ratio. */
const figuresOf = ({ measured }: Gate): Spread | undefined =>
  measured === undefined || Number.isNaN(measured.median) ? undefined : measured

/** `undefined` for a gate that was not measured. */
export function isKept(gate: Gate): boolean | undefined {
  const { bound, sense } = gate
  const figures = figuresOf(gate)
  if (figures === undefined) return undefined
  return sense === 'at most' ? figures.median <= bound : figures.median >= bound
}

const figure = (value: number): string => value.toFixed(Math.abs(value) >= 20 ? 1 : 3)

const VERDICTS = new Map([
  [true, 'kept'],
  [false, 'MISSED'],
  [undefined, 'not measured'],
])

function describeFigures(gate: Gate): string {
  const figures = figuresOf(gate)
  if (figures === undefined) return `: ${gate.missing ?? 'did not run'}`
  const { median, least, most } = figures
  return ` = ${figure(median)}${gate.unit ?? ''}${least === most ? '' : ` (${figure(least)}–${figure(most)})`}`
}

/** `kept: import, Node 20: time / xmlwf = 0.551 (0.540–0.573), at most 0.650`. */
export function describeGate(gate: Gate): string {
  const { name, bound, sense, unit = '' } = gate
  return `${VERDICTS.get(isKept(gate))}: ${name}${describeFigures(gate)}, ${sense} ${figure(bound)}${unit}`
}
