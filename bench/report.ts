import type { InputFile } from './inputs.ts'
import type { Measured } from './measure.ts'

/** All counted runs of one contender on one file, in the order of rounds. */
export interface Series {
  readonly contender: string
  readonly runs: readonly Measured[]
}

/** One file and those who read it, in turn. The first series is what the others are compared with. */
export interface Comparison {
  readonly title: string
  readonly input: InputFile
  readonly series: readonly Series[]
  /** Heading of the column that compares with the first series. */
  readonly reference: string
}

/** The middle value, or the mean of the two in the middle. `values` is not empty. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[half]]
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2
}

/**
 * How much longer `series` took than `base`: the median over the rounds of the ratio within each round.
 * The two ran one after the other, so a machine that is slower for a while slows both down and the ratio stays.
 */
export function timeRatio(series: Series, base: Series): number {
  return median(series.runs.map((run, round) => run.ms / (base.runs[round]?.ms ?? Number.NaN)))
}

/** Products or offers that the file holds. */
export const expectedEntities = ({ manifest }: InputFile): number => manifest.products + manifest.offers

const whole = (value: number): string => Math.round(value).toLocaleString('en-US')

function row(series: Series, base: Series, input: InputFile): string {
  const times = series.runs.map((run) => run.ms)
  const typical = median(times)
  const expected = expectedEntities(input)
  const found = series.runs[0]?.entities ?? null
  const entities = found === null ? '-' : found === expected ? whole(found) : `${whole(found)} of ${whole(expected)}`
  const rss = Math.max(...series.runs.map((run) => run.maxRssKb)) / 1024
  const cells = [
    series.contender,
    entities,
    whole(typical),
    `${whole(Math.min(...times))}–${whole(Math.max(...times))}`,
    (input.manifest.bytes / 1e3 / typical).toFixed(1),
    timeRatio(series, base).toFixed(2),
    whole(rss),
  ]
  return `| ${cells.join(' | ')} |`
}

/** One comparison as a Markdown table. */
export function table({ title, input, series, reference }: Comparison): string {
  const [base] = series
  if (base === undefined) return ''
  return [
    `### ${title}`,
    '',
    `| contender | entities | median ms | min–max ms | MB/s | ${reference} | peak RSS, MiB |`,
    '|---|--:|--:|--:|--:|--:|--:|',
    ...series.map((one) => row(one, base, input)),
    '',
  ].join('\n')
}
