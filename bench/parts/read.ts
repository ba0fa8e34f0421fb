import { type ContenderName, entrant } from '../contenders.ts'
import { PEERS } from '../folders.ts'
import type { Gate } from '../gates.ts'
import type { Kind } from '../generate.ts'
import { runHeat, type Series, seriesOf, times, wallTimes } from '../heat.ts'
import { entitiesIn, type InputFile, inputFile } from '../inputs.ts'
import type { Bench, Section } from '../part.ts'
import { install } from '../runtimes.ts'
import { ratios, type Spread } from '../statistics.ts'
import { heatTable, megabytes } from '../table.ts'
import { disagreements } from '../verify.ts'
import { contenderVersions } from '../versions.ts'

/** Most of a time that xmlwf, and on Node 20 saxes, takes; and the least by which the other readers are slower. */
const BOUNDS = { xmlwf: 0.65, saxes: 0.35, peers: 60 }

const FEW: readonly ContenderName[] = ['commerceml', 'commerceml, engine saxes', 'saxes', 'xmlwf', 'xmllint']
const FEW_ROUNDS = 3
const ALL: readonly ContenderName[] = [
  'commerceml',
  'commerceml, read again',
  'commerceml, counting only',
  'commerceml, by path',
  'commerceml, a stream',
  'commerceml, pushed',
  'commerceml, engine saxes',
  'saxes',
  'saxes, read again',
  'sax',
  'sax-wasm',
  'node-expat',
  'htmlparser2',
  'xmlwf',
  'xmllint',
  'commerceml-parser',
  'commerceml-js',
]

/** The two large files of an exchange against everybody; the others against those who are near. */
const FIELD: readonly (readonly [Kind, readonly ContenderName[]])[] = [
  ['import', ALL],
  ['offers', ALL],
  ['orders', FEW],
  ['prices', FEW],
  ['rests', FEW],
]

const gatesOf = (kind: Kind, series: readonly Series[], { host }: Bench): Gate[] => {
  const ours = seriesOf(series, 'commerceml')
  const against = (name: ContenderName, one: ContenderName = 'commerceml'): Spread =>
    ratios(times(seriesOf(series, one)), times(seriesOf(series, name)))
  const slower = (name: ContenderName): Gate => ({
    name: `${kind}, ${host.name}: time of ${name} / ours`,
    measured: ratios(times(seriesOf(series, name)), times(ours)),
    bound: BOUNDS.peers,
    sense: 'at least',
  })
  const onNode20: Gate[] = [
    {
      name: `${kind}, ${host.name}: our time / saxes`,
      measured: against('saxes'),
      bound: BOUNDS.saxes,
      sense: 'at most',
    },
    {
      name: `${kind}, ${host.name}, read again: our time / saxes`,
      measured: against('saxes, read again', 'commerceml, read again'),
      bound: BOUNDS.saxes,
      sense: 'at most',
    },
  ]
  return [
    {
      name: `${kind}, ${host.name}: our time / xmlwf`,
      measured: against('xmlwf'),
      bound: BOUNDS.xmlwf,
      sense: 'at most',
    },
    {
      name: `${kind}, ${host.name}, read again: our time / xmlwf`,
      measured: against('xmlwf', 'commerceml, read again'),
      bound: BOUNDS.xmlwf,
      sense: 'at most',
    },
    ...(host.name.startsWith('Node 20.') ? onNode20 : []),
    slower('commerceml-parser'),
    slower('commerceml-js'),
  ]
}

/** Where the process begins and ends with it, Node's start-up on our side. */
function wholeProcess(series: readonly Series[]): string {
  const { median, least, most } = ratios(
    wallTimes(seriesOf(series, 'commerceml')),
    wallTimes(seriesOf(series, 'xmlwf')),
  )
  return `Whole processes, start-up included: ours / xmlwf = ${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)}).`
}

const titleOf = ({ kind, encoding, manifest }: InputFile): string =>
  `${kind}, ${encoding}, ${megabytes(manifest.bytes)} MB`

/** Everybody who reads XML on Node, and this library, on every kind of document. */
export async function read(bench: Bench): Promise<Section> {
  install(PEERS)
  const lines = [
    ...contenderVersions(),
    '',
    '`commerceml` is `for await` over `readEvents(fileBytes(path))`, every value of every event walked; `counting',
    'only` looks at the type of each event and no further. The parsers have handlers that do nothing. `ms` is of reading',
    'alone, of `xmlwf` and `xmllint` of the process; `process` is from spawn to exit for everybody. `allocated` is on',
    "V8's heap during the read, buffers not counted; the peaks of `xmlwf` and `xmllint` are sampled every 10 ms. Every",
    'process reads the file once; with `read again` it has read it three times before, as a server that imports has.',
    '',
  ]
  const gates: Gate[] = []
  const failures: string[] = []
  for (const [kind, names] of FIELD) {
    const input = await inputFile(kind, 'utf-8', bench.bytes)
    const title = titleOf(input)
    const entrants = names.map((name) => entrant(name, input, bench.host))
    const series = await runHeat(title, entrants, names === ALL ? bench.rounds : Math.min(bench.rounds, FEW_ROUNDS))
    lines.push(
      `### ${title}`,
      '',
      ...heatTable({
        series,
        heading: 'times ours',
        bytes: () => input.manifest.bytes,
        entities: () => entitiesIn(input.manifest),
      }),
      wholeProcess(series),
      '',
    )
    if (names === ALL) gates.push(...gatesOf(kind, series, bench))
    failures.push(...disagreements(title, input, series))
  }
  return { title: 'Reading, beside other parsers', lines, gates, failures }
}
