import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { cutAt, essence, feedAll } from '../helpers/bad-inputs.ts'
import { fc } from '../helpers/properties.ts'

const encode = (text: string, encoding: string, addBOM = false): Uint8Array =>
  new Uint8Array(iconv.encode(text, encoding, { addBOM }))
const id = (number: number): string => `bd72d8f9-55bc-11d9-848a-${String(number).padStart(12, '0')}`

function groupsXml(depth: number): string {
  if (depth === 0) return ''
  return `<Группы><Группа><Ид>${id(depth)}</Ид><Наименование>Группа ${depth}</Наименование>${groupsXml(depth - 1)}</Группа></Группы>`
}

const productXml = (number: number): string =>
  `
      <Товар Статус="${number % 7 === 0 ? 'Удалён' : 'Изменён'}">
        <Ид>${id(number)}#${id(number + 1)}</Ид>
        <Артикул>Ч-${number}</Артикул>
        <Наименование>Чайник &quot;Ромашка&quot; &#8470;${number} &lt;2&nbsp;л&gt;</Наименование>
        <!-- ${number % 2 === 0 ? 'снят с продажи' : 'новинка'} -->
        <БазоваяЕдиница Код="796" НаименованиеПолное='Штука "целая"'>шт</БазоваяЕдиница>
        <Группы><Ид>${id(1)}</Ид></Группы>
        <Описание><![CDATA[<b>Кипятит</b> & свистит ]] > ]]></Описание>
        <СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>20</Ставка></СтавкаНалога></СтавкиНалогов>
        <ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Вес</Наименование><Значение>1,5</Значение></ЗначениеРеквизита></ЗначенияРеквизитов>
        <НашеПоле цвет="белый"><вложено/>текст</НашеПоле>
      </Товар>`.replace('&nbsp;', '&#160;')

const offerXml = (number: number): string => `
      <Предложение>
        <Ид>${id(number)}</Ид>
        <Цены><Цена><ИдТипаЦены>${id(9)}</ИдТипаЦены><ЦенаЗаЕдиницу>${number === 3 ? 'по запросу' : `1234,5${number}`}</ЦенаЗаЕдиницу></Цена></Цены>
        <Количество>${number}</Количество>
        <Склад ИдСклада="${id(8)}" КоличествоНаСкладе="${number}"/>
      </Предложение>`

/** Both shapes in one file, as some 1C write them, with everything that XML has. It ends with its last character. */
function exportXml(encoding: string, products: number): string {
  const times = (make: (number: number) => string): string =>
    Array.from({ length: products }, (_, index) => make(index + 1)).join('')
  return `<?xml version="1.0" encoding="${encoding}"?>
<?mso-application progid="Excel.Sheet"?>
<!-- выгрузка 1С -->
<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_2" ВерсияСхемы="2.08" ДатаФормирования="2024-02-01T10:00:00">
  <Классификатор>
    <Ид>${id(5)}</Ид>
    <Наименование>Классификатор (Основной)</Наименование>
    ${groupsXml(3)}
    <Свойства><Свойство><Ид>${id(6)}</Ид><Наименование>Цвет</Наименование></Свойство></Свойства>
  </Классификатор>
  <Каталог СодержитТолькоИзменения="false">
    <Ид>${id(7)}</Ид>
    <Товары>${times(productXml)}
    </Товары>
  </Каталог>
  <ПакетПредложений>
    <ТипыЦен><ТипЦены><Ид>${id(9)}</Ид><Валюта>RUB</Валюта></ТипЦены></ТипыЦен>
    <Предложения>${times(offerXml)}
    </Предложения>
  </ПакетПредложений>
</КоммерческаяИнформация>`
}

/** What the large one has, in 2 kB. */
const shortXml = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>
<!-- выгрузка 1С -->
<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_2" ВерсияСхемы="2.08">
  <Классификатор>
    ${groupsXml(2)}
  </Классификатор>
  <Каталог СодержитТолькоИзменения="false">
    <Товары>${productXml(1)}
    </Товары>
  </Каталог>
