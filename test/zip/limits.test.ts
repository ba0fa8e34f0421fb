import { describe, expect, test } from 'vitest'
import type { Limits } from '../../src/limits.ts'
import { failureOf, unpack } from './every-source.ts'
import { packedData, zipBytes } from './zip-bytes.ts'

const zeros = { name: 'zeros.bin', data: Buffer.alloc(2 * 1024 * 1024), method: 8 }
const ratio = zeros.data.length / packedData(zeros).length
const three = zipBytes([
  { name: 'folder/' },
  { name: 'a.xml', data: 'abcd' },
  { name: 'b.xml', data: 'efg', method: 8 },
])

/** For each limit an archive that uses exactly so much of it, and the last value that is too low. */
const rows: readonly (readonly [limit: keyof Limits, used: number, tooLow: number, archive: Buffer])[] = [
  ['zipEntries', 3, 2, three],
  ['zipEntryBytes', 4, 3, three],
  ['zipTotalBytes', 7, 6, three],
  ['zipNameBytes', 6, 5, three],
  ['zipRatio', ratio, ratio - 1e-6, zipBytes([zeros])],
]

describe.each(rows)('%s', (limit, used, tooLow, archive) => {
  const open = (value: number): Promise<Map<string, Buffer>> => unpack(archive, { limits: { [limit]: value } })

  test.each([tooLow, 0])('= %d refuses more', async (value) => {
    const error = await failureOf(open(value))
    expect(error).toMatchObject({ code: 'limit-exceeded', found: limit })
    expect((error as Error).message).toContain(`${limit} = ${value}`)
  })

  test('allows exactly so much', async () => {
    expect((await open(used)).size).toBeGreaterThan(0)
  })

  test('= Infinity allows all', async () => {
    expect((await open(Number.POSITIVE_INFINITY)).size).toBeGreaterThan(0)
  })
})

describe('the limits', () => {
  test('of 0 leave an archive that has nothing', async () => {
    const limits = { zipEntries: 0, zipEntryBytes: 0, zipTotalBytes: 0, zipRatio: 0, zipNameBytes: 0 }
    expect(await unpack(zipBytes([]), { limits })).toEqual(new Map())
  })

  test('of 0 bytes leave an empty file', async () => {
    const limits = { zipEntryBytes: 0, zipTotalBytes: 0, zipRatio: 0 }
    expect((await unpack(zipBytes([{ name: 'a.xml' }]), { limits })).size).toBe(1)
  })

  test('ask the ratio of entries over 1 MiB only', async () => {
    const small = { name: 'small.bin', data: Buffer.alloc(1024 * 1024), method: 8 }
    expect((await unpack(zipBytes([small]), { limits: { zipRatio: 0 } })).size).toBe(1)
  })

  test('are exceeded by a size that is only claimed, before anything is read', async () => {
    const claimed = zipBytes([{ name: 'a.xml', data: 'abc', method: 8, size: 0xfffffffe }])
    await expect(unpack(claimed)).rejects.toMatchObject({ code: 'limit-exceeded', found: 'zipEntryBytes' })
  })

  test('hold for the entries together', async () => {
    const entries = Array.from({ length: 5 }, (_, index) => ({
      name: `${index}.bin`,
      size: 2 * 1024 ** 3,
      data: 'a',
      method: 8,
    }))
    const limits = { zipRatio: Number.POSITIVE_INFINITY }
    await expect(unpack(zipBytes(entries), { limits })).rejects.toMatchObject({ found: 'zipTotalBytes' })
  })

  test.each([-1, Number.NaN, '5' as unknown as number])('must be numbers, not %s', async (zipEntries) => {
    await expect(unpack(three, { limits: { zipEntries } })).rejects.toThrow(TypeError)
  })
})
