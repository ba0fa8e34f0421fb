/**
 * How fast this library reads, in what memory, and beside whom: `npm run bench`.
 *
 *     node --import tsx bench/run.ts [--only read,memory] [--bytes 100M] [--rounds 5] [--quick] [--write]
 *
 * Needs `npm run build` first, `xmlwf` and `xmllint` (Debian: expat, libxml2-utils), and Linux: peaks are read from
 * /proc. The other parsers and runtimes are installed into bench/peers and bench/runtimes on the way. `--quick` takes
 * a tenth of the bytes and two rounds: to see that all works, not what it takes. `--write` stores each part in
 * bench/RESULTS.md. Ends with 1 when a gate is missed or something other is read than was written.
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { compileChild } from './compile.ts'
import { ROOT } from './folders.ts'
import { describeGate, type Gate, isKept } from './gates.ts'
import { measuredOn } from './machine.ts'
import type { Bench, Part, Section } from './part.ts'
import { encodings } from './parts/encodings.ts'
import { fields } from './parts/fields.ts'
import { linearity } from './parts/linearity.ts'
import { memory } from './parts/memory.ts'
import { read } from './parts/read.ts'
import { runtimes } from './parts/runtimes.ts'
import { size } from './parts/size.ts'
import { zip } from './parts/zip.ts'
import { writeSection } from './results.ts'
import { hostRuntime } from './runtimes.ts'
import { parseSize } from './size.ts'

const PARTS: Readonly<Record<string, Part>> = { read, fields, encodings, zip, runtimes, memory, size, linearity }
const USUAL = { bytes: '100M', rounds: '5' }
const QUICK = { bytes: '10M', rounds: '2' }

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(PARTS).join() },
    bytes: { type: 'string' },
    rounds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})
const usual = values.quick ? QUICK : USUAL
const parts = values.only.split(',').map((name) => {
  const part = PARTS[name]
  if (part === undefined) throw new TypeError(`--only takes ${Object.keys(PARTS).join(', ')}; got "${name}"`)
  return part
})
const rounds = parseSize(values.rounds ?? usual.rounds)
if (rounds < 1) throw new TypeError('--rounds is at least 1')
if (!existsSync(`${ROOT}dist/index.js`)) throw new Error('run `npm run build` first')

const bench: Bench = {
  host: hostRuntime(await compileChild()),
  bytes: parseSize(values.bytes ?? usual.bytes),
  rounds,
  write: values.write,
}

const how = [
  measuredOn(),
  '',
  `Each contender in a process of its own, in turn, ${rounds} rounds at most after one that is not counted. Ratios are`,
  'medians of the ratios within each round, with the least and the most. MB is 1,000,000 bytes.',
  '',
]

const gateLines = (gates: readonly Gate[]): string[] => gates.map((gate) => `- ${describeGate(gate)}`)

const sections: Section[] = []
for (const part of parts) {
  const section = await part(bench)
  sections.push(section)
  const { title, gates, failures } = section
  const lines = [...how, ...section.lines, ...gateLines(gates), ...failures.map((failure) => `- FAILED: ${failure}`)]
  console.log([`## ${title}`, '', ...lines, ''].join('\n'))
  if (values.write) writeSection(title, lines)
}

const gates = sections.flatMap((section) => section.gates)
const failures = sections.flatMap((section) => section.failures)
if (sections.length > 1)
  console.log(
    ['## All gates', '', ...gateLines(gates), ...failures.map((failure) => `- FAILED: ${failure}`)].join('\n'),
  )
process.exitCode = failures.length === 0 && gates.every((gate) => isKept(gate) !== false) ? 0 : 1
