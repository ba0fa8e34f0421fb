import { describe, expect, test } from 'vitest'
import { defaultEngine } from '../../src/xml/engines.ts'
import { document, eventsOf, failureOf, theEvent } from '../helpers/documents.ts'
import { plain, readAll } from '../helpers/fixtures.ts'

const NAMESPACE = 'urn:1C.ru:commerceml_2'

/** Events without their positions: prefixes move the bytes. */
const unplaced = (events: readonly object[]): unknown =>
  plain(events.map((event) => ({ ...event, position: undefined })))

const body = '<Каталог><Ид>c</Ид><Товары><Товар><Ид>p</Ид><Своё>x</Своё></Товар></Товары></Каталог>'
const prefixed = (prefix: string): string => body.replace(/<(\/?)/g, `<$1${prefix}:`)

describe('the namespace', () => {
  test.each(['urn:1C.ru:commerceml_2', 'urn:1C.ru:commerceml_210', 'urn:1C.ru:commerceml_3', 'urn:anything', ''])(
    '%j of the root is CommerceML, whatever the version',
    async (namespace) => {
      const events = await readAll(document(body, `xmlns="${namespace}" ВерсияСхемы="2.10"`))
      expect(unplaced(events.slice(1))).toEqual(unplaced((await readAll(document(body))).slice(1)))
    },
  )

  test('may have a prefix, which no name in the events shows', async () => {
    const xml = `<cml:КоммерческаяИнформация xmlns:cml="${NAMESPACE}" ВерсияСхемы="2.10">${prefixed('cml')}</cml:КоммерческаяИнформация>`
    expect(unplaced((await readAll(xml)).slice(1))).toEqual(unplaced((await readAll(document(body))).slice(1)))
    const { position } = await theEvent('product', xml)
    expect(position.path).toBe('КоммерческаяИнформация/Каталог/Товары/Товар')
  })

  test.each([1, 127, 128, 300, 900])('may have a prefix of %i letters, with whatever stands in it', async (length) => {
    const prefix = 'п'.repeat(length)
    const odd =
      '<Каталог><Товары><Товар><Ид>1</Ид><Ид>2</Ид><ПометкаУдаления>x</ПометкаУдаления></Товар></Товары></Каталог>'
    const inPrefix = odd.replace(/<(\/?)/g, `<$1${prefix}:`)
    const xml = `<${prefix}:КоммерческаяИнформация xmlns:${prefix}="${NAMESPACE}" ВерсияСхемы="2.10">${inPrefix}</${prefix}:КоммерческаяИнформация>`
    const expected = unplaced((await readAll(document(odd))).slice(1))
    for (const engine of ['wasm', 'saxes'] as const) {
      if (engine === 'wasm' && defaultEngine() !== 'wasm') continue
      const events = await readAll(xml, { engine })
      expect(unplaced(events.slice(1))).toEqual(expected)
      const paths = events.map(({ position }) => position.path)
      expect(paths).toContain('КоммерческаяИнформация/Каталог/Товары/Товар/ПометкаУдаления')
    }
  })

  test('may have several prefixes, or a prefix beside the default', async () => {
    const attributes = `xmlns="${NAMESPACE}" xmlns:a="${NAMESPACE}" xmlns:b="${NAMESPACE}" ВерсияСхемы="2.10"`
    const mixed = body
      .replaceAll('Каталог>', 'a:Каталог>')
      .replaceAll('Товар>', 'b:Товар>')
      .replaceAll('Своё>', 'b:Своё>')
    expect(unplaced((await readAll(document(mixed, attributes))).slice(1))).toEqual(
      unplaced((await readAll(document(body))).slice(1)),
    )
  })

  test('of another prefix makes an element foreign, with its prefix in the extras', async () => {
    const xml = document(
      '<Каталог><my:Ид>m</my:Ид><Ид>c</Ид></Каталог>',
      `xmlns="${NAMESPACE}" xmlns:my="urn:my" ВерсияСхемы="2.10"`,
    )
    const [, close] = await eventsOf('catalog', xml)
    expect(close?.catalog.id).toBe('c')
    expect(close?.catalog.extras?.elements.map(({ name, text }) => [name, text])).toEqual([['my:Ид', 'm']])
  })

  test('is none where nobody declares one: a prefix that stands for nothing stays in the name', async () => {
    const [, close] = await eventsOf('catalog', document('<Каталог><my:Ид>m</my:Ид><Ид>c</Ид></Каталог>'))
    expect(close?.catalog.id).toBe('c')
    expect(close?.catalog.extras?.elements.map(({ name, text }) => [name, text])).toEqual([['my:Ид', 'm']])
  })

  test('without a prefix inside a prefixed root is another one', async () => {
    const xml = `<c:КоммерческаяИнформация xmlns:c="${NAMESPACE}" ВерсияСхемы="2.10"><c:Каталог><c:Ид>1</c:Ид></c:Каталог></c:КоммерческаяИнформация>`
    const [, close] = await eventsOf('catalog', xml)
    expect(close?.catalog.id).toBe('1')
  })
})

