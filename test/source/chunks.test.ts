import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { type Input, readEvents } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { sliceOf } from '../../src/source/chunks.ts'
import { essence, feedAll, nodeStream, pieces, readAll, slowly, webStream } from '../helpers/bad-inputs.ts'
import { ALL_SOURCES, asyncIterable, encode, HEAD, PARTS, pause, product, TAIL } from './telling-source.ts'

describe('every kind of input gives the same events', () => {
  const text = PARTS.join('')
  const bytes = encode(text)
  const whole = essence(feedAll([text]))

  test.each<[string, () => Input]>([
    ['a string', () => text],
    ['a Uint8Array', () => bytes],
    ['a Buffer', () => Buffer.from(bytes)],
    ['a Blob', () => new Blob([new Uint8Array(bytes)])],
    ['an array of strings', () => PARTS],
    ['a generator of bytes', () => pieces(bytes, 5)],
    ['an async generator of strings', () => slowly(pieces(text, 5))],
    ['a web stream of bytes', () => webStream(pieces(bytes, 5))],
    ['a web stream of strings', () => webStream(pieces(text, 5))],
    ['a Node stream of bytes', () => nodeStream(pieces(bytes, 5))],
    ['a Node stream of strings', () => Readable.from(PARTS)],
    ...ALL_SOURCES.map(([name, make]): [string, () => Input] => [`${name} of pieces`, () => make(PARTS).input]),
  ])('%s', async (_, make) => {
    expect(essence(await readAll(make()))).toBe(whole)
  })

  test('empty pieces change nothing', async () => {
    expect(essence(await readAll(['', ...PARTS.flatMap((part) => [part, ''])]))).toBe(whole)
    expect(essence(await readAll(slowly([new Uint8Array(0), bytes, new Uint8Array(0)])))).toBe(whole)
  })
})

test('a stream of Node that has been read to its end is told from an empty document', async () => {
  const stream = Readable.from([Buffer.from('<КоммерческаяИнформация/>')])
  for await (const _ of readEvents(stream)) {
    // all of it
  }
  await expect(readEvents(stream).next()).rejects.toThrow(/^the stream has been read already/)
  await expect(readEvents(Readable.from([])).next()).rejects.toMatchObject({ code: 'truncated-input' })
})

describe('a slow consumer slows the source down', () => {
  test.each(ALL_SOURCES)('%s', async (name, make) => {
    const ids = Array.from({ length: 30 }, (_, index) => index)
    const source = make([HEAD, ...ids.map(product), TAIL])
    // The head and the products so far; a Node stream keeps two more on its own account.
    const ahead = name === 'a Node Readable' ? 3 : 1
    let products = 0
    for await (const event of readEvents(source.input)) {
      if (event.type !== 'product') continue
      products++
      await pause()
      expect(source.asked()).toBeLessThanOrEqual(products + ahead)
    }
    expect(products).toBe(30)
  })

  test('nothing is asked for before the first event is', async () => {
    const source = asyncIterable(PARTS)
    const events = readEvents(source.input)
    await pause()
    expect(source.asked()).toBe(0)
    await events.next()
    expect(source.asked()).toBe(1)
  })

  test('a long string is read in slices: its first events come before its end has been looked at', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => product(index)).join('')
    const events = readEvents(`${HEAD}${many}<malformed`, { onProgress: (read) => progress.push(read) })
    const progress: number[] = []
    for await (const event of events) if (event.type === 'product') break
    expect(progress).toEqual([65_536])
  })
})

test('onProgress is told of bytes, or of UTF-16 units, before the events of each piece', async () => {
  const log: (number | string)[] = []
  for await (const event of readEvents(PARTS, { onProgress: (read) => log.push(read) })) log.push(event.type)
  const lengths = PARTS.map((_, index) => PARTS.slice(0, index + 1).join('').length)
  expect(log).toEqual([
    lengths[0],
    'document',
    lengths[1],
    'catalog',
    'product',
    lengths[2],
    'product',
    lengths[3],
    'product',
    lengths[4],
    'catalog',
    'end',
  ])
  const bytes: number[] = []
  for await (const _ of readEvents(PARTS.map(encode), { onProgress: (read) => bytes.push(read) }));
  expect(bytes.at(-1)).toBe(encode(PARTS.join('')).length)
})

describe('what goes wrong in a source passes through', () => {
  const broken = new Error('disk')

  test.each<[string, () => Input]>([
    [
      'an async generator',
      async function* () {
        yield HEAD
        throw broken
      },
    ],
    [
      'a generator',
      function* () {
        yield HEAD
        throw broken
      },
    ],
    ['a web stream', () => new ReadableStream({ pull: (controller) => controller.error(broken) })],
    [
      'a Node stream',
      () =>
        new Readable({
          read() {
            this.destroy(broken)
          },
        }),
    ],
  ])('%s', async (_, make) => {
    await expect(readAll(make())).rejects.toBe(broken)
  })

  test('a file that is not there', async () => {
    await expect(readAll(createReadStream('fixtures/bad/none.xml'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('a Node stream that is cut off before its end', async () => {
    const stream = new Readable({ read() {} })
    stream.push(encode(HEAD))
    setTimeout(() => stream.destroy(), 5)
    await expect(readAll(stream)).rejects.toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' })
  })
})

test('chunks are cut into 64 Ki units or 1 MiB at most, and a short one is passed on as it is', () => {
  const text = 'x'.repeat(65_536 + 1)
  expect([sliceOf(text, 0).length, sliceOf(text, 65_536).length]).toEqual([65_536, 1])
  const bytes = new Uint8Array(2 ** 20 + 1)
  expect([sliceOf(bytes, 0).length, sliceOf(bytes, 2 ** 20).length]).toEqual([2 ** 20, 1])
  const short = bytes.subarray(1)
  expect(sliceOf(short, 0)).toBe(short)
})
