import { describe, expect, test } from 'vitest'
import { differenceOf } from '../../fuzz/difference.ts'
import type { AnyReaderOptions } from '../../helpers/any-options.ts'
import { offers } from '../../helpers/documents.ts'
import { compare } from './compare.ts'

describe('what nobody wants', () => {
  const unit = '<БазоваяЕдиница Код="796 " НаименованиеПолное="Штука">шт</БазоваяЕдиница>'
  const price = (value: string): string =>
    `<Цена><ИдТипаЦены>р</ИдТипаЦены><ЦенаЗаЕдиницу>${value}</ЦенаЗаЕдиницу><Единица/>${unit}</Цена>`
  const offer = (value: string, rest = ''): string =>
    `<Предложение><Ид>${value}</Ид>${unit}<Цены>${price(value)}</Цены>${rest}<Количество>1</Количество></Предложение>\n`
  const prices: AnyReaderOptions = { fields: { offer: ['prices.unitPrice', 'quantity'] } }
  const header: AnyReaderOptions = { select: ['document'] }
  const all = (change: (xml: string) => string = (xml) => xml): string =>
    offers(Array.from({ length: 9 }, (_, index) => (index === 7 ? change(offer('7')) : offer(`${index}`))).join(''))

  test.each([prices, header])('is compared, and wrong where one byte makes it wrong: %j', (options) => {
    const element = offer('7')
    for (let at = 0; at < element.length; at++) {
      for (const other of ['', '<']) {
        compare(
          all(() => element.slice(0, at) + other + element.slice(at + 1)),
          options,
        )
      }
    }
  })

  test('wherever the input is cut', () => {
    const xml = all()
    for (let at = 0; at < Buffer.byteLength(xml); at += 11) compare(xml, prices, 'commerceml', [at])
  })

  test('may have ends that are not the guessed ones', () => {
    for (const odd of [unit.replace('</БазоваяЕдиница>', '</БазоваяЕдиница >'), unit.replace('шт', `>${unit}`)]) {
      const xml = offers(Array.from({ length: 9 }, (_, index) => offer(`${index}`, odd + odd)).join(''))
      for (const options of [prices, header]) compare(xml, options)
    }
  })

  test('is not beyond a limit unseen', () => {
    const deeper = all((xml) => xml.replace(unit, `<Ж><Ж><Ж>${unit}</Ж></Ж></Ж>`))
    for (const depth of [6, 7, 8, 9]) compare(deeper, { ...prices, limits: { depth } })
    for (const textLength of [1, 2, 4, 5]) compare(all(), { ...prices, limits: { textLength } })
  })

  // Where nothing was expected, all is read step by step.
  const commented = (text: string): string =>
    offers(
      [...'123'].map((id) => offer(id, `<Комментарий>${id}</Комментарий>`)).join('') +
        offer('4', `<Комментарий>${text}</Комментарий>`),
    )

  test('texts of every character', () => {
    const characters = [
      'a',
      'ж',
      '\u00a0',
      '№',
      '\ufffd',
      '\ufffe',
      '\u{1f600}',
      ']]',
      ']]>',
      '\t',
      '\r',
      '\u0001',
      '\u007f',
    ]
    for (const character of characters) {
      for (let before = 0; before < 17; before++) {
        for (const filling of ['a', 'ж']) compare(commented(`${filling.repeat(before)}${character}ы`), prices)
      }
    }
  })

  test('texts as long as they may be, and longer', () => {
    for (const letter of ['a', 'ж', '№']) {
      for (const length of [19, 20, 21, 39, 41]) {
        compare(commented(letter.repeat(length)), { ...prices, limits: { textLength: 20 } })
      }
    }
  })

  test('texts that are not UTF-8', () => {
    const whole = Buffer.from(commented('абвгдежзийклмнопabc'))
    const from = whole.indexOf('абвг')
    for (let at = from; at < from + 36; at++) {
      for (const byte of [0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xf0, 0xff]) {
        const bytes = Buffer.from(whole)
        bytes[at] = byte
        const options = { bytes, plan: 'commerceml', options: prices, cuts: { wasm: [], saxes: [] } } as const
        expect(differenceOf(options)).toBeUndefined()
      }
    }
  })
})
