/**
 * Whether memory depends on the document's length: peak RSS over 100,000 and over 1,000,000 products, medians of three.
 *
 *     node --import tsx bench/memory.ts
 *
 * Needs `npm run build` first. Ends with 1 when ten times the products take over a tenth more memory.
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { smallProducts } from './inputs.ts'

const [FEW, MANY] = [100_000, 1_000_000]
const MAX_RATIO = 1.1
// A reader that keeps what it has read would run out of this heap long before the end.
const HEAP_MIB = 64

// The collector is not the same twice.
const RUNS = 3

const run = promisify(execFile)

async function peakRssKb(products: number): Promise<number> {
  const { path, manifest } = await smallProducts(products)
  const child = fileURLToPath(new URL('memory-child.ts', import.meta.url))
  const flags = [`--max-old-space-size=${HEAP_MIB}`, '--import', 'tsx']
  const peaks: number[] = []
  for (let index = 0; index < RUNS; index++) {
    const { stdout } = await run(process.execPath, [...flags, child, path], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
    })
    const { maxRssKb, idHash } = JSON.parse(stdout) as { maxRssKb: number; idHash: string } // bench/memory-child.ts prints it
    if (idHash !== manifest.idHash) throw new Error('the products read are not the products written')
    peaks.push(maxRssKb)
  }
  peaks.sort((one, other) => one - other)
  const [least = 0, median = 0, most = 0] = peaks.map((peak) => peak / 1024)
  const range = `${least.toFixed(1)}–${most.toFixed(1)}`
  console.log(`${products.toLocaleString('en-US')} products: peak RSS ${median.toFixed(1)} MiB (${range})`)
  return median
}

const few = await peakRssKb(FEW)
const many = await peakRssKb(MANY)
const ratio = many / few
console.log(`peak RSS of ${MANY / FEW} times the products = ${ratio.toFixed(2)} (at most ${MAX_RATIO.toFixed(2)})`)
process.exitCode = ratio <= MAX_RATIO ? 0 : 1
