import { orderFromShop, type ShopOrder, writeOrders } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { joinedBytes } from '../helpers/bytes.ts'
import { MINIMAL_ORDER } from '../helpers/hand-made-orders.ts'

/**
 * What УТ 10.3 keeps of the words of an order: Комментарий, which has no length, and properties of 50 characters
 * (UT103 `СоздатьОбновитьДокументы`, `НайтиСоздатьУстановитьСвойствоДокумента`).
 */
async function keptOf(shop: ShopOrder): Promise<{ comment: string | undefined; properties: Record<string, string> }> {
  const order = orderFromShop(shop, { profile: 'ut103' })
  const bytes = await joinedBytes(writeOrders([order], { profile: 'ut103', createdAt: '2026-01-31T12:30:00' }))
  const text = new TextDecoder('windows-1251').decode(bytes)
  const rows = text.matchAll(
    /<ЗначениеРеквизита><Наименование>([^<]*)<\/Наименование><Значение>([^<]*)<\/Значение><\/ЗначениеРеквизита>/g,
  )
  const properties = Array.from(rows, ([, name = '', value = '']) => [name.slice(0, 50), value.slice(0, 50)] as const)
  return { comment: /<Комментарий>([^<]*)/.exec(text)?.[1], properties: Object.fromEntries(properties) }
}

describe('УТ 10.3', () => {
  const customerComment = 'Позвоните за час до приезда: домофон не работает, вход со двора, оплата картой курьеру'

  test('has the customer’s comment whole only in Комментарий, before the manager’s', async () => {
    const alone = await keptOf({ ...MINIMAL_ORDER, customerComment })
    expect(alone.comment).toBe(customerComment)
    expect(alone.properties['Комментарии покупателя']).toBe(customerComment.slice(0, 50))
    const both = await keptOf({ ...MINIMAL_ORDER, customerComment, comment: 'Постоянный' })
    expect(both.comment).toBe(`${customerComment}\nПостоянный`)
    expect((await keptOf({ ...MINIMAL_ORDER, comment: 'Постоянный' })).comment).toBe('Постоянный')
    expect((await keptOf(MINIMAL_ORDER)).comment).toBeUndefined()
  })
})
