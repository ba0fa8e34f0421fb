/**
 * How fast the library reads, beside the bare XML parser below it and the other parsers on npm.
 *
 *     node --import tsx bench/run.ts [--bytes 100M] [--peer-bytes 10M] [--rounds 5] [--write]
 *
 * Needs `npm run build` first. `--peer-bytes 0` leaves the peers out, which else are installed into bench/peers.
 * `--write` stores the tables in bench/RESULTS.md. Ends with 1 when reading is too slow or finds other than is there.
 */
import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import type { Encoding, Kind } from './generate.ts'
import { type InputFile, inputFile } from './inputs.ts'
import type { Measured } from './measure.ts'
import { type Comparison, expectedEntities, type Series, table, timeRatio } from './report.ts'
import { measuredOn, writeSection } from './results.ts'
import { parseSize } from './size.ts'

const LIBRARY = ['saxes-empty', 'commerceml', 'commerceml-push']
const PEERS = ['commerceml', 'commerceml-parser', 'commerceml-js']
const FILES: readonly (readonly [Kind, Encoding])[] = [
  ['import', 'utf-8'],
  ['offers', 'utf-8'],
  ['import', 'windows-1251'],
]
/** Both peers misread windows-1251. */
const PEER_FILES: readonly (readonly [Kind, Encoding])[] = [
  ['import', 'utf-8'],
  ['offers', 'utf-8'],
]
/** Typed entities may cost half of the tokenizing again. */
const MAX_RATIO = 1.5

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

/** One contender in a process of its own: nobody else's garbage or compiled code is in its figures. */
async function runOnce(contender: string, { path, kind, encoding }: InputFile): Promise<Measured> {
  const script = fileURLToPath(new URL(`contenders/${contender}.ts`, import.meta.url))
  // What a peer prints on standard error is dropped, however long, unless it fails: then it is in the error.
  const options = { cwd: ROOT, maxBuffer: Number.POSITIVE_INFINITY }
  const { stdout } = await run(process.execPath, ['--import', 'tsx', script, path, kind, encoding], options)
  return JSON.parse(stdout)
}

/** All contenders in turn, round by round; the first round only warms the file cache. */
async function compare(contenders: readonly string[], input: InputFile, rounds: number): Promise<Series[]> {
  const series = contenders.map((contender) => ({ contender, runs: [] as Measured[] }))
  for (let round = 0; round <= rounds; round++) {
    for (const { contender, runs } of series) {
      const measured = await runOnce(contender, input)
      if (round > 0) runs.push(measured)
      console.error(`${input.kind} ${input.encoding} ${round}/${rounds} ${contender}: ${Math.round(measured.ms)} ms`)
    }
  }
  return series
}

function installPeers(): void {
  if (existsSync(new URL('peers/node_modules', import.meta.url))) return
  execFileSync('npm', ['ci', '--prefix', fileURLToPath(new URL('peers', import.meta.url))], { stdio: 'inherit' })
}

async function compareAll(
  files: typeof FILES,
  bytes: number,
  rounds: number,
  contenders: readonly string[],
  reference: string,
): Promise<Comparison[]> {
  const comparisons: Comparison[] = []
  for (const [kind, encoding] of files) {
    const input = await inputFile(kind, encoding, bytes)
    const series = await compare(contenders, input, rounds)
    comparisons.push({ title: `${kind}, ${encoding}, ${bytes / 1e6} MB`, input, series, reference })
  }
  return comparisons
}

/** Contenders of this library that did not find every entity: a fast wrong answer is no result. */
function miscounts(comparisons: readonly Comparison[]): string[] {
  return comparisons.flatMap(({ title, input, series }) =>
    series
      .filter(({ contender, runs }) => {
        const counted = LIBRARY.includes(contender) && contender !== 'saxes-empty'
        return counted && runs.some((one) => one.entities !== expectedEntities(input))
      })
      .map(({ contender }) => `${contender} did not find all entities of ${title}`),
  )
}

const { values } = parseArgs({
  options: {
    bytes: { type: 'string', default: '100M' },
    'peer-bytes': { type: 'string', default: '10M' },
    rounds: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
  },
})
const bytes = parseSize(values.bytes)
const peerBytes = parseSize(values['peer-bytes'])
const rounds = parseSize(values.rounds)
if (rounds < 1) throw new TypeError('--rounds is at least 1')
if (!existsSync(new URL('../dist/index.js', import.meta.url))) throw new Error('run `npm run build` first')

const library = await compareAll(FILES, bytes, rounds, LIBRARY, 'time / bare saxes')
const peers: Comparison[] = []
if (peerBytes > 0) {
  installPeers()
  peers.push(...(await compareAll(PEER_FILES, peerBytes, rounds, PEERS, 'times slower than commerceml')))
}

const [imported] = library
const [saxes, typed] = imported?.series ?? []
const ratio = saxes === undefined || typed === undefined ? Number.NaN : timeRatio(typed, saxes)
const failures = miscounts([...library, ...peers])
if (!(ratio <= MAX_RATIO)) failures.push(`typed import / bare saxes is over ${MAX_RATIO}`)
const gate = `typed import / bare saxes = ${ratio.toFixed(2)} (at most ${MAX_RATIO})`

const how = [
  measuredOn(),
  '',
  `Each contender in a process of its own, in turn, ${rounds} rounds after one that is not counted. Times are of reading`,
  'alone, without start-up. Ratios are medians of the ratios within each round. Peak RSS is of the whole process: Node',
  'itself and the loader of the TypeScript sources are in it for every contender alike. MB is 1,000,000 bytes.',
  '',
]
const sections: [title: string, lines: string[]][] = [
  ['Reading, beside the XML parser below', [...how, ...library.map(table), gate]],
  ...(peers.length === 0
    ? []
    : ([['Reading, beside the other parsers on npm', [...how, ...peers.map(table)]]] as [string, string[]][])),
]
for (const [title, lines] of sections) {
  console.log([`## ${title}`, '', ...lines].join('\n'))
  if (values.write) writeSection(title, lines)
}
for (const failure of failures) console.error(failure)
process.exitCode = failures.length === 0 ? 0 : 1
