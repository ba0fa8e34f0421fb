import { expect, test } from 'vitest'
import { ACCEPTED } from './accepted.ts'
import { caseOf } from './case.ts'
import { differenceOf } from './difference.ts'

// Ten seconds of a slow machine; `test/fuzz/run.ts` goes on from seeds of its own.
const DOCUMENTS = 1_500
const FIRST_SEED = 1

test(`the engines agree on ${DOCUMENTS} documents, but for what is accepted`, () => {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0 // a stack for each refused document takes longer than all the rest
  try {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + DOCUMENTS; seed++) {
      const difference = differenceOf(caseOf(seed))
      if (difference?.accepted === undefined) expect(difference, `seed ${seed}`).toBeUndefined()
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
})

test('what is accepted has a reason', () => {
  for (const { name, reason } of ACCEPTED) expect(reason.length, name).toBeGreaterThan(40)
})
