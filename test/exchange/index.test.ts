import { expect, test } from 'vitest'
import * as exchange from '../../src/exchange/index.ts'

test('the machine can be driven with its public names alone', () => {
  const settings = exchange.resolveSettings({ cookie: 'sid' })
  const request = exchange.parseRequest({ url: '/1c?type=sale&mode=checkauth' }, settings.cookie)
  const decision = exchange.decide(settings, request, undefined, 0)
  const welcome = { is: 'welcome', user: '1c', sessionId: '0'.repeat(32), token: '1'.repeat(32) } as const
  const { reply, session } = exchange.conclude(settings, decision, welcome, 0)
  expect(reply).toEqual({ kind: 'text', text: `success\nsid\n${'0'.repeat(32)}`, status: 200 })
  const query = exchange.parseRequest({ url: '/1c?type=sale&mode=query' }, settings.cookie)
  expect(exchange.decide(settings, query, session, 0)).toMatchObject({
    do: 'offer',
    to: exchange.TRANSITIONS.sale.open.query,
  })
})
