import { expect, test } from 'vitest'
import { Random } from '../../bench/generator/random.ts'
import { SEED } from '../helpers/seed.ts'
import { killImports } from './killed-imports.ts'

// Two hundred of them: node --import tsx test/crash/run.ts
test('an import that is killed and goes on leaves the database of one in peace', async () => {
  const random = new Random(SEED, 'kill', 0)
  const { imports, kills, different } = await killImports(4, () => random.next() / 2 ** 32)
  expect(different, `SEED=${SEED}`).toEqual([])
  expect(imports).toBe(4)
  expect(kills).toBeGreaterThanOrEqual(4)
}, 600_000) // many processes, one after another, beside other tests
