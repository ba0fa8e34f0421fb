import { type Extras, readEvents, type SchemaOverrides } from 'commerceml'
import { extend, jsonSchema, list, many, one, Product, text, within } from 'commerceml/schema'
import { writeEvents } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { issuesOf, product, theProduct } from '../helpers/documents.ts'

// As importers for Magento and OpenCart find them in the catalogs of their shops, beside Картинка alone.
const PICTURES = product('<Ид>1</Ид><Картинки><Картинка>a.jpg</Картинка><Картинка>b.jpg</Картинка></Картинки>')

const COVER = product('<Ид>1</Ид><Обложка><Картинка>c.jpg</Картинка></Обложка>')

async function written(document: string, options: { readonly schema?: SchemaOverrides } = {}): Promise<string> {
  const chunks: string[] = []
  for await (const chunk of writeEvents(readEvents(document, options), options))
    chunks.push(new TextDecoder().decode(chunk))
  return chunks.join('')
}

describe('a spelling that is a path', () => {
  test('is read into the row', async () => {
    const read = await theProduct(PICTURES)
    expect(read.pictures).toEqual(['a.jpg', 'b.jpg'])
    expect(read).not.toHaveProperty('extras')
    expect(await issuesOf(PICTURES)).toEqual([])
  })

  test('adds to what stands outside it, in the order of the document', async () => {
    const read = await theProduct(
      product('<Ид>1</Ид><Картинка>c.jpg</Картинка><Картинки><Картинка>a.jpg</Картинка></Картинки>'),
    )
    expect(read.pictures).toEqual(['c.jpg', 'a.jpg'])
  })

  test('leaves what else stands in its wrapper to the extras', async () => {
    const { extras, pictures } = await theProduct(
      product('<Ид>1</Ид><Картинки Всего="2"><Картинка>a.jpg</Картинка><Эскиз>s.jpg</Эскиз></Картинки>'),
    )
    expect(pictures).toEqual(['a.jpg'])
    expect(JSON.stringify(extras satisfies Extras | undefined)).toContain('s.jpg')
    expect(JSON.stringify(extras)).toContain('"Всего":"2"')
  })

  test('is passed over with the row', async () => {
    for await (const event of readEvents(PICTURES, { fields: { product: ['name', 'extras'] } })) {
      if (event.type === 'product') expect(event.product).toEqual({ id: '1' })
    }
    const more = product('<Ид>1</Ид><Картинки Всего="2"><Картинка>a.jpg</Картинка><Эскиз>s.jpg</Эскиз></Картинки>')
    const read = await theProduct(more, { fields: { product: ['pictures'] } } as object)
    expect(read).toEqual({ id: '1', pictures: ['a.jpg'] })
  })

  test('is written by the first spelling', async () => {
    const document = await written(PICTURES)
    expect(document).toContain('<Картинка>a.jpg</Картинка>')
    expect((await theProduct(document)).pictures).toEqual(['a.jpg', 'b.jpg'])
  })

  test('is a place like any other to those who extend', () => {
    expect(() => extend(Product, { more: many('Картинки/Картинка', text) })).toThrow(/pictures and more both claim/)
    const Mine = extend(Product, { cover: one('Обложка/Картинка', text) })
    return expect(theProduct(COVER, { schema: { product: Mine } })).resolves.toMatchObject({
      cover: 'c.jpg',
      pictures: [],
    })
  })

  test.each([
    [{ unitName: one('БазоваяЕдиница/Имя', text) }, /baseUnit is БазоваяЕдиница, and unitName is inside it/],
    [{ gallery: many('Картинки', text) }, /gallery is Картинки, and pictures is inside it/],
    [{ cover: one(['Обложка', 'Название/Обложка'], text), title: one('Название', text) }, /title is Название/],
  ])('has its wrapper to itself: %#', (rows, message) => {
    expect(() => extend(Product, rows)).toThrow(message)
  })

  test('of a row of your own may take the place of a wrapper, where the row in it is named anew', async () => {
    const Mine = extend(Product, { gallery: many('Картинки', text), pictures: many('Картинка', text) })
    const document = product('<Ид>1</Ид><Картинка>a.jpg</Картинка><Картинки>b.jpg</Картинки>')
    expect(await theProduct(document, { schema: { product: Mine } })).toMatchObject({
      pictures: ['a.jpg'],
      gallery: ['b.jpg'],
    })
  })

  test('ends in an attribute as well', async () => {
    const Mine = extend(Product, { shade: one(['Обложка/@Тон', 'Тон'], text), cover: many('Обложка/Картинка', text) })
    const options = { schema: { product: Mine } }
    const document = product('<Ид>1</Ид><Обложка Тон="тёплый" Лак="да"><Картинка>c.jpg</Картинка></Обложка>')
    const read = await theProduct(document, options)
    expect(read).toMatchObject({ shade: 'тёплый', cover: ['c.jpg'] })
    expect(JSON.stringify(read.extras)).toContain('"attributes":{"Лак":"да"}')
    expect(await theProduct(await written(document, options), options)).toEqual(read)
    for await (const event of readEvents(document, { ...options, fields: { product: ['cover', 'extras'] } })) {
      if (event.type !== 'product') continue
      expect(event.product).toEqual({ id: '1', cover: ['c.jpg'], extras: read.extras })
    }
  })

  test('is told in JSON Schema as a name and what is around it', () => {
    const Mine = extend(Product, {
      cover: one(['Обложка/Картинка', 'Обложка/@Файл'], text),
      backs: within('Альбом', many('Обложка/Оборот', text)),
      spine: within('Альбом', one('Обложка/Корешок', text)),
      labels: within('Альбом', list('Метки', 'Метка', text)),
    })
    const { cover, backs, spine, labels, pictures } = jsonSchema('Mine', Mine)['properties'] as Record<string, object>
    expect(cover).toMatchObject({
      xml: { name: 'Картинка', nodeType: 'element', within: 'Обложка', aliases: ['Обложка/@Файл'] },
    })
    expect(backs).toMatchObject({
      xml: { nodeType: 'none', within: 'Альбом' },
      items: { xml: { name: 'Оборот', within: 'Обложка' } },
    })
    expect(spine).toMatchObject({ xml: { name: 'Корешок', within: 'Альбом/Обложка' } })
    expect(labels).toMatchObject({ xml: { name: 'Метки', within: 'Альбом' }, items: { xml: { name: 'Метка' } } })
    expect(pictures).toMatchObject({ items: { xml: { name: 'Картинка', aliases: ['Картинки/Картинка'] } } })
  })

  test('is written as a path where there is no other', async () => {
    const Mine = extend(Product, { cover: one('Обложка/Картинка', text) })
    const options = { schema: { product: Mine } }
    const document = await written(COVER, options)
    expect(document).toContain('<Обложка><Картинка>c.jpg</Картинка></Обложка>')
    expect(await theProduct(document, options)).toMatchObject({ cover: 'c.jpg', pictures: [] })
  })
})
