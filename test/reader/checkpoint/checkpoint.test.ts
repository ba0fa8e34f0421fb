import { type Checkpoint, type CommerceMLEvent, readEvents } from 'commerceml'
import { describe, expect, test, vi } from 'vitest'
import { document as documentOf, groups, product } from '../../helpers/documents.ts'
import { readAll } from '../../helpers/fixtures.ts'
import { bytesOf, digest, pieces, plain, stops } from './stops.ts'

describe('a checkpoint', () => {
  test('is small, and its place comes closely behind what was told', async () => {
    const { events, checkpoints } = await stops(pieces(bytesOf(plain), 100), {})
    const last = checkpoints.at(-20) as Checkpoint
    expect(JSON.stringify(last).length).toBeLessThan(4_000)
    expect(last.offset).toBeGreaterThanOrEqual((events.at(-20) as CommerceMLEvent).position.offset)
    expect(last.told).toBeLessThan(3)
  })

  test.each([
    ['as a file is read', 64 * 1024],
    ['in one piece', Number.POSITIVE_INFINITY],
  ])('comes along in a long document, %s', async (_, length) => {
    const xml = bytesOf(
      documentOf(
        `<Каталог><Товары>${`<Товар><Описание>${'x'.repeat(200)}</Описание></Товар>`.repeat(5_000)}</Товары></Каталог>`,
      ),
    )
    const events = readEvents(pieces(xml, Math.min(length, xml.length)))
    let behind = 0
    for await (const { position } of events) {
      behind = Math.max(behind, position.offset - events.checkpoint().offset)
    }
    expect(xml.length).toBeGreaterThan(1024 * 1024)
    expect(behind).toBeLessThan(512 * 1024)
  })

  test('remembers ids over thousands of products, in 16 KiB and a little', async () => {
    const many = product('<Ид>0</Ид>').replace(
      /<Товар>.*<\/Товар>/,
      Array.from({ length: 5_000 }, (_, n) => `<Товар><Ид>${n % 7 === 6 ? n - 900 : n}</Ид></Товар>`).join(''),
    )
    const { events, checkpoints } = await stops(many, {})
    expect(events.filter(({ type }) => type === 'issue').length).toBeGreaterThan(500)
    for (const index of [10, 1_500, 2_999, 4_000, events.length - 2]) {
      const resume = checkpoints[index] as Checkpoint
      expect(JSON.stringify(resume).length).toBeLessThan(18_000)
      expect(digest(await readAll(many, { resume }))).toBe(digest(events.slice(index + 1)))
    }
  })

  test('remembers ids from before a tree of groups, however many are in it', async () => {
    const children = Array.from({ length: 17_000 }, (_, index) => `<Группа><Ид>${index || 'a'}</Ид></Группа>`).join('')
    const xml = groups(`<Группа><Ид>a</Ид></Группа><Группа><Ид>b</Ид><Группы>${children}</Группы></Группа>`)
    const whole = await readAll(xml)
    expect(whole.filter(({ type }) => type === 'issue')).toHaveLength(1)
    for (const count of [3, 4, 5, 100]) {
      const events = readEvents(xml)
      for (let taken = 0; taken < count; taken++) await events.next()
      const resume = JSON.parse(JSON.stringify(events.checkpoint()))
      await events.return()
      expect(await readAll(xml, { resume })).toEqual(whole.slice(count))
    }
  })

  test('is put together when it is asked for, not behind each item', async () => {
    const unknown = '<Чужое>x</Чужое>'.repeat(1_000)
    const xml = bytesOf(documentOf(`<Каталог>${unknown}<Товары>${'<Товар/>'.repeat(100)}</Товары></Каталог>`))
    const events = readEvents(pieces(xml, 100))
    await events.next() // by now it knows its options
    const stringify = vi.spyOn(JSON, 'stringify')
    for (let taken = 0; taken < 50; taken++) await events.next()
    const states = () => stringify.mock.calls.filter(([value]) => typeof value === 'object').length
    const before = states()
    events.checkpoint()
    const after = states()
    stringify.mockRestore()
    expect([before, after]).toEqual([0, 1])
  })

  test('of a reading that has not begun is the start', async () => {
    const reading = readEvents(plain)
    const resume = reading.checkpoint()
    expect(resume).toMatchObject({ offset: 0, told: 0 })
    expect(digest(await readAll(plain, { resume }))).toBe(digest(await readAll(plain)))
  })

  test('does not change with what is done to the events', async () => {
    const reading = readEvents(pieces(plain, 200))
    for await (const event of reading) {
      if (event.type === 'catalog') event.catalog.name = 'changed'
      if (event.type === 'product' && event.product.id === 'p3') break
    }
    const before = JSON.stringify(reading.checkpoint())
    expect(JSON.stringify(reading.checkpoint())).toBe(before)
  })
})
