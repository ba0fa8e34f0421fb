import { type CommerceMLEvent, type Input, readEvents } from 'commerceml'
import { describe, expect, test } from 'vitest'
import {
  ALL_SOURCES,
  expectClosed,
  forever,
  HEAD,
  PARTS,
  pause,
  product,
  SOURCES,
  stop,
  TAIL,
} from './telling-source.ts'

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
