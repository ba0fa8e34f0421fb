import { createReader, type Input, readEvents } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { slowly, webStream } from '../helpers/bad-inputs.ts'
import { encode, HEAD, PARTS, product, TAIL } from './telling-source.ts'

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
