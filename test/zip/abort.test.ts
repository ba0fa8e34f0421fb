import { describe, expect, test } from 'vitest'
import { openZip } from '../../src/zip/archive.ts'
import type { RandomAccess } from '../../src/zip/random-access.ts'
import { CountedAccess, drain, failureOf, unpack } from './every-source.ts'
import { noise } from './noise.ts'
import { zipBytes } from './zip-bytes.ts'

describe('an abort', () => {
  const reasons = [new Error('enough'), 'a text', null, undefined]

  test.each(reasons)('before opening is thrown: %s', async (reason) => {
    const access = new CountedAccess(zipBytes([]))
    const signal = AbortSignal.abort(reason)
    expect(await failureOf(openZip(access, { signal }))).toBe(signal.reason)
    expect([access.reads, access.closes]).toEqual([0, 1])
  })

  test.each(reasons)('at any read is thrown: %s', async (reason) => {
    const bytes = zipBytes([
      { name: 'a', data: noise.subarray(0, 200_000), method: 8 },
      { name: 'b', data: noise.subarray(0, 200_000) },
    ])
    let last = 0
    for (let finished = false; !finished; last++) {
      const controller = new AbortController()
      const source = new CountedAccess(bytes)
      const read = source.read.bind(source)
      source.read = (position, length) => {
        if (source.reads === last) controller.abort(reason)
        return read(position, length)
      }
      const result = await unpack(source, { signal: controller.signal }).catch((error: unknown) => ({ error }))
      finished = result instanceof Map
      if (!finished) expect(result).toEqual({ error: controller.signal.reason })
      expect(source.closes).toBe(1)
    }
    expect(last).toBeGreaterThan(8)
  })

  test.each([
    ['stored', 0],
    ['deflated', 8],
  ])('does not wait for a source that hangs: %s', async (_, method) => {
    const bytes = zipBytes([{ name: 'a', data: noise, method }])
    let hangs = false
    const controller = new AbortController()
    const source: RandomAccess = {
      size: bytes.length,
      read: (at, length) => (hangs ? new Promise(() => {}) : Promise.resolve(bytes.subarray(at, at + length))),
    }
    const archive = await openZip(source, { signal: controller.signal })
    hangs = true
    setTimeout(() => controller.abort(new Error('enough')), 10)
    await expect(drain(archive.entries[0]!.open())).rejects.toThrow('enough')
  })

  test('and closing end a read that hangs', async () => {
    const bytes = zipBytes([{ name: 'a', data: noise }])
    let hangs = false
    const archive = await openZip({
      size: bytes.length,
      read: (at, length) => (hangs ? new Promise(() => {}) : Promise.resolve(bytes.subarray(at, at + length))),
    })
    hangs = true
    const reading = failureOf(drain(archive.entries[0]!.open()))
    await archive.close()
    expect(await reading).toBeInstanceOf(TypeError)
  })

  test('between two pieces ends the entry', async () => {
    const controller = new AbortController()
    const archive = await openZip(zipBytes([{ name: 'a', data: noise }]), { signal: controller.signal })
    const read = async (): Promise<void> => {
      for await (const _ of archive.entries[0]!.open()) controller.abort(new Error('enough'))
    }
    await expect(read()).rejects.toThrow('enough')
  })
})
