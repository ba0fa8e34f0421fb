import { mkdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openZip } from '../../src/zip/archive.ts'
import type { RandomAccess, ZipSource } from '../../src/zip/random-access.ts'
import { CountedAccess, drain, inFolder, openHandles, unpack, WAYS } from './every-source.ts'
import { noise } from './noise.ts'
import { zipBytes } from './zip-bytes.ts'

describe('the source', () => {
  test('that does not exist gives the error of the file system', async () => {
    await inFolder(async (folder) => {
      await expect(openZip(join(folder, 'none.zip'))).rejects.toMatchObject({ code: 'ENOENT' })
    })
  })

  test('that is a folder gives the error of the file system and stays closed', async () => {
    await inFolder(async (folder) => {
      mkdirSync(join(folder, 'a.zip'))
      await expect(openZip(join(folder, 'a.zip'))).rejects.toMatchObject({ code: 'EISDIR' })
      expect(openHandles(folder)).toBe(0)
    })
  })

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 5],
    ['an ArrayBuffer', new ArrayBuffer(8)],
    ['a list of bytes', [80, 75]],
    ['an object without read', { size: 5 }],
    ['an object whose read is no function', { size: 5, read: 5 }],
    ['a negative size', { size: -1, read: async () => new Uint8Array(0) }],
    ['a size that is no number', { size: '5', read: async () => new Uint8Array(0) }],
    ['half a byte', { size: 22.5, read: async () => new Uint8Array(0) }],
  ])('must not be %s', async (_, source) => {
    await expect(openZip(source as unknown as ZipSource)).rejects.toThrow(TypeError)
  })

  test.each([
    ['more than it was asked for', (length: number) => new Uint8Array(length + 1)],
    ['no bytes', () => 'text' as unknown as Uint8Array],
  ])('must not give %s', async (_, answer) => {
    const source: RandomAccess = { size: 100, read: async (_position, length) => answer(length) }
    await expect(openZip(source)).rejects.toThrow(TypeError)
  })

  test('that ends early has been cut', async () => {
    const bytes = zipBytes([{ name: 'a', data: noise }])
    let end = bytes.length
    const source: RandomAccess = {
      size: bytes.length,
      read: async (position, length) => bytes.subarray(position, Math.min(position + length, end)),
    }
    const archive = await openZip(source)
    end = 1_000_000
    await expect(drain(archive.entries[0]!.open())).rejects.toMatchObject({ code: 'zip-truncated' })
  })

  test('that is a file may be cut while it is read', async () => {
    await inFolder(async (folder) => {
      const path = WAYS['path']!(zipBytes([{ name: 'a', data: noise, method: 8 }]), folder) as string
      const archive = await openZip(path)
      truncateSync(path, 1_000_000)
      await expect(drain(archive.entries[0]!.open())).rejects.toMatchObject({ code: 'zip-truncated' })
      await archive.close()
      expect(openHandles(folder)).toBe(0)
    })
  })

  test.each([
    ['stored', 0],
    ['deflated', 8],
  ])('that fails gives its own error, at every read of a %s archive, and is closed once', async (_, method) => {
    const bytes = zipBytes([
      { name: 'a', data: noise.subarray(0, 200_000), method },
      { name: 'b', gap: noise },
    ])
    const trouble = Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' })
    let failing = 0
    for (let finished = false; !finished; failing++) {
      const source = new CountedAccess(bytes)
      const read = source.read.bind(source)
      source.read = (position, length) => (source.reads === failing ? Promise.reject(trouble) : read(position, length))
      const error = await unpack(source).catch((caught: unknown) => caught)
      finished = error !== trouble
      if (finished) expect(error).toBeInstanceOf(Map)
      expect(source.closes).toBe(1)
    }
    expect(failing).toBeGreaterThan(8)
  })

  test('needs no close', async () => {
    const bytes = zipBytes([{ name: 'a', data: 'abc' }])
    const source: RandomAccess = { size: bytes.length, read: async (at, length) => bytes.subarray(at, at + length) }
    expect(String((await unpack(source)).get('a'))).toBe('abc')
  })

  test('is closed when a limit is out of range', async () => {
    const access = new CountedAccess(zipBytes([]))
    await expect(openZip(access, { limits: { zipEntries: -1 } })).rejects.toThrow(TypeError)
    expect([access.reads, access.closes]).toEqual([0, 1])
  })

  test.each([new AbortController(), 5, {}])('is closed when the signal is none: %s', async (signal) => {
    const access = new CountedAccess(zipBytes([]))
    await expect(openZip(access, { signal: signal as never })).rejects.toThrow('signal must be an AbortSignal')
    expect([access.reads, access.closes]).toEqual([0, 1])
  })

  test('that cannot be closed says so, but not in place of the first error', async () => {
    const access = (bytes: Buffer): RandomAccess => ({
      size: bytes.length,
      read: async (at, length) => bytes.subarray(at, at + length),
      close: () => Promise.reject(new Error('not now')),
    })
    await expect(openZip(access(Buffer.from('no archive')))).rejects.toMatchObject({ code: 'zip-not-zip' })
    await expect((await openZip(access(zipBytes([])))).close()).rejects.toThrow('not now')
  })

  test('is asked for headers in runs, not one by one', async () => {
    const small = new CountedAccess(zipBytes(Array.from({ length: 1_000 }, (_, index) => ({ name: `${index}.xml` }))))
    await openZip(small)
    expect(small.reads).toBeLessThan(20)
    // One read for each local header, as they lie apart, and the directory in runs all the same.
    const picture = noise.subarray(0, 20_000)
    const apart = Array.from({ length: 100 }, (_, index) => ({ name: `${index}.jpg`, data: picture }))
    const large = new CountedAccess(zipBytes(apart))
    await openZip(large)
    expect(large.reads).toBeLessThan(110)
  })
})
