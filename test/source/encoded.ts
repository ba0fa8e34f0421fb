import type { CommerceMLEvent } from 'commerceml'
import iconv from 'iconv-lite'
import { expect } from 'vitest'
import { feedAll, type Outcome } from '../helpers/bad-inputs.ts'

export const LETTERS = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя'

/** A catalog with a declaration, if any, in characters that every encoding here has. */
export function catalog(declared: string | undefined, extra = ''): string {
  const declaration = declared === undefined ? '' : `<?xml version="1.0" encoding="${declared}"?>\n`
  return `${declaration}<КоммерческаяИнформация ВерсияСхемы="2.08" ДатаФормирования="2024-02-01">
  <Каталог СодержитТолькоИзменения="true">
    <Ид>bd72d8f9-55bc-11d9-848a-00112f43529a</Ид>
    <Наименование>Основной каталог\u00A0товаров</Наименование>
    <Товары>
      <Товар Статус="Изменён">
        <Ид>чайник</Ид>
        <Наименование>${LETTERS}${extra}</Наименование>
        <Картинка>import_files/чайник.jpg</Картинка>
        <НашеПоле>&#1105; &amp; ё</НашеПоле>
      </Товар>
    </Товары>
  </Каталог>
</КоммерческаяИнформация>
`
}

export const encode = (text: string, encoding: string, addBOM = false): Uint8Array =>
  new Uint8Array(iconv.encode(text, encoding, { addBOM }))

/** What was told, without what must differ: offsets, and what is said of the encoding. */
export function contents({ code, events }: Outcome): string {
  expect(code).toBe('accepted')
  return JSON.stringify(
    events.map((event) => JSON.parse(event)),
    (key, value) => (['offset', 'encoding', 'declaredEncoding', 'bom'].includes(key) ? undefined : value),
  )
}

export const first = ({ events }: Outcome): CommerceMLEvent => JSON.parse(events[0] ?? '{}') as CommerceMLEvent

export const REFERENCE = contents(feedAll([catalog('UTF-8').replace(/.*\n/, '\n')]))
