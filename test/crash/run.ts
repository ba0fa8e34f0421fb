/**
 * Kills so many imports, each up to six times, and lets them go on:
 *
 *     node --import tsx test/crash/run.ts [--times 200] [--seed 1]
 *
 * Ends with 1 when a database is not as it should be.
 */
import process from 'node:process'
import { parseArgs } from 'node:util'
import { Random } from '../../bench/generator/random.ts'
import { killImports } from './killed-imports.ts'

const { values } = parseArgs({
  options: { times: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
})
const times = Number(values.times)
const random = new Random(Number(values.seed), 'kill', 0)
const { imports, kills, different } = await killImports(
  times,
  () => random.next() / 2 ** 32,
  (imports, kills) => {
    process.stderr.write(`\r${imports} of ${times} imports, ${kills} kills`)
  },
)
console.log(
  `\n${imports} imports, killed ${kills} times, ${different.length} of them with another database than in peace`,
)
for (const one of different) console.error(one)
process.exitCode = different.length === 0 ? 0 : 1
