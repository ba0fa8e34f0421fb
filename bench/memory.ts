/**
 * Whether memory depends on the document's length: peak RSS over 100,000 and over 1,000,000 products.
 *
 *     node --import tsx bench/memory.ts
 *
 * Needs `npm run build` first. Ends with 1 when ten times the products take over a tenth more memory.
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const [FEW, MANY] = [100_000, 1_000_000]
const MAX_RATIO = 1.1
// A reader that keeps what it has read would run out of this heap long before the end.
const HEAP_MIB = 64

const run = promisify(execFile)

async function peakRssKb(products: number): Promise<number> {
  const child = fileURLToPath(new URL('memory-child.ts', import.meta.url))
  const flags = [`--max-old-space-size=${HEAP_MIB}`, '--import', 'tsx']
  const { stdout } = await run(process.execPath, [...flags, child, String(products)], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
  })
  const { maxRssKb } = JSON.parse(stdout) as { maxRssKb: number } // bench/memory-child.ts prints it
  console.log(`${products.toLocaleString('en-US')} products: peak RSS ${(maxRssKb / 1024).toFixed(1)} MiB`)
  return maxRssKb
}

const few = await peakRssKb(FEW)
const many = await peakRssKb(MANY)
const ratio = many / few
console.log(`peak RSS of ${MANY / FEW} times the products = ${ratio.toFixed(2)} (at most ${MAX_RATIO.toFixed(2)})`)
process.exitCode = ratio <= MAX_RATIO ? 0 : 1
