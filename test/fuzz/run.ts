/**
 * Writes documents by chance and compares the engines on them.
 *
 *     node --import tsx test/fuzz/run.ts [--documents 1000000] [--seconds 60] [--seed N]
 *
 * Without a number of documents it goes on until the time is up; without a time it takes as long as it takes.
 * Prints each disagreement as small as it gets, with the seed that brings it up again by `--documents 1 --seed N`,
 * and ends with 1 when there was one.
 */
import { parseArgs } from 'node:util'
import { ACCEPTED } from './accepted.ts'
import { type Case, caseOf } from './case.ts'
import { type Difference, differenceOf } from './difference.ts'
import { minimised } from './minimise.ts'

const MOST_PRINTED = 20
const MOST_BYTES = 1_000
const PROGRESS_MS = 5_000
// Far enough apart that two rounds have no document in common.
const SEEDS = 2 ** 52

const { values } = parseArgs({
  options: { documents: { type: 'string' }, seconds: { type: 'string' }, seed: { type: 'string' } },
})

const numberOf = (name: string, value: string | undefined): number | undefined => {
  if (value === undefined) return undefined
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 0) throw new TypeError(`--${name} must be a whole number, not ${value}`)
  return number
}

const seconds = numberOf('seconds', values.seconds)
const documents =
  numberOf('documents', values.documents) ?? (seconds === undefined ? 1_000_000 : Number.POSITIVE_INFINITY)
const first = numberOf('seed', values.seed) ?? Math.floor(Math.random() * SEEDS)

/** ASCII as it is, all else as escapes. */
function shown(bytes: Uint8Array): string {
  const text = Array.from(bytes.subarray(0, MOST_BYTES), (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  )
  return text.join('') + (bytes.length > MOST_BYTES ? ' and so on' : '')
}

function describe(seed: number, test: Case, { level, wasm, saxes }: Difference): string {
  const { bytes, plan, options, cuts } = test
  return [
    `seed ${seed}, ${level}, plan ${plan}, ${bytes.length} bytes, ${JSON.stringify(options)}`,
    `  bytes ${shown(bytes)}`,
    `  cuts  wasm ${JSON.stringify(cuts.wasm)}, saxes ${JSON.stringify(cuts.saxes)}`,
    `  wasm  ${wasm}`,
    `  saxes ${saxes}`,
  ].join('\n')
}

// A stack for each refused document takes longer than all the rest.
Error.stackTraceLimit = 0

const started = performance.now()
const elapsed = (): number => (performance.now() - started) / 1000
const kinds = new Map<string, number>()
const accepted = new Map<string, number>(ACCEPTED.map(({ name }) => [name, 0]))
let done = 0
let printed = 0
let reported = started

for (; done < documents && (seconds === undefined || elapsed() < seconds); done++) {
  const seed = first + done
  const test = caseOf(seed)
  const difference = differenceOf(test)
  if (difference?.accepted !== undefined) {
    accepted.set(difference.accepted, (accepted.get(difference.accepted) ?? 0) + 1)
  } else if (difference !== undefined) {
    const { kind } = difference
    const count = kinds.get(kind) ?? 0
    kinds.set(kind, count + 1)
    if (count === 0 && ++printed <= MOST_PRINTED) {
      const smallest = minimised(test, (candidate) => {
        const found = differenceOf(candidate)
        return found?.kind === kind && found.accepted === undefined
      })
      console.log(describe(seed, smallest, differenceOf(smallest) ?? difference))
    }
  }
  if (performance.now() - reported > PROGRESS_MS) {
    reported = performance.now()
    console.error(`${done} documents, ${elapsed().toFixed(0)} s, ${kinds.size} kinds of disagreement`)
  }
}

const disagreements = [...kinds.values()].reduce((sum, count) => sum + count, 0)
console.log(`${done} documents from seed ${first} in ${elapsed().toFixed(1)} s: ${disagreements} disagreements`)
for (const { name, reason } of ACCEPTED) console.log(`accepted ${accepted.get(name)} times: ${name} (${reason})`)
process.exitCode = disagreements === 0 ? 0 : 1
