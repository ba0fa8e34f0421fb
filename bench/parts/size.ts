import { writeFileSync } from 'node:fs'
import { chart, type Line } from '../chart.ts'
import { type ContenderName, entrant } from '../contenders.ts'
import { runHeat, type Series, times } from '../heat.ts'
import { type InputFile, inputFile } from '../inputs.ts'
import type { Bench, Section } from '../part.ts'
import { median } from '../statistics.ts'
import { markdownTable, megabytes, peakMb } from '../table.ts'
import { disagreements } from '../verify.ts'

const NAMES: readonly ContenderName[] = ['commerceml', 'commerceml, engine saxes', 'saxes', 'xmlwf']
const SMALLEST_BYTES = 1e6
/** The largest file against those of the other parts: 1 GB of 100 MB. */
const TIMES = 10
const MAX_ROUNDS = 2
const CHART = new URL('../size.svg', import.meta.url)

/** 1, 3, 10, 30 … MB. */
function sizes(most: number): number[] {
  const found: number[] = []
  for (let bytes = SMALLEST_BYTES; bytes <= most; bytes *= 10) found.push(bytes, bytes * 3)
  return found.filter((bytes) => bytes <= most)
}

interface Point {
  readonly input: InputFile
  readonly series: readonly Series[]
}

function lines(points: readonly Point[], value: (series: Series) => number | undefined): Line[] {
  return NAMES.map((name, index) => ({
    name,
    points: points.flatMap(({ input, series }) => {
      const found = series[index] === undefined ? undefined : value(series[index])
      return found === undefined ? [] : [{ x: input.manifest.bytes / 1e6, y: found }]
    }),
  }))
}

/** Time and memory against the size of the document, as a table and as a drawing. */
export async function size(bench: Bench): Promise<Section> {
  const rounds = Math.min(bench.rounds, MAX_ROUNDS)
  const points: Point[] = []
  const failures: string[] = []
  for (const bytes of sizes(bench.bytes * TIMES)) {
    const input = await inputFile('import', 'utf-8', bytes)
    const entrants = NAMES.map((name) => entrant(name, input, bench.host))
    const series = await runHeat(`${megabytes(bytes)} MB`, entrants, rounds)
    points.push({ input, series })
    failures.push(...disagreements(`${megabytes(bytes)} MB`, input, series))
  }
  const seconds = (series: Series): number => median(times(series)) / 1000
  if (bench.write) {
    const panels = [
      { title: 'Seconds to read', lines: lines(points, seconds) },
      { title: 'Peak RSS, MB', lines: lines(points, peakMb) },
    ]
    writeFileSync(CHART, chart('import.xml, MB', panels))
  }
  const cells = (series: Series): string =>
    series.runs.length === 0 ? '-' : `${seconds(series).toFixed(3)} s, ${peakMb(series)?.toFixed(0) ?? '-'} MB`
  return {
    title: 'Cost against size',
    lines: [
      `Seconds and peak RSS of reading import.xml, medians of ${rounds} rounds ([drawn](size.svg)). \`xmlwf\` maps the file`,
      'into its memory, which counts as RSS.',
      '',
      ...markdownTable(
        ['document, MB', ...NAMES],
        points.map(({ input, series }) => [megabytes(input.manifest.bytes), ...series.map(cells)]),
      ),
    ],
    gates: [],
    failures,
  }
}
