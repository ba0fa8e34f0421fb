import { expect, test } from 'vitest'
import { collectGarbage } from '../../bench/child/collector.ts'
import { OpenInput } from '../../src/source/chunks.ts'

test.each([
  ['without a signal', undefined],
  ['with a signal that lasts', new AbortController().signal],
])('chunks that were taken are let go of, %s', async (_, signal) => {
  const given: WeakRef<Uint8Array>[] = []
  async function* source(): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < 200; index++) {
      const chunk = new Uint8Array(1024)
      given.push(new WeakRef(chunk))
      yield chunk
    }
  }
  let taken = 0
  let alive = 0
  const input = new OpenInput(source(), signal)
  while (!(await input.next()).done) {
    taken++
    if (taken !== 200) continue
    await new Promise((resolve) => setImmediate(resolve)) // weak references hold until the turn is over
    collectGarbage()
    alive = given.filter((reference) => reference.deref() !== undefined).length
  }
  expect(taken).toBe(200)
  expect(alive).toBeLessThan(5)
})
