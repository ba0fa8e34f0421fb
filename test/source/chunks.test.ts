import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { type CommerceMLEvent, createReader, type Input, type ReadOptions, readEvents } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { sliceOf } from '../../src/source/chunks.ts'
import { essence, feedAll, nodeStream, pieces, readAll, slowly, webStream } from '../helpers/bad-inputs.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const product = (id: number): string => `<Товар><Ид>${id}</Ид></Товар>`
const HEAD = '<КоммерческаяИнформация ВерсияСхемы="2.08"><Каталог><Товары>'
const TAIL = '</Товары></Каталог></КоммерческаяИнформация>'
/** A document in pieces: its head, three products, its tail. */
const PARTS = [HEAD, product(1), product(2), product(3), TAIL]
const stop = new Error('stop')
const pause = (milliseconds = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A source that tells what is done with it. It hangs behind its pieces if it is told to. */
interface Source {
  readonly input: Input
  /** Pieces asked for. */
  readonly asked: () => number
  readonly closed: () => boolean
}

type MakeSource = (parts: readonly string[], hanging?: boolean) => Source

const forever = (): Promise<never> => new Promise(() => {})

/** Pieces through an iterator of the plainest kind. */
function iteratorOf(parts: readonly string[], hanging: boolean) {
  const state = { asked: 0, closed: false }
  const iterator = {
    async next(): Promise<IteratorResult<Uint8Array, undefined>> {
      const part = parts[state.asked++]
      if (part !== undefined) return { done: false, value: encode(part) }
      return hanging ? forever() : { done: true, value: undefined }
    },
    async return(): Promise<IteratorResult<Uint8Array, undefined>> {
      state.closed = true
      return { done: true, value: undefined }
    },
  }
  return { state, iterator }
}

const asyncIterable: MakeSource = (parts, hanging = false) => {
  const { state, iterator } = iteratorOf(parts, hanging)
  const input = { [Symbol.asyncIterator]: () => iterator }
  return { input, asked: () => state.asked, closed: () => state.closed }
}

const iterable: MakeSource = (parts) => {
  const state = { asked: 0, closed: false }
  function* generate(): Generator<Uint8Array> {
    try {
      for (const part of parts) {
        state.asked++
        yield encode(part)
      }
    } finally {
      state.closed = true
    }
  }
  return { input: generate(), asked: () => state.asked, closed: () => state.closed }
}

const webReadable: MakeSource = (parts, hanging = false) => {
  const state = { asked: 0, closed: false }
  const input = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const part = parts[state.asked++]
        if (part !== undefined) controller.enqueue(encode(part))
        else if (hanging) await forever()
        else controller.close()
      },
      cancel() {
        state.closed = true
      },
    },
    { highWaterMark: 0 },
  )
  return { input, asked: () => state.asked, closed: () => state.closed }
}

/** What a browser without `ReadableStream[Symbol.asyncIterator]` has. */
const webReadableWithoutIterator: MakeSource = (parts, hanging) => {
  const { input, ...rest } = webReadable(parts, hanging)
  const stream = input as ReadableStream<Uint8Array>
  return { input: { getReader: () => stream.getReader() } as unknown as Input, ...rest }
}

const nodeReadable: MakeSource = (parts, hanging = false) => {
  let asked = 0
  const input = new Readable({
    highWaterMark: 1,
    read() {
      const part = parts[asked++]
      if (part !== undefined) this.push(encode(part))
      else if (!hanging) this.push(null)
    },
  })
  return { input, asked: () => asked, closed: () => input.destroyed }
}

const SOURCES: readonly [name: string, make: MakeSource][] = [
  ['an async iterable', asyncIterable],
  ['a ReadableStream', webReadable],
  ['a ReadableStream without an async iterator', webReadableWithoutIterator],
  ['a Node Readable', nodeReadable],
]
const ALL_SOURCES: readonly [name: string, make: MakeSource][] = [['an iterable', iterable], ...SOURCES]

/** A generator that has not begun runs nothing when it is closed: then it has nothing more to give. */
async function expectClosed(source: Source): Promise<void> {
  await pause()
  const { input } = source
  const generator = typeof input === 'object' && 'next' in input ? (input as Iterator<unknown>) : undefined
  expect(source.closed() || generator?.next().done).toBe(true)
}

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

