import type { Gate } from '../gates.ts'
import { type InputFile, inputFile, smallProducts } from '../inputs.ts'
import type { Bench, Section } from '../part.ts'
import { measureJob } from '../processes.ts'
import { median, type Spread, spreadOf } from '../statistics.ts'
import { markdownTable, megabytes, whole } from '../table.ts'

/** How many times the document of the usual size the long one is: 2 GB of 100 MB. */
const TIMES = 20
const MAX_RATIO = 1.05
const MAX_PEAK_MB = 90
// A reader that keeps what it has read would run out of this heap long before the end.
const HEAP_MIB = 48
const MAX_BYTES_PER_ID = 150
// Products of 250 bytes: a million of them where files are of 100 MB.
const BYTES_FOR_AN_ID = 100
/** The collector is not the same twice. */
const RUNS = 3

// V8 doubles the two halves of its young generation, up to 16 MB each, as what survives in it adds up, however little that
// is each time: those of 4 MB when some 4 MB have. Of 2 GB it is two thirds of that, most of it before the first 100 MB are
// read. In two of 2 MB there is room for all that a read holds; but V8 then decides early which objects live for long, and
// now and then puts those of a kind that does not among its old ones: 20 MB more. (None with --no-allocation-site-pretenuring.)
const SMALL_HALVES = '--max-semi-space-size=2'

interface Way {
  readonly engine: 'wasm' | 'saxes'
  readonly flags: readonly string[]
  readonly runs: number
}

const USUAL: Way = { engine: 'wasm', flags: [], runs: RUNS }
const SMALL: Way = { engine: 'wasm', flags: [SMALL_HALVES], runs: RUNS }
/** Takes half a minute for 2 GB, and has no bound of its own. */
const FALLBACK: Way = { engine: 'saxes', flags: [], runs: 1 }
const WAYS = { import: [USUAL, SMALL, FALLBACK], offers: [USUAL, SMALL] } as const

async function peaks(bench: Bench, input: InputFile, { engine, flags, runs }: Way): Promise<Spread> {
  const { path, kind, encoding, manifest } = input
  const found: number[] = []
  for (let run = 0; run < runs; run++) {
    const job = { contender: 'commerceml', path, kind, encoding, engine }
    const command = [...bench.host.command, ...flags] as const
    const { peakRssKb = Number.NaN, ms } = await measureJob(command, bench.host.child, job)
    console.error(
      `  ${megabytes(manifest.bytes)} MB of ${kind} ${flags.join(' ')}: ${whole(peakRssKb)} kB, ${whole(ms)} ms`,
    )
    found.push((peakRssKb * 1024) / 1e6)
  }
  return spreadOf(found)
}

/** Whether the long document passes in a small heap, and its entities are those that were written. */
async function passes(bench: Bench, { path, kind, encoding, manifest }: InputFile): Promise<string[]> {
  const job = { contender: 'commerceml', path, kind, encoding, consume: 'hash' } as const
  try {
    const command = [...bench.host.command, `--max-old-space-size=${HEAP_MIB}`] as const
    const { finding } = await measureJob(command, bench.host.child, job)
    return finding.idHash === manifest.idHash ? [] : ['memory: the entities read are not those written']
  } catch (error) {
    return [`memory: ${megabytes(manifest.bytes)} MB under --max-old-space-size=${HEAP_MIB}: ${String(error)}`]
  }
}

const range = ({ median, least, most }: Spread): string =>
  `${median.toFixed(1)} (${least.toFixed(1)}–${most.toFixed(1)})`

/** Whether memory depends on the document's length, and what a consumer holds that keeps something of it. */
export async function memory(bench: Bench): Promise<Section> {
  const rows: string[][] = []
  const gates: Gate[] = []
  const failures: string[] = []
  for (const kind of ['import', 'offers'] as const) {
    const few = await inputFile(kind, 'utf-8', bench.bytes)
    const many = await inputFile(kind, 'utf-8', bench.bytes * TIMES)
    for (const way of WAYS[kind]) {
      const [short, long] = [await peaks(bench, few, way), await peaks(bench, many, way)]
      const ratio = long.median / short.median
      const sizes = `${megabytes(few.manifest.bytes)} and ${megabytes(many.manifest.bytes)} MB`
      const title = [kind, ...way.flags].join(' ')
      rows.push([`${title}, engine ${way.engine}`, sizes, range(short), range(long), ratio.toFixed(3)])
      if (way === FALLBACK) continue
      const measured = { median: ratio, least: ratio, most: ratio }
      gates.push(
        { name: `${title}: peak RSS of ${TIMES} times the bytes`, measured, bound: MAX_RATIO, sense: 'at most' },
        { name: `${title}: peak RSS`, measured: long, bound: MAX_PEAK_MB, sense: 'at most', unit: ' MB' },
      )
    }
    const complaints = await passes(bench, many)
    const passed = { median: complaints.length, least: complaints.length, most: complaints.length }
    failures.push(...complaints)
    gates.push({
      name: `${kind}: failures of ${megabytes(many.manifest.bytes)} MB under --max-old-space-size=${HEAP_MIB}`,
      measured: passed,
      bound: 0,
      sense: 'at most',
    })
  }
  gates.push(...(await idGates(bench)))
  return {
    title: 'Memory',
    lines: [
      `Peak RSS in MB of 1,000,000 bytes, medians of ${RUNS} processes (engine saxes: one), every value walked. V8's young`,
      `generation grows with what survives in it, to 32 MB; \`${SMALL_HALVES}\` holds it at 4 MB.`,
      '',
      ...markdownTable(['what', 'document', 'peak RSS of the short', 'of the long', 'ratio'], rows),
    ],
    gates,
    failures,
  }
}

async function idGates(bench: Bench): Promise<Gate[]> {
  const products = Math.round(bench.bytes / BYTES_FOR_AN_ID)
  const { path, kind, encoding } = await smallProducts(products)
  const gates: Gate[] = []
  for (const engine of ['wasm', 'saxes'] as const) {
    const found: number[] = []
    for (let run = 0; run < RUNS; run++) {
      const job = { contender: 'commerceml', path, kind, encoding, engine, consume: 'ids' } as const
      const { finding } = await measureJob(bench.host.command, bench.host.child, job)
      found.push(finding.bytesPerId ?? Number.NaN)
    }
    const measured = { ...spreadOf(found), median: median(found) }
    const name = `engine ${engine}: heap and external memory for each kept id of ${whole(products)} products`
    gates.push({ name, measured, bound: MAX_BYTES_PER_ID, sense: 'at most', unit: ' bytes' })
  }
  return gates
}
