import { type Series, times, wallTimes } from './heat.ts'
import { ratios, spreadOf } from './statistics.ts'

type Cell = string | number

/** A Markdown table; all columns but the first hold figures. */
export function markdownTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  const line = (cells: readonly Cell[]): string => `| ${cells.join(' | ')} |`
  return [line(head), `|---|${'--:|'.repeat(head.length - 1)}`, ...rows.map(line), '']
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en-US')
export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0)

/** The peak of all runs, in MB; `undefined` where nobody looked. */
export function peakMb({ runs }: Series): number | undefined {
  const peaks = runs.flatMap(({ peakRssKb }) => (peakRssKb === undefined ? [] : [(peakRssKb * 1024) / 1e6]))
  return peaks.length === 0 ? undefined : Math.max(...peaks)
}

const HEAD = ['contender', 'entities', 'ms', 'least–most', 'process, ms', 'MB/s', 'peak RSS, MB', 'allocated, MB']

/** What stands in each table of a heat, and what one row is compared with. */
export interface HeatTable {
  readonly series: readonly Series[]
  /** Heading of the column of ratios. */
  readonly heading: string
  /** The first of them, if no other. */
  readonly base?: Series
  /** Bytes that were read, by series: files may differ. */
  readonly bytes: (series: Series) => number
  /** Entities that are in the file. */
  readonly entities: (series: Series) => number
}

function row(series: Series, base: Series | undefined, { bytes, entities }: HeatTable): Cell[] {
  if (series.runs.length === 0) return [series.name, ...HEAD.slice(1).map(() => '-'), 'does not run']
  const { median, least, most } = spreadOf(times(series))
  const found = series.runs[0]?.finding.entities ?? null
  const expected = entities(series)
  const peak = peakMb(series)
  const ratio = base === undefined ? undefined : ratios(times(series), times(base))
  return [
    series.name,
    found === null ? '-' : found === expected ? whole(found) : `${whole(found)} of ${whole(expected)}`,
    whole(median),
    `${whole(least)}–${whole(most)}`,
    whole(spreadOf(wallTimes(series)).median),
    (bytes(series) / 1e3 / median).toFixed(1),
    peak === undefined ? '-' : whole(peak),
    series.allocatedBytes === undefined ? '-' : megabytes(series.allocatedBytes),
    ratio === undefined ? '-' : `${ratio.median.toFixed(2)} (${ratio.least.toFixed(2)}–${ratio.most.toFixed(2)})`,
  ]
}

/** A heat as a table, and a line for each entrant that failed. */
export function heatTable(table: HeatTable): string[] {
  const { series, heading, base = series[0] } = table
  const rows = series.map((one) => row(one, base, table))
  const failures = series.flatMap(({ name, failure }) => (failure === undefined ? [] : [`${name}: ${failure}`]))
  return [...markdownTable([...HEAD, heading], rows), ...failures.flatMap((line) => [line, ''])]
}
