/**
 * Orders written and read back: 100,000 orders of ten lines, in a process each. Prints MB/s of the document and the
 * peak RSS, which must not grow with the number of orders.
 *
 *     node --import tsx bench/orders.ts [--orders 100000]
 *
 * Needs `npm run build` first.
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'

const { values } = parseArgs({ options: { orders: { type: 'string', default: '100000' } } })
const ORDERS = Number(values.orders)
const MAX_RATIO = 1.1
// A writer that keeps what it has written would run out of this heap long before the end.
const HEAP_MIB = 64
const run = promisify(execFile)

interface Result {
  readonly bytes: number
  readonly seconds: number
  readonly maxRssKb: number
}

async function measure(orders: number, encoding: string, what: 'write' | 'back'): Promise<Result> {
  const child = fileURLToPath(new URL('orders-child.ts', import.meta.url))
  const args = [`--max-old-space-size=${HEAP_MIB}`, '--import', 'tsx', child, String(orders), encoding, what]
  const { stdout } = await run(process.execPath, args, { cwd: fileURLToPath(new URL('..', import.meta.url)) })
  return JSON.parse(stdout) as Result // bench/orders-child.ts prints it
}

function report(name: string, { bytes, seconds, maxRssKb }: Result): void {
  const megabytes = bytes / 1e6
  const rss = (maxRssKb / 1024).toFixed(1)
  console.log(
    `${name}: ${megabytes.toFixed(0)} MB in ${seconds.toFixed(2)} s, ${(megabytes / seconds).toFixed(1)} MB/s, peak RSS ${rss} MiB`,
  )
}

for (const encoding of ['utf-8', 'windows-1251']) {
  const written = await measure(ORDERS, encoding, 'write')
  report(`${ORDERS} orders of 10 lines, ${encoding}, written`, written)
  report(`${ORDERS} orders of 10 lines, ${encoding}, written and read back`, await measure(ORDERS, encoding, 'back'))
  const few = await measure(ORDERS / 10, encoding, 'write')
  const ratio = written.maxRssKb / few.maxRssKb
  console.log(`peak RSS of ten times the orders = ${ratio.toFixed(2)} (at most ${MAX_RATIO.toFixed(2)})`)
  if (ratio > MAX_RATIO) process.exitCode = 1
}
