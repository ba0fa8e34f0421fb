import { createReader, type Engine, readEvents } from 'commerceml'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Outlet } from '../../src/reader/telling/outlet.ts'
import { groups, offers } from '../helpers/documents.ts'

// Events wait for nobody: with a chunk of a thousand entities one is built when it is asked for.

afterEach(() => vi.restoreAllMocks())

const many = (count: number): string =>
  Array.from({ length: count }, (_, index) => `<Предложение><Ид>${index}</Ид></Предложение>`).join('\n')
const xml = Buffer.from(offers(many(5_000)))

/** Most events that were told and not taken, and how many there were. */
async function waiting(document: Uint8Array, engine: Engine): Promise<{ most: number; taken: number }> {
  const { calls } = vi.spyOn(Outlet.prototype, 'report').mock
  let [most, taken] = [0, 0]
  for await (const _ of readEvents(document, { engine })) most = Math.max(most, calls.length - ++taken)
  expect(calls.length).toBe(taken)
  return { most, taken }
}

test('one entity is read at a time', async () => {
  expect(xml.length).toBeGreaterThan(300_000)
  // The containers around the first come with it.
  expect(await waiting(xml, 'wasm')).toEqual({ most: 2, taken: 5_004 })
})

test('saxes reads a piece of 64 KiB at a time', async () => {
  const { most, taken } = await waiting(xml, 'saxes')
  expect(taken).toBe(5_004)
  expect(most).toBeLessThan(1_200)
  expect(most).toBeGreaterThan(100)
})

test('a group comes with those that are in it', async () => {
  const tree = (of: number, depth: number): string =>
    `<Группа><Ид>${of}-${depth}</Ид>${depth === 0 ? '' : `<Группы>${tree(of, depth - 1)}</Группы>`}</Группа>`
  const xml = Buffer.from(groups([1, 2, 3].map((of) => tree(of, 9)).join('')))
  expect(await waiting(xml, 'wasm')).toEqual({ most: 9, taken: 34 })
})

describe.each<Engine>(['wasm', 'saxes'])('%s', (engine) => {
  test('documents that are read in turn', async () => {
    const documents = [100, 30, 70].map((count) => Buffer.from(offers(many(count))))
    const readers = documents.map((bytes) => readEvents(bytes, { engine })[Symbol.asyncIterator]())
    const told: string[][] = documents.map(() => [])
    for (let open = readers.length; open > 0; ) {
      open = 0
      for (const [index, reader] of readers.entries()) {
        const { done, value } = await reader.next()
        if (done) continue
        open++
        told[index]?.push(JSON.stringify(value))
      }
    }
    for (const [index, bytes] of documents.entries()) {
      const alone: string[] = []
      for await (const event of readEvents(bytes, { engine })) alone.push(JSON.stringify(event))
      expect(told[index]).toEqual(alone)
    }
  })

  test('what stands before an error comes before it', async () => {
    const broken = Buffer.from(offers(`${many(3)}<Предложение><Ид>3</Ид></Ид>${many(3)}`))
    const ids: unknown[] = []
    const reading = (async () => {
      for await (const event of readEvents(broken, { engine })) if (event.type === 'offer') ids.push(event.offer.id)
    })()
    await expect(reading).rejects.toMatchObject({ code: 'not-well-formed' })
    expect(ids).toEqual(['0', '1', '2'])
  })

  test.each([
    ['strict-issue', '<Количество>x</Количество>'],
    ['limit-exceeded', `<Наименование>${'x'.repeat(2_000)}</Наименование>`],
    ['not-well-formed', '</Ид>'],
  ])('%s behind an item is told where it stands, before more is asked for', async (code, rows) => {
    let asked = 0
    async function* chunks(): AsyncGenerator<Uint8Array> {
      asked++
      yield Buffer.from(offers(`${many(2)}\n<Предложение><Ид>2</Ид>${rows}</Предложение>\n${many(3)}`))
      asked++
    }
    const ids: unknown[] = []
    const reading = (async () => {
      const options = { engine, strict: true, limits: { entityLength: 1_000 }, source: 'offers.xml' }
      for await (const event of readEvents(chunks(), options)) if (event.type === 'offer') ids.push(event.offer.id)
    })()
    await expect(reading).rejects.toMatchObject({ code, position: { line: 3, source: 'offers.xml' } })
    expect(ids).toEqual(['0', '1'])
    expect(asked).toBe(1)
  })

  test('a consumer that throws leaves the next document alone', async () => {
    for (let round = 0; round < 3; round++) {
      const reading = (async () => {
        for await (const event of readEvents(xml, { engine })) if (event.type === 'offer') throw new Error('mine')
      })()
      await expect(reading).rejects.toThrow('mine')
      let count = 0
      for await (const event of readEvents(xml, { engine })) if (event.type === 'offer') count++
      expect(count).toBe(5_000)
    }
  })

  test('who pushes gets all of a piece', () => {
    let count = 0
    const reader = createReader({ onOffer: () => count++ }, { engine })
    reader.feed(xml)
    expect(count).toBe(5_000)
    reader.end()
  })

  test('UTF-16 does not wait', async () => {
    const bytes = Buffer.from(`\ufeff${offers(many(500))}`, 'utf16le')
    let count = 0
    for await (const event of readEvents(bytes, { engine })) if (event.type === 'offer') count++
    expect(count).toBe(500)
  })
})
