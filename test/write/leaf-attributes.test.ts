import { readEvents } from 'commerceml'
import { decimal, extend, one, Product, text, within } from 'commerceml/schema'
import { writeEvents } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { product, theProduct } from '../helpers/documents.ts'
import { joinedBytes } from './helpers/bytes.ts'

/** Rows for attributes of elements that are a text or a number. */
const Mine = extend(Product, {
  articleKind: within('Артикул', one('@Вид', text)),
  fileKind: within('Файл', one('@Вид', text)),
  weightUnit: within('Вес', one('@Ед', text)),
  shelf: within('Полка', one('Ряд', decimal)),
  shelfSide: within('Полка', within('Ряд', one('@Сторона', text))),
})
const writtenText = async (pieces: AsyncIterable<Uint8Array>): Promise<string> =>
  new TextDecoder().decode(await joinedBytes(pieces))

const options = { schema: { product: Mine } }

describe('an attribute of an element that is a text or a number', () => {
  test.each([
    '<Ид>p</Ид><Артикул Вид="новый">А-1</Артикул>',
    '<Ид>p</Ид><Артикул Вид="новый"/>',
    '<Ид>p</Ид><Артикул>А-1</Артикул><Вес Ед="кг">2</Вес>',
    '<Ид>p</Ид><Артикул Вид="новый" Шаг="2">А-1<Часть/></Артикул>',
    '<Ид>p</Ид><Артикул Вид="новый">А-1</Артикул><Артикул Вид="старый"/><Артикул Вид="иной">А-2</Артикул>',
    '<Ид>p</Ид><Файл Вид="чертёж">a.dwg</Файл><Файл>b.dwg</Файл>', // whose of a list it is nobody says: it stands alone
    '<Ид>p</Ид><Вес Ед="кг">тяжело</Вес>', // no number: its text is an extra
    '<Ид>p</Ид><Вес Ед="кг" Шаг="1">тяжело<Тара/></Вес><Вес>2</Вес>',
    '<Ид>p</Ид><Полка><Ряд Сторона="левая">4</Ряд></Полка>',
  ])('is written where it was read: %s', async (rows) => {
    const document = product(rows)
    const read = await theProduct(document, options)
    const written = await writtenText(writeEvents(readEvents(document, options), options))
    expect(await theProduct(written, options)).toEqual(read)
  })

  test('makes the element, where it stands alone', async () => {
    async function* events() {
      for await (const event of readEvents(product('<Ид>p</Ид>'), options)) {
        yield event.type === 'product' ? { ...event, product: { articleKind: 'новый', shelfSide: 'левая' } } : event
      }
    }
    const written = await writtenText(writeEvents(events(), options))
    expect(written).toContain('<Артикул Вид="новый"></Артикул>')
    expect(written).toContain('<Полка><Ряд Сторона="левая"></Ряд></Полка>')
  })
})
