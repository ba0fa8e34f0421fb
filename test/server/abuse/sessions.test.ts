import { describe, expect, test } from 'vitest'
import { MODES, TYPES, watchedSite } from '../helpers/abuse.ts'
import { FakeClock } from '../helpers/fake-clock.ts'
import { catalogOf, ids, products } from '../helpers/files.ts'
import { OneC, piecesOf, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite, type TestSite } from '../helpers/site.ts'
import { isWrite } from '../helpers/watched-stores.ts'

// Each `describe` is named by the abuse or the fault that it is about.

watchRejections()

describe('no or wrong cookie on init/file/import/query/success', () => {
  const cells = TYPES.flatMap((type) => MODES.map((mode) => ({ type, mode })))
  const cookieOf: Record<string, (site: TestSite, clock: FakeClock) => Promise<string | undefined>> = {
    none: async () => undefined,
    wrong: async () => `commerceml_session=${'ab'.repeat(16)}`,
    'of another shape': async () => 'commerceml_session=../../x; PHPSESSID=1',
    'of another name, and wrong': async () => `PHPSESSID=${'ab'.repeat(16)}`,
    expired: async ({ exchange }, clock) => {
      const client = new OneC(exchange)
      await client.begin()
      await clock.advance(6 * 60 * 60 * 1000 + 1)
      return client.cookie
    },
  }

  test.each(Object.entries(cookieOf))(
    '%s: the same failure in each cell, the body is not read, nothing is stored',
    async (name, cookieFor) => {
      const texts = new Set<string>()
      let asked = 0
      for (const { type, mode } of cells) {
        const clock = new FakeClock()
        let read = 0
        const site = watchedSite({ clock })
        const cookie = await cookieFor(site, clock)
        site.operations.length = 0
        async function* body() {
          read++
          yield utf8('x')
        }
        const parameters = { filename: 'import.xml', timestamp: '1', package: '0' }
        const reply = await new OneC(site.exchange).ask(type, mode, parameters, { cookie, body: body() })
        const known = !(type === 'get_catalog' && !['init', 'query'].includes(mode))
        const possible =
          known &&
          !(type !== 'sale' && ['query', 'success', 'info', 'listen'].includes(mode) && type !== 'get_catalog') &&
          !(type !== 'catalog' && mode === 'deactivate')
        // To init there is a line more, or УТ would take it for the parameters.
        const text = mode === 'init' ? reply.text.replace('\nОбмен не начат.', '') : reply.text
        if (possible) texts.add(text)
        else expect(text).toBe('failure\nНеизвестная команда: проверьте параметры type и mode.')
        asked++
        expect(reply.status).toBe(200)
        expect(read).toBe(0)
        expect(site.operations.filter(isWrite)).toEqual([])
        expect(site.operations.every(({ name }) => name === 'sessions.get')).toBe(true)
        expect(reply.headers).not.toHaveProperty('Set-Cookie')
      }
      expect(asked).toBe(TYPES.length * MODES.length)
      expect([...texts]).toEqual([
        name === 'none'
          ? 'failure\nКлиент не прислал cookie, выданный при входе (checkauth): имя — вторая строка ответа, значение — третья.'
          : 'failure\nСеанс обмена не открыт или истёк: начните обмен заново.',
      ])
    },
  )

  test("other user's: a session reads and writes in its own area alone, whatever names it knows", async () => {
    const { exchange, operations, records } = watchedSite()
    const [mine, other] = [new OneC(exchange), new OneC(exchange, 'other', 'пароль:с:двоеточиями')]
    await mine.begin()
    await mine.upload('import.xml', catalogOf(ids(3)))
    await other.begin()
    for (const { type, mode } of cells) {
      operations.length = 0
      await other.ask(type, mode, { filename: 'import.xml', timestamp: '1' }, { body: piecesOf(utf8('<x/>')) })
      expect(operations.filter(({ area }) => area !== undefined && area !== other.id)).toEqual(
        operations.filter(({ name }) => name === 'imports.importsSince'),
      )
    }
    expect(records).toEqual([])
    expect((await mine.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products(ids(3)))
  })
})

describe('session fixation', () => {
  test("a fresh id of 128 bits at each checkauth; the client's own is never taken, and does not work", async () => {
    const { exchange } = makeSite()
    const seen = new Set<string>()
    const own = 'ab'.repeat(16)
    const client = new OneC(exchange)
    for (let times = 0; times < 100; times++) {
      await client.checkauth('catalog', { cookie: `commerceml_session=${own}` })
      expect(client.id).toMatch(/^[0-9a-f]{32}$/)
      seen.add(client.id)
    }
    expect(seen.size).toBe(100)
    expect(seen.has(own)).toBe(false)
    const reply = await client.ask('catalog', 'init', {}, { cookie: `commerceml_session=${own}` })
    expect(reply.word).toBe('failure')
  })

  test('a login with a live session of somebody else begins a session of its own, and leaves that one alone', async () => {
    const { exchange } = makeSite()
    const [mine, other] = [new OneC(exchange), new OneC(exchange, 'other', 'пароль:с:двоеточиями')]
    await mine.begin()
    await other.checkauth('catalog', { cookie: mine.cookie })
    expect(other.id).not.toBe(mine.id)
    expect((await mine.ask('catalog', 'init')).word).toBe('zip=no')
  })
})

describe('brute force', () => {
  test('1,000 wrong then 1 right: the limiter was called each time, and no password is in records or errors', async () => {
    const asked: unknown[] = []
    const attempts: unknown[] = []
    const told: unknown[] = []
    const { exchange, errors } = makeSite({
      allowAttempt: (attempt) => {
        asked.push(attempt)
        return true
      },
      onAttempt: (attempt) => attempts.push(attempt),
      onRequest: (record) => told.push(record),
    })
    for (let number = 0; number < 1_000; number++) {
      const client = new OneC(exchange, 'shop', `geheim-${number}`)
      const reply = await client.checkauth('catalog', { address: '10.0.0.1' })
      expect(reply.text).toBe('failure\nНеверное имя пользователя или пароль.')
      expect(reply.headers).not.toHaveProperty('Set-Cookie')
    }
    const right = new OneC(exchange)
    expect((await right.checkauth('catalog', { address: '10.0.0.1' })).word).toBe('success')
    expect(asked).toHaveLength(1_001)
    expect(asked.every((attempt) => JSON.stringify(attempt) === '{"user":"shop","address":"10.0.0.1"}')).toBe(true)
    expect(attempts.filter((attempt) => (attempt as { accepted: boolean }).accepted)).toHaveLength(1)
    expect(told).toHaveLength(1_001)
    const everything = JSON.stringify([asked, attempts, told, errors.map(String)])
    expect(everything).not.toMatch(/geheim|right/)
    expect(everything).not.toContain(right.id)
  })

  test('a limiter that says no keeps even the right password out, and it is not looked at', async () => {
    let looked = 0
    const { exchange } = makeSite({
      allowAttempt: async () => false,
      authenticate: () => {
        looked++
        return true
      },
    })
    const reply = await new OneC(exchange).checkauth()
    expect(reply.text).toBe('failure\nСлишком много попыток входа: повторите позже.')
    expect(looked).toBe(0)
  })
})
