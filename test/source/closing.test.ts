import { type ReadOptions, readEvents } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { readAll, webStream } from '../helpers/bad-inputs.ts'
import {
  ALL_SOURCES,
  encode,
  expectClosed,
  forever,
  HEAD,
  PARTS,
  pause,
  product,
  stop,
  TAIL,
} from './telling-source.ts'

describe('leaving the loop closes', () => {
  test.each(ALL_SOURCES)('%s', async (_, make) => {
    const source = make([...PARTS, product(4)])
    for await (const event of readEvents(source.input)) if (event.type === 'product') break
    await pause()
    expect(source.closed()).toBe(true)
  })

  test.each(ALL_SOURCES)('%s, also by the end of a block with `await using`', async (_, make) => {
    const source = make([...PARTS, product(4)])
    const events = readEvents(source.input)
    expect((await events.next()).done).toBe(false)
    await (events as unknown as AsyncDisposable)[Symbol.asyncDispose]() // as the types of an AsyncGenerator have it by then
    await expectClosed(source)
    expect(await events.next()).toEqual({ done: true, value: undefined })
  })

  test.each(ALL_SOURCES)('%s, also by an error of the consumer', async (_, make) => {
    const source = make(PARTS)
    const read = async (): Promise<void> => {
      for await (const event of readEvents(source.input)) if (event.type === 'product') throw stop
    }
    await expect(read()).rejects.toBe(stop)
    await pause()
    expect(source.closed()).toBe(true)
  })

  test.each(ALL_SOURCES)('%s, also by an error of the document', async (_, make) => {
    const source = make([HEAD, '<malformed<', product(1), TAIL])
    expect((await readAll(source.input)).code).toBe('not-well-formed')
    await pause()
    expect(source.closed()).toBe(true)
  })
})

describe('a source that fails when it is closed', () => {
  async function* failing(document: string): AsyncGenerator<Uint8Array> {
    try {
      yield encode(document)
      yield encode(TAIL)
    } finally {
      await Promise.reject(new Error('cleanup'))
    }
  }
  const read = async (document: string, options: ReadOptions = {}): Promise<void> => {
    for await (const _ of readEvents(failing(document), options));
  }

  test('does not hide what ended the reading', async () => {
    await expect(read(`${HEAD}<malformed<`)).rejects.toMatchObject({ code: 'not-well-formed' })
    const onProgress = (): never => {
      throw stop
    }
    await expect(read(HEAD, { onProgress })).rejects.toBe(stop)
  })

  test('is heard by who leaves, unless he does not listen', async () => {
    const events = readEvents(failing(HEAD + product(1)))
    await events.next()
    await expect(events.return()).rejects.toThrow('cleanup')
    const unheard: unknown[] = []
    const hear = (reason: unknown): number => unheard.push(reason)
    process.on('unhandledRejection', hear)
    try {
      const left = readEvents(failing(HEAD + product(1)))
      await left.next()
      void left.return()
      await pause()
      expect(unheard).toEqual([])
    } finally {
      process.off('unhandledRejection', hear)
    }
  })
})

describe('a reading that is left before its first event closes', () => {
  test.each(ALL_SOURCES)('%s, by return()', async (_, make) => {
    const source = make(PARTS)
    const before = source.asked()
    const events = readEvents(source.input)
    expect(await events.return()).toEqual({ done: true, value: undefined })
    expect(source.asked()).toBe(before)
    await expectClosed(source)
    expect(await events.next()).toEqual({ done: true, value: undefined })
  })

  test.each(ALL_SOURCES)('%s, by throw()', async (_, make) => {
    const source = make(PARTS)
    await expect(readEvents(source.input).throw(stop)).rejects.toBe(stop)
    await expectClosed(source)
  })

  test.each(ALL_SOURCES)('%s, also by an option that is refused', async (_, make) => {
    const source = make(PARTS)
    await expect(readEvents(source.input, { limits: { depth: -1 } }).next()).rejects.toThrow(TypeError)
    await expectClosed(source)
  })

  test.each(ALL_SOURCES)('%s, also by a signal that is none', async (_, make) => {
    const source = make(PARTS)
    const options = { signal: new AbortController() as unknown as AbortSignal }
    await expect(readEvents(source.input, options).next()).rejects.toThrow('signal must be an AbortSignal')
    await expectClosed(source)
  })

  test('a source once, however often it is left', async () => {
    let closed = 0
    const input = {
      [Symbol.asyncIterator]: () => ({
        next: forever,
        return: async () => {
          closed++
          return { done: true as const, value: undefined }
        },
      }),
    }
    const events = readEvents(input)
    await events.return()
    await events.return()
    expect(closed).toBe(1)
  })
})

test('a stream that has been read to its end is not locked any more', async () => {
  const stream = webStream([encode(PARTS.join(''))])
  await readAll(stream)
  expect(stream.locked).toBe(false)
})
