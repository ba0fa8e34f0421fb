import { expect, test } from 'vitest'
import { storedZip } from '../../src/client/check/stored-zip.ts'
import { bodyOf, countParts, fileOf, partsOf, readPart } from '../../src/client/chunks.ts'
import { openZip } from '../../src/zip/index.ts'
import { fc } from '../helpers/properties.ts'

const sizes = (size: number, limit?: number, emptyLast = false): number[] =>
  [...partsOf(size, limit, { emptyLast })].map(({ length }) => length)

test.each([0, -1, Number.NaN])('a limit of %d gives no pieces without end', (limit) => {
  expect(() => partsOf(10, limit).next()).toThrow(new TypeError(`limit must be 1 byte or more, not ${limit}`))
})

test.each([
  [0, 10, [0]],
  [1, 10, [1]],
  [9, 10, [9]],
  [10, 10, [10]],
  [11, 10, [10, 1]],
  [29, 10, [10, 10, 9]],
  [30, 10, [10, 10, 10]],
  [31, 10, [10, 10, 10, 1]],
  [30, undefined, [30]],
] as const)('%i bytes with a limit of %s go out as %j', (size, limit, parts) => {
  expect(sizes(size, limit)).toEqual(parts)
})

test('an empty part closes a file of a whole number of chunks where it was asked for', () => {
  expect(sizes(30, 10, true)).toEqual([10, 10, 10, 0])
  expect(sizes(31, 10, true)).toEqual([10, 10, 10, 1])
  expect(sizes(30, undefined, true)).toEqual([30])
  expect(sizes(0, 10, true)).toEqual([0])
})

test('the parts of any file are within the limit and are the file when put together', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 320 }), async (bytes, limit) => {
      const file = fileOf('a.xml', bytes)
      const parts = [...partsOf(file.size, limit)]
      expect(parts.every(({ length }) => length <= limit)).toBe(true)
      expect(parts.slice(0, -1).every(({ length }) => length === limit)).toBe(true)
      expect(parts).toHaveLength(Math.max(1, Math.ceil(bytes.length / limit)))
      const read = await Promise.all(parts.map((part) => readPart(file, part)))
      expect(read.flatMap((piece) => [...piece])).toEqual([...bytes])
    }),
  )
})

test('a file that gives a few bytes at a time is put together', async () => {
  const bytes = Uint8Array.from({ length: 100 }, (_, index) => index)
  const file = {
    name: 'a',
    size: 100,
    read: async (at: number, most: number) => bytes.subarray(at, at + Math.min(7, most)),
  }
  expect(await readPart(file, { position: 3, length: 50 })).toEqual(bytes.subarray(3, 53))
})

test('a file that ends before its size is an error, not an endless loop', async () => {
  const file = { name: 'a.xml', size: 10, read: async () => new Uint8Array(0) }
  await expect(readPart(file, { position: 0, length: 10 })).rejects.toThrow('a.xml: read(0, 10) gave 0 bytes')
})

test('a large part is a stream of pieces; what read throws there is reported', async () => {
  const size = 600 * 1024
  const asked: number[] = []
  const file = {
    name: 'big',
    size,
    read: async (_: number, length: number) => {
      asked.push(length)
      return new Uint8Array(length)
    },
  }
  const body = await bodyOf(file, { position: 0, length: size }, () => {})
  let read = 0
  for await (const piece of body as ReadableStream<Uint8Array>) read += piece.length
  expect(read).toBe(size)
  expect(Math.max(...asked)).toBe(256 * 1024)

  const errors: unknown[] = []
  const broken = { name: 'big', size, read: () => Promise.reject(new Error('disk')) }
  const stream = (await bodyOf(broken, { position: 0, length: size }, (error) => errors.push(error))) as ReadableStream
  await expect(stream.getReader().read()).rejects.toThrow('disk')
  expect(errors).toHaveLength(1)
})

test('a stored archive is one', async () => {
  const files = [fileOf('import.xml', '<а/>'), fileOf('import_files/ab/картинка.jpg', new Uint8Array(1000))]
  const archive = await storedZip(files)
  const zip = await openZip(await readPart(archive, { position: 0, length: archive.size }))
  expect(zip.entries.map(({ name, size }) => [name, size])).toEqual([
    ['import.xml', 5],
    ['import_files/ab/картинка.jpg', 1000],
  ])
  for (const entry of zip.entries) for await (const piece of entry.open()) expect(piece.length).toBeGreaterThan(0)
})

test('parts are counted as they are cut, without being listed', () => {
  for (const [size, limit, emptyLast] of [
    [0, 10, true],
    [30, 10, false],
    [30, 10, true],
    [31, 10, true],
    [30, undefined, true],
  ] as const) {
    expect(countParts(size, limit, { emptyLast })).toBe(sizes(size, limit, emptyLast).length)
  }
  expect(countParts(2 ** 31, 1)).toBe(2 ** 31)
})

test.each<[of: string, args: unknown[], says: string]>([
  ['no content', ['a'], 'content must be a string or a Uint8Array, not undefined'],
  ['a number', ['a', 5], 'content must be a string or a Uint8Array, not 5'],
  ['an array', ['a', [1]], 'content must be a string or a Uint8Array, not 1'],
  ['no name', [undefined, 'x'], 'name must be a string, not undefined'],
])('a file of %s is a wrong call', (_, args, says) => {
  const make = fileOf as (...args: unknown[]) => unknown
  expect(() => make(...args)).toThrow(new TypeError(`fileOf(name, content): ${says}`))
})
