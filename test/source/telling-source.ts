import { Readable } from 'node:stream'
import type { Input } from 'commerceml'
import { expect } from 'vitest'

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
export const product = (id: number): string => `<Товар><Ид>${id}</Ид></Товар>`
export const HEAD = '<КоммерческаяИнформация ВерсияСхемы="2.08"><Каталог><Товары>'
export const TAIL = '</Товары></Каталог></КоммерческаяИнформация>'
/** A document in pieces: its head, three products, its tail. */
export const PARTS = [HEAD, product(1), product(2), product(3), TAIL]
export const stop = new Error('stop')
export const pause = (milliseconds = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A source that tells what is done with it. It hangs behind its pieces if it is told to. */
interface Source {
  readonly input: Input
  /** Pieces asked for. */
  readonly asked: () => number
  readonly closed: () => boolean
}

type MakeSource = (parts: readonly string[], hanging?: boolean) => Source

export const forever = (): Promise<never> => new Promise(() => {})

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

export const asyncIterable: MakeSource = (parts, hanging = false) => {
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

export const SOURCES: readonly [name: string, make: MakeSource][] = [
  ['an async iterable', asyncIterable],
  ['a ReadableStream', webReadable],
  ['a ReadableStream without an async iterator', webReadableWithoutIterator],
  ['a Node Readable', nodeReadable],
]
export const ALL_SOURCES: readonly [name: string, make: MakeSource][] = [['an iterable', iterable], ...SOURCES]

/** A generator that has not begun runs nothing when it is closed: then it has nothing more to give. */
export async function expectClosed(source: Source): Promise<void> {
  await pause()
  const { input } = source
  const generator = typeof input === 'object' && 'next' in input ? (input as Iterator<unknown>) : undefined
  expect(source.closed() || generator?.next().done).toBe(true)
}