describe('an AbortSignal', () => {
  /** Reads until it is thrown out. */
  async function read(input: Input, signal: AbortSignal, onEvent: (event: CommerceMLEvent) => void = () => {}) {
    for await (const event of readEvents(input, { signal })) onEvent(event)
  }

  test.each(ALL_SOURCES)('that is aborted already: nothing is asked of %s, which is closed', async (_, make) => {
    const source = make(PARTS)
    const before = source.asked()
    await expect(read(source.input, AbortSignal.abort(stop))).rejects.toBe(stop)
    expect(source.asked()).toBe(before)
    await expectClosed(source)
  })

  test('that is aborted already does not hide an option that is wrong', async () => {
    const options = { signal: AbortSignal.abort(stop), engine: 'expat' as 'saxes' }
    await expect(readEvents(PARTS, options).next()).rejects.toThrow('engine must be one of')
  })

  test.each(SOURCES)('aborted while the next piece of %s is awaited: ends at once, and closes it', async (_, make) => {
    const source = make(PARTS.slice(0, 2), true)
    const controller = new AbortController()
    const types: string[] = []
    const reading = read(source.input, controller.signal, ({ type }) => types.push(type))
    await pause(10)
    expect(types).toEqual(['document', 'catalog', 'product'])
    controller.abort(stop)
    await expect(reading).rejects.toBe(stop)
    await pause()
    expect(source.closed()).toBe(true)
  })

  test.each(ALL_SOURCES)('aborted between two events of one piece of %s: no more events', async (_, make) => {
    const source = make([PARTS.join('').slice(0, -TAIL.length), TAIL])
    const controller = new AbortController()
    const types: string[] = []
    const reading = read(source.input, controller.signal, ({ type }) => {
      types.push(type)
      if (type === 'product') controller.abort(stop)
    })
    await expect(reading).rejects.toBe(stop)
    expect(types).toEqual(['document', 'catalog', 'product'])
    await pause()
    expect(source.closed()).toBe(true)
  })

  test('aborted in an async generator that hangs: the loop ends all the same', async () => {
    async function* hang(): AsyncGenerator<string> {
      yield HEAD + product(1)
      await forever()
    }
    const controller = new AbortController()
    const reading = read(
      hang(),
      controller.signal,
      ({ type }) => type === 'product' && setTimeout(() => controller.abort(stop)),
    )
    await expect(reading).rejects.toBe(stop)
  })

  test('aborted: what the source throws afterwards is nobody’s business', async () => {
    const rejections: unknown[] = []
    const note = (reason: unknown): void => void rejections.push(reason)
    process.on('unhandledRejection', note)
    const input = {
      [Symbol.asyncIterator]: () => ({
        async next(): Promise<IteratorResult<string>> {
          await pause(5)
          throw new Error('late')
        },
        return(): Promise<IteratorResult<string>> {
          throw new Error('cannot be closed')
        },
      }),
    }
    await expect(read(input, AbortSignal.timeout(1))).rejects.toMatchObject({ name: 'TimeoutError' })
    await pause(20)
    process.off('unhandledRejection', note)
    expect(rejections).toEqual([])
  })

  test('that is never aborted leaves no listener behind', async () => {
    const { signal } = new AbortController()
    const listeners = new Set<unknown>()
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (type: string, listener: EventListener) => {
      listeners.add(listener)
      add(type, listener)
    }
    signal.removeEventListener = (type: string, listener: EventListener) => {
      listeners.delete(listener)
      remove(type, listener)
    }
    await read(PARTS, signal)
    for await (const _ of readEvents(PARTS, { signal })) break
    expect(listeners.size).toBe(0)
  })

  test('aborted by the consumer of the last event: the document has been read', async () => {
    const controller = new AbortController()
    const types: string[] = []
    await read(PARTS, controller.signal, ({ type }) => {
      types.push(type)
      if (type === 'end') controller.abort(stop)
    }).catch(() => {})
    expect(types.at(-1)).toBe('end')
  })
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

describe('misuse is a TypeError', () => {
  const drain = async (input: unknown): Promise<void> => {
    for await (const _ of readEvents(input as Input));
  }

  test.each([
    undefined,
    null,
    5,
    true,
    {},
    () => {},
    new ArrayBuffer(4),
    new Response(''), // whose body is a stream
    new DataView(new ArrayBuffer(4)),
    Promise.resolve(''),
  ])('the input %s', async (input) => {
    await expect(drain(input)).rejects.toThrow(TypeError)
    await expect(drain(input)).rejects.toThrow('the input must be')
  })

  test.each([
    [Promise.resolve(''), 'not Promise'],
    [new Response(''), 'not Response'],
    [new URL('https://shop.example'), 'not URL'],
    [new ArrayBuffer(4), 'not ArrayBuffer'],
    [undefined, 'not Undefined'],
    [null, 'not Null'],
    [{}, 'not Object'],
  ])('the input %s is named for what it is', async (input, found) => {
    await expect(drain(input)).rejects.toThrow(new RegExp(`${found}$`))
  })

  test.each<[Iterable<unknown>]>([
    [[1, 2, 3]],
    [[new ArrayBuffer(4)]],
    [[[60, 47, 62]]],
    [[null]],
    [[undefined]],
    [[{ length: 3 }]],
    [[new Uint16Array(2)]],
    [[HEAD, 0, TAIL]],
    [new Map([['a', 'b']])],
  ])('the pieces %j', async (chunks) => {
    await expect(drain(chunks)).rejects.toThrow('the chunks of the input must be strings or Uint8Arrays')
    await expect(drain(slowly(chunks))).rejects.toThrow(TypeError)
  })

  test('text and bytes in turn', async () => {
    await expect(drain([HEAD, encode(product(1)), TAIL])).rejects.toThrow(TypeError)
    await expect(drain([encode(HEAD), product(1), TAIL])).rejects.toThrow(TypeError)
    const reader = createReader({ onEvent() {} })
    reader.feed(HEAD)
    expect(() => reader.feed(encode(TAIL))).toThrow('text and bytes in turn')
  })

  test.each([undefined, null, 5, [60], new ArrayBuffer(4)])('feeding %s', (chunk) => {
    expect(() => createReader({ onEvent() {} }).feed(chunk as unknown as string)).toThrow(TypeError)
  })

  test('a web stream that somebody else reads', async () => {
    const stream = webStream(PARTS)
    stream.getReader()
    await expect(drain(stream)).rejects.toThrow(TypeError)
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