describe('names', () => {
  test.each(['каталог', 'КАТАЛОГ', 'Katalog', 'Catalog'])('are matched as written: %s is no Каталог', async (name) => {
    const events = await readAll(document(`<${name}/>`))
    expect(events.map(({ type }) => type)).toEqual(['document', 'end'])
  })

  test('of attributes are matched with their prefix: only the schema location has one', async () => {
    const attributes = `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="a.xsd" xsi:ВерсияСхемы="9" ВерсияСхемы="2.10"`
    const { document: header } = await theEvent('end', document('', attributes))
    expect(header).toMatchObject({ schemaLocation: 'a.xsd', schemaVersion: '2.10' })
    expect({ ...header.extras?.attributes }).toEqual({ 'xsi:ВерсияСхемы': '9' })
  })
})

describe('a root element that is not КоммерческаяИнформация', () => {
  test.each([
    ['<html><body>502 Bad Gateway</body></html>', 'an HTML page'],
    ['<HTML/>', 'an HTML page'],
    ['<html xmlns="http://www.w3.org/1999/xhtml"/>', 'an HTML page'],
    ['<yml_catalog date="2024-01-01"/>', 'a Yandex Market catalog (YML)'],
    ['<Message xmlns="http://www.1c.ru/SSL/Exchange/Message"/>', 'an EnterpriseData message'],
    ['<msg:Message xmlns:msg="http://www.1c.ru/SSL/Exchange/Message"/>', 'an EnterpriseData message'],
    ['<_1CV8DtUD xmlns="http://www.1c.ru/V8/1CV8DtUD/"/>', 'a 1C data exchange file'],
    ['<V8Exch:_1CV8DtUD xmlns:V8Exch="http://www.1c.ru/V8/1CV8DtUD/"/>', 'a 1C data exchange file'],
    ['<Контейнер><Документ/></Контейнер>', 'a part of CommerceML without its root'],
    ['<Справочник><Cтатусы/></Справочник>', 'the statuses and services that a site tells 1C'],
    ['<ФайлОбмена ВерсияФормата="2.0"/>', 'a 1C:Conversion exchange file'],
    ['<CommercialInformation/>', 'CommerceML with English names'],
    ['<CommerceInformation/>', 'CommerceML with English names'],
    ['<BusinessInformation xmlns="urn:1C.ru:commerceml_205"/>', 'CommerceML with English names'],
    ['<rss version="2.0"/>', 'an RSS feed'],
    ['<feed xmlns="http://www.w3.org/2005/Atom"/>', 'an Atom feed'],
    ['<urlset/>', 'a sitemap'],
    ['<svg/>', 'an SVG picture'],
    ['<Error><Code>AccessDenied</Code></Error>', 'an error message of a server'],
    ['<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"/>', 'a SOAP message'],
    ['<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"/>', 'a SOAP message'],
    ['<Каталог/>', 'a part of CommerceML without its root'],
    ['<Классификатор/>', 'a part of CommerceML without its root'],
    ['<ПакетПредложений/>', 'a part of CommerceML without its root'],
    ['<Документ/>', 'a part of CommerceML without its root'],
    // windows-1251 that was made a string as UTF-8
    ['<\uFFFD\uFFFD\uFFFD/>', 'text that was decoded wrongly before: pass the bytes'],
  ])('is named, and its place is where its tag begins: %s', async (xml, name) => {
    const { error, events } = await failureOf(`<?xml version="1.0"?>\n${xml}`)
    expect(error).toMatchObject({ code: 'wrong-root', found: name, position: { offset: 22, line: 2 } })
    expect(String(error)).toContain(name)
    expect(events).toEqual([])
  })

  test.each([
    ['root', 'root'],
    ['коммерческаяинформация', 'коммерческаяинформация'],
    ['КоммерческаяИнформация2', 'КоммерческаяИнформация2'],
    ['cml:Коммерческая', 'Коммерческая'],
  ])('and is unknown is named by its name: %s', async (name, found) => {
    const { error, events } = await failureOf(`<${name}><Каталог/></${name}>`)
    expect(error).toMatchObject({ code: 'wrong-root', found, position: { offset: 0, path: found } })
    expect(String(error)).toContain('expected КоммерческаяИнформация')
    expect(events).toEqual([])
  })

  test.each(['ignore', 'refuse'] as const)('is none of the elements that extras: %s is about', async (extras) => {
    expect((await failureOf('<html/>', { extras })).error).toMatchObject({ code: 'wrong-root', found: 'an HTML page' })
  })

  test.each([
    ['<!DOCTYPE html><html></html>', 'an HTML page'],
    ['<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN"><HTML></HTML>', 'an HTML page'],
    ['<!doctype html>', 'an HTML page'],
    ['<!DOCTYPE yml_catalog SYSTEM "shops.dtd"><yml_catalog/>', 'a Yandex Market catalog (YML)'],
  ])('is named by the DOCTYPE before it: %s', async (xml, name) => {
    const { error, events } = await failureOf(xml)
    expect(error).toMatchObject({ code: 'dtd-refused', found: name, position: { line: 1 } })
    expect(String(error)).toContain(`expected КоммерческаяИнформация, found ${name}`)
    expect(events).toEqual([])
  })
})
