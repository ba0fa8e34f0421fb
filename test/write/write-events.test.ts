import { type WritableEvent, writeEvents } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { joinedBytes } from './helpers/bytes.ts'
import { HEAD, inCatalog } from './helpers/written-documents.ts'

describe('the stream', () => {
  test('takes events as pieces are taken, and holds no more than one', async () => {
    let given = 0
    function* events(): Generator<WritableEvent> {
      yield* inCatalog()
      for (; given < 100_000; given++) yield { type: 'product', product: { id: String(given), name: 'Ч'.repeat(100) } }
    }
    const pieces = writeEvents(events())
    await pieces.next()
    const first = given
    await new Promise((resolve) => setImmediate(resolve))
    expect(given).toBe(first)
    expect(first).toBeLessThan(300)
    const { value } = await pieces.next()
    expect(value?.length).toBeLessThan(64 * 1024)
    expect(given).toBeLessThan(600)
    await pieces.return()
  })

  test('closes its source when it is left, and when the signal aborts', async () => {
    for (const leave of ['return', 'abort'] as const) {
      let closed = false
      async function* events(): AsyncGenerator<WritableEvent> {
        try {
          yield* inCatalog()
          for (;;) yield { type: 'product', product: { id: '1', name: 'Ч'.repeat(1000) } }
        } finally {
          closed = true
        }
      }
      const controller = new AbortController()
      const pieces = writeEvents(events(), { signal: controller.signal })
      await pieces.next()
      if (leave === 'return') await pieces.return()
      else {
        controller.abort(new Error('enough'))
        await expect(pieces.next()).rejects.toThrow('enough')
      }
      expect(closed).toBe(true)
    }
  })

  test('fails with the error of its source', async () => {
    async function* events(): AsyncGenerator<WritableEvent> {
      yield HEAD
      throw new Error('no database')
    }
    await expect(joinedBytes(writeEvents(events()))).rejects.toThrow('no database')
  })
})

test('an encoding that nothing is written in is misuse', () => {
  expect(() => writeEvents([HEAD], { encoding: 'koi8-r' as never })).toThrow(TypeError)
})
