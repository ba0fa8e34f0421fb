import type { CommerceMLEvent } from 'commerceml'
import { type WritableEvent, writeEvents } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { document } from '../helpers/documents.ts'
import { joinedBytes } from './helpers/bytes.ts'
import { HEAD, inCatalog, read, written } from './helpers/written-documents.ts'

describe('what was read where the specification has no place for it', () => {
  const groups = '<Группы><Группа><Ид>a</Ид><Группы><Группа><Ид>b</Ид></Группа></Группы></Группа></Группы>'
  const products = '<Товары><Товар><Ид>1</Ид></Товар></Товары>'
  /** Behind the document, which has a declaration now; where they stood is another place as well. */
  const told = (events: readonly CommerceMLEvent[]): unknown[] =>
    events.slice(1).map(({ position: _, ...event }) => event)

  test.each([
    `<Классификатор><Ид>k</Ид>${groups}<Каталог><Ид>c</Ид>${products}</Каталог><Описание>late</Описание></Классификатор>`,
    `<Каталог><Ид>c</Ид><Классификатор><Ид>k</Ид>${groups}</Классификатор>${products}</Каталог>`,
    `<Каталог><Ид>c</Ид>${groups}${products}</Каталог>`,
    `${groups}<Каталог><Ид>c</Ид>${products}</Каталог>`,
    '<Каталог><Ид>c</Ид><Товар><Ид>1</Ид></Товар></Каталог><ПакетДокументов><Документ><Ид>1</Ид></Документ></ПакетДокументов>',
  ])('is read alike when it was written: %s', async (content) => {
    const events = await read(document(content))
    expect(told(await read(await joinedBytes(writeEvents(events))))).toEqual(told(events))
  })

  test('is whole where a list goes on behind the items', async () => {
    const value = (id: string): string =>
      `<ЗначенияСвойств><ЗначенияСвойства><Ид>${id}</Ид></ЗначенияСвойства></ЗначенияСвойств>`
    const offers = '<Предложения><Предложение><Ид>1</Ид></Предложение></Предложения>'
    const events = await read(
      document(`<ПакетПредложений><Ид>p</Ид>${value('a')}${value('b')}${offers}${value('c')}</ПакетПредложений>`),
    )
    expect(told(await read(await joinedBytes(writeEvents(events))))).toEqual(told(events))
  })

  test('is none for a container whose close was left out: the next one closes it', async () => {
    const content = `<Классификатор><Ид>k</Ид>${groups}</Классификатор><Каталог><Ид>c</Ид>${products}</Каталог><ПакетПредложений><Ид>p</Ид></ПакетПредложений>`
    const events = (await read(document(content))).filter((event) => !('phase' in event && event.phase === 'close'))
    const paths = (await read(await joinedBytes(writeEvents(events)))).map(({ position }) => position.path)
    expect(paths).toContain('КоммерческаяИнформация/Каталог')
    expect(paths).toContain('КоммерческаяИнформация/ПакетПредложений')
  })

  test('is none for what is selected without what it stood in', async () => {
    const events = await read(document(`<Классификатор>${groups}</Классификатор>`))
    const [first, ...others] = events.filter(({ type }) => type !== 'classifier')
    await expect(written([first as WritableEvent, ...others])).rejects.toThrow('it stands in classifier')
  })

  test('is none for what comes by hand', async () => {
    const group: WritableEvent = { type: 'group', group: { id: 'a' } }
    await expect(written([HEAD, group])).rejects.toThrow('it stands in classifier')
    await expect(written([...inCatalog(), group])).rejects.toThrow('it stands in classifier')
  })
})
