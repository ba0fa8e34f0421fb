/**
 * The whole process of a contender: reads the file of its job and writes down what that took.
 * Bundled by bench/compile.ts: a loader of TypeScript would be in everybody's memory.
 */
import { writeFileSync } from 'node:fs'
import type { Finding, Job, Outcome } from '../job.ts'
import { traceCollector } from './collector.ts'
import { peakRssKb } from './peak-rss.ts'

/** Loads what the contender needs, which nobody times, and gives back what reads. */
export type Prepare = (job: Job) => Promise<() => Promise<Finding>>

// Named one by one, so that each becomes a file of its own and a process loads one.
const CONTENDERS: Record<string, () => Promise<{ prepare: Prepare }>> = {
  commerceml: () => import('../contenders/commerceml.ts'),
  'commerceml-fields': () => import('../contenders/commerceml-fields.ts'),
  'commerceml-file': () => import('../contenders/commerceml-file.ts'),
  'commerceml-stream': () => import('../contenders/commerceml-stream.ts'),
  'commerceml-js': () => import('../contenders/commerceml-js.ts'),
  'commerceml-parser': () => import('../contenders/commerceml-parser.ts'),
  'commerceml-push': () => import('../contenders/commerceml-push.ts'),
  htmlparser2: () => import('../contenders/htmlparser2.ts'),
  inflate: () => import('../contenders/inflate.ts'),
  linearity: () => import('../contenders/linearity.ts'),
  'node-expat': () => import('../contenders/node-expat.ts'),
  sax: () => import('../contenders/sax.ts'),
  'sax-wasm': () => import('../contenders/sax-wasm.ts'),
  saxes: () => import('../contenders/saxes.ts'),
}

const job = JSON.parse(process.argv[2] ?? '') as Job // bench/processes.ts writes it
const load = CONTENDERS[job.contender]
if (load === undefined) throw new TypeError(`there is no contender ${job.contender}`)
const { prepare } = await load()
const read = await prepare(job)

for (let reading = 0; reading < (job.before ?? 0); reading++) await read()
const stopTracing = job.trace ? traceCollector() : () => {}
// Loaded for a profile alone: not every runtime has it.
const stopProfiler =
  job.profile === undefined ? undefined : await (await import('./profiler.ts')).startProfiler(job.profile)
const started = performance.now()
const finding = await read()
const ms = performance.now() - started
await stopProfiler?.()
stopTracing()
const outcome: Outcome = { ms, peakRssKb: peakRssKb(), ...finding }
writeFileSync(job.result, JSON.stringify(outcome))
