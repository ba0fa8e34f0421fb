/**
 * Orders written and read back: 100,000 orders of ten lines, in a process each. Prints MB/s of the document and the
 * peak RSS, which must not grow with the number of orders.
 *
 *     node --import tsx bench/orders.ts [--orders 100000] [--write]
 *
 * Needs `npm run build` first. `--write` stores the table in bench/RESULTS.md.
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { measuredOn } from './machine.ts'
import { writeSection } from './results.ts'

const { values } = parseArgs({
  options: { orders: { type: 'string', default: '100000' }, write: { type: 'boolean', default: false } },
})
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

const rows: string[] = []
const ratios: number[] = []
for (const encoding of ['utf-8', 'windows-1251']) {
  const written = await measure(ORDERS, encoding, 'write')
  const back = await measure(ORDERS, encoding, 'back')
  const few = await measure(ORDERS / 10, encoding, 'write')
  const ratio = written.maxRssKb / few.maxRssKb
  ratios.push(ratio)
  const cells = ({ bytes, seconds, maxRssKb }: Result): string[] => [
    seconds.toFixed(1),
    (bytes / 1e6 / seconds).toFixed(1),
    (maxRssKb / 1024).toFixed(0),
  ]
  const megabytes = (written.bytes / 1e6).toFixed(0)
  rows.push(`| ${[encoding, megabytes, ...cells(written), ratio.toFixed(2), ...cells(back)].join(' | ')} |`)
}
const lines = [
  measuredOn(),
  '',
  `${ORDERS.toLocaleString('en-US')} orders of ten goods and a delivery for УТ 11, each way in a process of its own with a heap of ${HEAP_MIB} MiB.`,
  'What was read back was written by the same process at the same time: its seconds are of both, on one thread.',
  '',
  '| encoding | MB | written in, s | MB/s | peak RSS, MiB | of a tenth of the orders | written and read back in, s | MB/s | peak RSS, MiB |',
  '|---|--:|--:|--:|--:|--:|--:|--:|--:|',
  ...rows,
]
console.log(lines.join('\n'))
if (values.write) writeSection('Orders, written and read back', lines)
if (ratios.some((ratio) => !(ratio <= MAX_RATIO))) {
  console.error(`peak RSS of ten times the orders is over ${MAX_RATIO} of that of a tenth`)
  process.exitCode = 1
}
