import { interpretOrder } from 'commerceml/schema'
import { describe, expect, test } from 'vitest'
import { saying } from './saying.ts'

describe('statuses', () => {
  test.each([
    ['Отменён', {}, true],
    ['отменен', {}, true],
    [' ОТМЕНЁН ', {}, true],
    ['Отменён клиентом', {}, false],
    ['[C] Отменён', {}, true],
    ['[Отменён] Принят', {}, false],
    ['[Отменён', {}, false],
    ['[F] Закрыт', { cancelledStatuses: ['[F] Закрыт'] }, true],
    ['Закрыт', { cancelledStatuses: ['Закрыт'] }, true],
    ['Отменён', { cancelledStatuses: [] }, false],
    ['Отменён', { cancelledStatuses: ['Закрыт'] }, false],
  ])('%j with %j: cancelled is %j', (status, options, cancelled) => {
    const state = interpretOrder(saying({ 'Статус заказа': status }), options)
    expect(state.cancelled).toBe(cancelled)
    expect(state.sources['cancelled']).toBe(cancelled ? 'Статус заказа' : undefined)
  })

  test('a status that means cancelled goes before the flag that says no', () => {
    const state = interpretOrder(saying({ 'Статус заказа': 'Отменён', Отменен: 'false' }))
    expect(state).toMatchObject({ cancelled: true, sources: { cancelled: 'Статус заказа' } })
  })

  test('a flag that says yes is the source, whatever status stands beside it', () => {
    const state = interpretOrder(saying({ 'Статус заказа': 'Отменён', Отменен: 'true' }))
    expect(state).toMatchObject({ cancelled: true, sources: { cancelled: 'Отменен' } })
  })

  test.each([
    ['Отгружен', 'shipped'],
    ['отгружён', 'shipped'],
    ['[P] Отгружен', 'shipped'],
    ['[N] Новый', '[N] Новый'],
    ['Новый', 'Новый'],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
  ])('%s is %s through the table', (status, site) => {
    const options = { statuses: { Отгружен: 'shipped' } }
    expect(interpretOrder(saying({ 'Статус заказа': status }), options).status).toBe(site)
  })

  test('the reason of a name of its own goes before the others', () => {
    const requisites = { 'Причина отмены': 'б', 'Почему не надо': 'а' }
    expect(interpretOrder(saying(requisites), { cancelReasonName: 'почему  не надо' })).toMatchObject({
      cancelReason: 'а',
      sources: { cancelReason: 'Почему не надо' },
    })
  })
})
