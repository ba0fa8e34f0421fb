import type { ExchangeOptions } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { OneC, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite } from '../helpers/site.ts'

watchRejections()

describe('who authenticates', () => {
  test.each([
    ['false', () => false],
    ['something that is only like true', () => 'yes' as unknown as boolean],
    ['false later', async () => false],
    ['nothing', () => undefined as unknown as boolean],
  ])('and gives %s lets nobody in', async (_, authenticate) => {
    const { exchange } = makeSite({ authenticate })
    expect((await new OneC(exchange).checkauth()).text).toBe('failure\nНеверное имя пользователя или пароль.')
  })

  test.each([
    ['authenticate', { authenticate: () => Promise.reject(new Error('no database')) }],
    ['allowAttempt', { allowAttempt: () => Promise.reject(new Error('no database')) }],
  ])('and fails in %s is a fault of the site, and lets nobody in', async (_, options) => {
    const { exchange, errors } = makeSite(options)
    const reply = await new OneC(exchange).checkauth()
    expect(reply.text).toBe('failure\nВнутренняя ошибка сайта: подробности в его журнале.')
    expect(errors.map(String)).toEqual(['Error: no database'])
  })

  test.each([
    [{ id: 1, hash: 'secret' }, 'object'],
    ['secret', 'string'],
    [1, 'number'],
  ])('is refused where it answers neither yes nor no: the site is told, without the value (%j)', async (row, type) => {
    const told: unknown[] = []
    const { exchange } = makeSite({
      authenticate: async () => row as unknown as boolean,
      onError: (error, context) => told.push([String(error), context]),
    })
    const reply = await new OneC(exchange).checkauth()
    expect(reply.text).toBe('failure\nНеверное имя пользователя или пароль.')
    expect(told).toEqual([
      [`TypeError: authenticate must return true or false, not a value of type ${type}`, { mode: 'checkauth' }],
    ])
  })

  test.each([undefined, null, false])('is refused with %s, which is no fault', async (said) => {
    const { exchange, errors } = makeSite({ authenticate: () => said as unknown as boolean })
    expect((await new OneC(exchange).checkauth()).text).toBe('failure\nНеверное имя пользователя или пароль.')
    expect(errors).toEqual([])
  })

  test('is given the credentials whole, and who asks', async () => {
    const asked: unknown[] = []
    const { exchange } = makeSite({
      authenticate: (...given) => {
        asked.push(given)
        return true
      },
    })
    const client = new OneC(exchange, 'Администратор', 'а:б::в ')
    expect((await client.checkauth('sale', { address: '10.0.0.1' })).word).toBe('success')
    expect(asked).toEqual([
      [
        { user: 'Администратор', password: 'а:б::в ' },
        { user: 'Администратор', address: '10.0.0.1' },
      ],
    ])
  })

  test.each([undefined, 'Bearer x', 'Basic', 'Basic !!!', `Basic ${btoa('nocolon')}`])(
    'is not asked for %j',
    async (authorization) => {
      const { exchange } = makeSite({ authenticate: () => true })
      const reply = await new OneC(exchange).checkauth('catalog', { authorization })
      expect(reply.text).toBe('failure\nУкажите имя пользователя и пароль.')
    },
  )
})

describe('a token', () => {
  const BAD = 'failure\nОшибка проверки источника запроса: параметр sessid не совпадает с выданным.\nОбмен не начат.'
  const NONE =
    'failure\nПараметр sessid не передан: добавляйте к адресу четвёртую строку ответа на вход (checkauth).\nОбмен не начат.'
  const begin = async (token: ExchangeOptions['token'] & string) => {
    const client = new OneC(makeSite({ token }).exchange)
    const reply = await client.checkauth()
    return { client, reply }
  }

  test('is no part of the welcome where there are none', async () => {
    const { client, reply } = await begin('off')
    expect(reply.lines).toHaveLength(3)
    expect((await client.ask('catalog', 'init', { sessid: 'whatever' })).word).toBe('zip=no')
  })

  test.each([
    ['offered', true, false, false],
    ['required', true, false, true],
  ] as const)('%s: right, wrong, missing', async (rule, right, wrong, missingRefused) => {
    const { client, reply } = await begin(rule)
    expect(reply.lines.map((line) => line.split('=')[0])).toEqual([
      'success',
      'commerceml_session',
      client.id,
      'sessid',
      'timestamp',
      '',
    ])
    expect((await client.ask('catalog', 'init')).word === 'zip=no').toBe(right)
    const token = client.token
    for (const bad of ['wrong', '', `${token}0`, token?.slice(1) ?? '']) {
      client.token = bad
      expect((await client.ask('catalog', 'init')).text === BAD).toBe(!wrong)
    }
    client.token = `sessid=${token}` // the line whole
    expect((await client.ask('catalog', 'init')).word === 'zip=no').toBe(right)
    client.token = undefined
    expect((await client.ask('catalog', 'init')).text === NONE).toBe(missingRefused)
  })

  test('of another session does not pass, and a wrong one reads nothing', async () => {
    const { exchange } = makeSite({ token: 'required' })
    const [one, other] = [new OneC(exchange), new OneC(exchange)]
    await one.begin()
    await other.begin()
    other.token = one.token
    let read = false
    async function* body() {
      read = true
      yield utf8('x')
    }
    const reply = await other.ask('catalog', 'file', { filename: 'a.xml' }, { body: body() })
    expect([reply.text, read]).toEqual([BAD.replace('\nОбмен не начат.', ''), false])
  })
})

test('the welcome is a cookie for those who keep cookies too', async () => {
  const client = new OneC(makeSite().exchange)
  const { headers } = await client.checkauth()
  expect(headers['Set-Cookie']).toBe(`commerceml_session=${client.id}; Path=/; HttpOnly; SameSite=Strict`)
  expect(headers['Cache-Control']).toBe('no-store')
  const init = await client.ask('catalog', 'init')
  expect(init.headers).not.toHaveProperty('Set-Cookie')
})
