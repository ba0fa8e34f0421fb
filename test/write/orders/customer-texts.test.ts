import { requisiteOf } from 'commerceml/schema'
import { ORDER_PROFILES, orderFromShop, writeOrders } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { fc } from '../../helpers/properties.ts'
import { joinedBytes } from '../helpers/bytes.ts'
import { carried, readBack } from '../helpers/carried-orders.ts'
import { MINIMAL_ORDER, WHOLE_ORDER } from '../helpers/hand-made-orders.ts'
import { PROFILES } from '../helpers/profile-names.ts'

describe('what a customer writes never breaks the document, and comes back', () => {
  const texts: readonly [of: string, written: string, read: string][] = [
    ['the end of a section', ']]>', ']]>'],
    ['elements', '</Значение><Отменен>true</Отменен>', '</Значение><Отменен>true</Отменен>'],
    ['markup', '<!-- <![CDATA[ <?php &amp; &#0; "', '<!-- <![CDATA[ <?php &amp; &#0; "'],
    ['an emoji and letters windows-1251 lacks', '🐝 é 中 ₽ №', '🐝 é 中 ₽ №'],
    ['blanks', ' \t\r\n\u00A0\u2028 ', ' \t\r\n\u00A0\u2028 '],
    ['controls', 'а\0б\u0008в\u000Bг\u001Bд', 'а\uFFFDб\uFFFDв\uFFFDг\uFFFDд'],
    ['halves of an emoji', '\uD83Dа\uDC1D', '\uFFFDа\uFFFD'],
    ['units that are no characters', '\uFFFE\uFFFF', '\uFFFD\uFFFD'],
    ['controls of the second kind', '\u0080\u0085\u009F', '\u0080\u0085\u009F'],
    ['a byte order mark', '\uFEFFа', '\uFEFFа'],
  ]

  test.each(PROFILES.flatMap((profile) => texts.map((row) => [profile, ...row] as const)))(
    '%s: %s',
    async (profile, _, written, read) => {
      const text = `я${written}`
      const order = await carried(
        {
          ...WHOLE_ORDER,
          discounts: [],
          comment: text,
          customerComment: text,
          customer: { person: { lastName: text }, phone: text },
          address: text,
          lines: [
            { id: text, name: text, article: text, quantity: 1, price: 1, vat: 20, characteristics: { [text]: text } },
          ],
          requisites: { [text]: text },
        },
        profile,
      )
      const expected = `я${read}`
      const { customerComment, splitsNames } = ORDER_PROFILES[profile]
      expect(order).toMatchObject({
        comment: customerComment === 'apart' ? expected : `${expected}\n${expected}`,
        counterparties: [
          { lastName: expected, contacts: [{ value: expected }], address: { representation: expected } },
        ],
        lines: [
          {
            id: expected,
            name: splitsNames ? expected.replace('#', '№') : expected,
            characteristics: [{ name: expected, value: expected }],
          },
          {},
        ],
      })
      expect(requisiteOf(order, 'Комментарии покупателя')).toBe(customerComment === 'as one' ? undefined : expected)
      expect(requisiteOf(order, expected)).toBe(expected)
    },
  )

  // УНФ 3.0 reads a text in which U+FFFD stands once more, as windows-1251: all of the document would be lost.
  test.each(['windows-1251', 'utf-8', 'utf-8-bom'] as const)(
    '%s: what XML has no way to say is a reference',
    async (encoding) => {
      const order = orderFromShop(
        { ...MINIMAL_ORDER, comment: 'а\0\uD83D\uFFFD<', requisites: { 'б\0': 'в' } },
        { profile: 'unf' },
      )
      const bytes = await joinedBytes(
        writeOrders([order], { profile: 'unf', createdAt: '2026-01-31T12:30:00', encoding }),
      )
      const text = new TextDecoder(encoding === 'windows-1251' ? encoding : 'utf-8').decode(bytes)
      expect(text).toContain('<Комментарий>а&#65533;&#65533;&#65533;&lt;</Комментарий>')
      expect(text).toContain('<Наименование>б&#65533;</Наименование>')
      expect(text).not.toContain('\uFFFD')
    },
  )

  test.each(PROFILES)('%s: any units at all', async (profile) => {
    const bad = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 50 })
    await fc.assert(
      fc.asyncProperty(fc.array(units, { minLength: 1, maxLength: 20 }), async (comments) => {
        const texts = comments.map((units) => `я${String.fromCharCode(...units)}`) // an empty one is none
        const { customerComment, ...whole } = WHOLE_ORDER
        const shops = texts.map((comment, id) => ({ ...whole, id: String(id), number: String(id), comment }))
        const read = await readBack(
          shops.map((shop) => orderFromShop(shop, { profile })),
          profile,
        )
        const orders = read.filter(({ operation }) => operation === 'Заказ товара')
        expect(orders.map(({ comment }) => comment)).toEqual(texts.map((text) => text.replace(bad, '\uFFFD')))
      }),
      { numRuns: 30 },
    )
  })
})
