import { chromiumEntrant, chromiumVersion } from '../browser/chromium.ts'
import { compilePage } from '../compile.ts'
import { type ContenderName, entrant } from '../contenders.ts'
import type { Gate } from '../gates.ts'
import { type Entrant, runHeat, type Series, seriesOf, times } from '../heat.ts'
import { entitiesIn, type InputFile, inputFile } from '../inputs.ts'
import type { Bench, Section } from '../part.ts'
import { otherRuntimes, type Runtime } from '../runtimes.ts'
import { ratios } from '../statistics.ts'
import { heatTable } from '../table.ts'
import { disagreements } from '../verify.ts'

const MAX_RATIO = 0.65
/** Where the bound holds. */
const BOUND_ON = /^Node (20|24|26)\./
const MAX_ROUNDS = 3
const NAMES: readonly ContenderName[] = [
  'xmlwf',
  'commerceml',
  'commerceml, read again',
  'commerceml, engine saxes',
  'saxes',
  'node-expat',
]

/** One runtime's turn: xmlwf runs beside each, since a minute later the machine is another. */
interface Turn {
  readonly name: string
  readonly entrants: readonly Entrant[]
}

const turnOf = (runtime: Runtime, input: InputFile): Turn => ({
  name: runtime.name,
  entrants: NAMES.map((name) => entrant(name, input, runtime)),
})

async function chromiumTurn(bench: Bench, input: InputFile): Promise<Turn | undefined> {
  const name = chromiumVersion()
  if (name === undefined) return undefined
  const script = await compilePage()
  const entrants = [
    entrant('xmlwf', input, bench.host),
    chromiumEntrant(script, 'commerceml', input, 'wasm'),
    chromiumEntrant(script, 'commerceml, engine saxes', input, 'saxes'),
  ]
  return { name, entrants }
}

function gateOf(title: string, series: readonly Series[], name: ContenderName): Gate {
  const [ours, xmlwf] = [seriesOf(series, name), seriesOf(series, 'xmlwf')]
  return {
    name: `${title}: time of ${name} / xmlwf`,
    measured: ours.runs.length === 0 ? undefined : ratios(times(ours), times(xmlwf)),
    missing: 'does not run',
    bound: MAX_RATIO,
    sense: 'at most',
  }
}

/** The same two files in every runtime that can be had, this library's two engines beside what runs there too. */
export async function runtimes(bench: Bench): Promise<Section> {
  const found = [bench.host, ...otherRuntimes(bench.host.child)]
  const lines = [
    'The same compiled process in each; `saxes` and `node-expat` with handlers that do nothing. Chromium reads a `Blob`',
    'from a page, and its time is from the first byte of it to the last event. With `read again` the process has read the file three',
    'times before.',
    '',
  ]
  if (found.length === 1) lines.push('Other runtimes: binaries are for Linux on x64 only, and were not run.', '')
  const gates: Gate[] = []
  const failures: string[] = []
  for (const kind of ['import', 'offers'] as const) {
    const input = await inputFile(kind, 'utf-8', bench.bytes)
    const chromium = await chromiumTurn(bench, input)
    if (chromium === undefined) lines.push('Chromium is not installed: `apt install chromium`.', '')
    const turns = [...found.map((runtime) => turnOf(runtime, input)), ...(chromium === undefined ? [] : [chromium])]
    for (const { name, entrants } of turns) {
      const title = `${kind}, ${name}`
      const series = await runHeat(title, entrants, Math.min(bench.rounds, MAX_ROUNDS))
      lines.push(
        `### ${title}`,
        '',
        ...heatTable({
          series,
          heading: 'times xmlwf',
          bytes: () => input.manifest.bytes,
          entities: () => entitiesIn(input.manifest),
        }),
      )
      if (BOUND_ON.test(name)) {
        gates.push(gateOf(title, series, 'commerceml'), gateOf(title, series, 'commerceml, read again'))
      }
      failures.push(...disagreements(title, input, series))
    }
  }
  return { title: 'Runtimes', lines, gates, failures }
}