</КоммерческаяИнформация>`

/** All numbers below a length, as ranges of a size at most. */
const slices = (length: number, size: number): [from: number, to: number][] =>
  Array.from({ length: Math.ceil(length / size) }, (_, index) => [index * size, Math.min(length, (index + 1) * size)])

describe('an export cut at any byte is a truncated one, and what it told is a beginning of what the whole tells', () => {
  describe.each([
    ['10 kB in UTF-8', encode(exportXml('UTF-8', 5), 'utf-8'), 10_000],
    ['10 kB in windows-1251', encode(exportXml('windows-1251', 8), 'windows-1251'), 10_000],
    ['UTF-8 with a byte order mark', encode(shortXml('UTF-8'), 'utf-8', true), 2_000],
    ['UTF-16LE with a byte order mark', encode(shortXml('UTF-16'), 'utf-16le', true), 2_500],
    ['UTF-16BE', encode(shortXml('UTF-16BE'), 'utf-16be'), 2_500],
    ['windows-1251 with CR LF', encode(shortXml('windows-1251').replaceAll('\n', '\r\n'), 'windows-1251'), 1_200],
    ['a lie: UTF-8 declared windows-1251', encode(shortXml('windows-1251'), 'utf-8'), 2_000],
  ])('%s', (_, bytes, length) => {
    const whole = feedAll([bytes])

    test('whole', () => {
      expect(bytes.length).toBeGreaterThan(length)
      expect(whole.code).toBe('accepted')
      expect(whole.events.at(-1)).toContain('"type":"end"')
    })

    // Sweeps of 10 kB read 50 MB: in slices none of them runs into the time-out of a test on a slow machine.
    test.each(slices(bytes.length, 1_000))('from byte %i to %i', (from, to) => {
      const wrong: number[] = []
      for (let at = from; at < to; at++) {
        const { code, events } = feedAll([bytes.subarray(0, at)])
        const isBeginning =
          events.length < whole.events.length && events.every((event, index) => event === whole.events[index])
        if (code !== 'truncated-input' || !isBeginning) wrong.push(at)
      }
      expect(wrong).toEqual([])
    })
  })
})

describe('an export with one byte changed is accepted or refused, and nothing else', () => {
  const REPLACEMENTS = [0x00, 0x0a, 0x20, 0x26, 0x3c, 0x3e, 0x80, 0xff]

  test.each([
    ['UTF-8', encode(shortXml('UTF-8'), 'utf-8')],
    ['windows-1251', encode(shortXml('windows-1251'), 'windows-1251')],
  ])('%s', (_, bytes) => {
    const codes = new Set<string>()
    const differing: string[] = []
    for (const [at, original] of bytes.entries()) {
      for (const [index, byte] of REPLACEMENTS.entries()) {
        if (byte === original) continue
        const changed = Uint8Array.from(bytes)
        changed[at] = byte
        const whole = feedAll([changed]) // throws what is no CommerceMLError
        codes.add(whole.code)
        // Every third is cut behind the wrong byte too: that must make no difference.
        if ((at + index) % 3 === 0 && essence(feedAll(cutAt(changed, at + 1))) !== essence(whole)) {
          differing.push(`${at}: ${byte}`)
        }
      }
    }
    expect(differing).toEqual([])
    expect([...codes]).toEqual(expect.arrayContaining(['accepted', 'not-well-formed', 'truncated-input']))
  })
})

describe('20,000 ways to cut small documents make no difference', () => {
  const folder = fileURLToPath(new URL('../../fixtures/bad/', import.meta.url))
  const bad = readdirSync(folder)
    .filter((code) => !/^(?:\.|zip-|folder-)/.test(code))
    .flatMap((code) => readdirSync(folder + code).map((file) => readFileSync(`${folder}${code}/${file}`)))
    .filter(({ length }) => length < 2_500)
  const good = ['UTF-8', 'windows-1251', 'KOI8-R', 'UTF-16LE', 'UTF-16BE'].flatMap((encoding) => {
    const xml = exportXml(encoding, 1)
    const short = `<?xml version='1.0' encoding='${encoding}'?>\r\n<КоммерческаяИнформация\r\n ВерсияСхемы='2.05'\r/>\r\n<!-- -->`
    return [xml, xml.replaceAll('\n', '\r\n'), short].map((text) => encode(text, encoding))
  })
  const documents = [...bad, ...good].map((bytes) => ({ bytes, whole: essence(feedAll([bytes])) }))

  test('the documents are enough', () => {
    expect(documents.length).toBeGreaterThan(60)
  })

  test('equal events and codes', () => {
    const cutting = fc.tuple(
      fc.constantFrom(...documents.keys()),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
    )
    fc.assert(
      fc.property(cutting, ([number, places]) => {
        const { bytes, whole } = documents[number] as (typeof documents)[number] // one of its keys
        const cuts = places.map((place) => Math.floor(place * bytes.length)).sort((a, b) => a - b)
        const chunks = [...cuts, bytes.length].map((cut, index) => bytes.subarray(cuts[index - 1] ?? 0, cut))
        return essence(feedAll(chunks)) === whole
      }),
      { numRuns: 20_000 },
    )
  })
})
