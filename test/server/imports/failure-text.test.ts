import { readEvents } from 'commerceml'
import { failureText } from 'commerceml/server'
import { openZip } from 'commerceml/zip'
import { expect, test } from 'vitest'

const thrownBy = async (act: () => Promise<unknown>): Promise<unknown> => {
  try {
    await act()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

const drained = async (xml: string): Promise<void> => {
  for await (const event of readEvents(xml)) void event
}

test.each([
  ['<КоммерческаяИнформация ВерсияСхемы="2.08">', /^Документ оборван: \S/],
  ['<КоммерческаяИнформация ВерсияСхемы="2.08"></a>', /^Ошибка в разметке XML: \S/],
  ['<yml_catalog/>', /^Это не CommerceML: \S/],
])('a document that cannot be read is told of in Russian: %s', async (xml, said) => {
  expect(failureText(await thrownBy(() => drained(xml)))).toMatch(said)
})

test('an archive that is none is told of in Russian', async () => {
  const error = await thrownBy(() => openZip(new TextEncoder().encode('no archive')))
  expect(failureText(error)).toMatch(/^Это не архив ZIP: \S/)
})

test('an error of the shop is told of in its own words', () => {
  expect(failureText(new Error('Нет такого склада'))).toBe('Нет такого склада')
  expect(failureText('Нет такого склада')).toBe('Нет такого склада')
  expect(failureText(new RangeError())).toBe('RangeError')
})

test.each([
  ['an error without words', new Error('')],
  ['an object', {}],
  ['what has no text', Object.create(null)],
  [
    'what throws when it is asked',
    {
      toString() {
        throw new Error('no text')
      },
    },
  ],
])('%s is a failed import', (_, thrown) => {
  expect(failureText(thrown)).toMatch(/^[А-Я][а-я]/)
})
