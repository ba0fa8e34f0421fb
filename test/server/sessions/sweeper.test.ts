import { memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { FakeClock, settled } from '../helpers/fake-clock.ts'
import { catalogOf } from '../helpers/files.ts'
import { OneC, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite, PASSWORDS } from '../helpers/site.ts'
import { isWrite, type Operation, watchedStores } from '../helpers/watched-stores.ts'

watchRejections()

const HOURS = 60 * 60 * 1000
const OVER = 'failure\nСеанс обмена не открыт или истёк: начните обмен заново.'

describe('a session', () => {
  test('that is over is swept up at a later login, with its files and nobody else’s, once a minute', async () => {
    const clock = new FakeClock()
    const operations: Operation[] = []
    const stores = watchedStores(memoryStores(), (operation, work) => {
      operations.push(operation)
      return work()
    })
    const { exchange } = makeSite({ clock, stores })
    const [old, late] = [new OneC(exchange), new OneC(exchange)] as const
    const live = new OneC(exchange, 'other', PASSWORDS['other'])
    await old.begin()
    await old.upload('import.xml', catalogOf([1]))
    await clock.advance(3 * HOURS)
    await live.begin()
    await live.upload('import.xml', catalogOf([2]))
    await clock.advance(3 * HOURS + 1)
    operations.length = 0
    await late.checkauth()
    await settled()
    const swept = operations.filter((operation) => isWrite(operation) && operation.area !== undefined)
    expect(swept.map(({ name, area }) => [name, area])).toEqual([
      ['imports.clear', old.id],
      ['uploads.clear', old.id],
      ['sessions.remove', old.id],
    ])
    expect(await stores.uploads.list(old.id)).toEqual([])
    expect((await live.imported('import.xml')).word).toBe('success')
    const looks = (): number => operations.filter(({ name }) => name === 'sessions.unusedSince').length
    for (let times = 0; times < 10; times++) await late.checkauth()
    expect(looks()).toBe(1)
    await clock.advance(60_000)
    await late.checkauth()
    expect(looks()).toBe(2)
  })

  test('a sweep that fails for one lets the login pass, is told, takes the others, and is made up for', async () => {
    const clock = new FakeClock()
    const broken = new Set<string>()
    const stores = watchedStores(memoryStores(), (operation, work) => {
      if (broken.has(operation.area ?? '') && operation.name === 'uploads.clear') throw new Error('EIO')
      return work()
    })
    const leftovers = async (): Promise<void> => {
      throw new Error('EBUSY')
    }
    const { exchange, errors } = makeSite({ clock, stores: { ...stores, sweep: leftovers } })
    const old = [new OneC(exchange), new OneC(exchange), new OneC(exchange)]
    for (const client of old) {
      await client.checkauth()
      await client.upload('import.xml', catalogOf([1]))
    }
    for (const client of old.slice(0, 2)) broken.add(client.id)
    await clock.advance(7 * HOURS)
    errors.length = 0
    expect((await new OneC(exchange).checkauth()).word).toBe('success')
    await settled()
    expect(errors.map(String)).toEqual(['Error: EBUSY', 'Error: EIO', 'Error: EIO'])
    expect((await stores.uploads.areas()).toSorted()).toEqual([...broken].toSorted())
    broken.clear()
    await clock.advance(60_000)
    await new OneC(exchange).checkauth()
    await settled()
    expect(await stores.uploads.areas()).toEqual([])
  })

  test('that was lost, as in a power cut, leaves nothing behind for long', async () => {
    const clock = new FakeClock()
    const stores = memoryStores()
    const { exchange } = makeSite({ clock, stores })
    const [lost, kept] = [new OneC(exchange), new OneC(exchange)]
    for (const client of [lost, kept]) {
      await client.checkauth()
      await client.upload('import.xml', catalogOf([1]))
      await client.imported('import.xml')
    }
    await stores.sessions.remove(lost.id)
    await clock.advance(60_000)
    await kept.checkauth()
    await settled()
    expect(await stores.uploads.areas()).not.toContain(lost.id)
    expect(await stores.imports.get(lost.id, 'import.xml')).toBeUndefined()
    expect(await stores.uploads.areas()).toHaveLength(1)
  })

  test.each([
    ['begins another', (client: OneC) => client.checkauth()],
    ['completes one', (client: OneC) => client.ask('catalog', 'complete')],
  ])('keeps its uploads until it is idle for half an hour and its user %s', async (_, act) => {
    const clock = new FakeClock()
    const stores = memoryStores()
    const { exchange } = makeSite({ clock, stores, deactivate: async () => {} })
    const [idle, busy] = [new OneC(exchange), new OneC(exchange)]
    const other = new OneC(exchange, 'other', PASSWORDS['other'])
    for (const client of [idle, busy, other]) {
      await client.checkauth()
      await client.upload('import.xml', catalogOf([1]))
    }
    await idle.imported('import.xml')
    const areas = async (): Promise<string[]> => [...(await stores.uploads.areas())].toSorted()
    const all = [idle.id, busy.id, other.id].toSorted()
    await clock.advance(30 * 60_000)
    const [busyId, idleId] = [busy.id, idle.id]
    await busy.upload('import_files/1.jpg', 'a picture')
    await act(busy)
    await settled()
    expect(await areas()).toEqual(all)
    await clock.advance(60_000)
    await other.ask('catalog', 'init')
    await settled()
    expect((await areas()).includes(idleId), 'nobody of its user has come').toBe(true)
    await act(busy)
    await settled()
    expect((await areas()).includes(idleId)).toBe(false)
    expect((await areas()).includes(busyId)).toBe(true)
    // What it has imported is still known, and deactivation goes by it.
    expect((await stores.imports.get(idleId, 'import.xml'))?.status).toBe('done')
    expect((await idle.ask('catalog', 'deactivate', { timestamp: String(clock.now() / 1_000) })).word).toBe('success')
    expect((await idle.import('offers.xml')).word).toBe('failure')
  })

  test.each([
    ['idle for half an hour', 29 * 60_000, 6 * HOURS],
    ['over', 6 * HOURS - 60_000, 6 * HOURS],
    ['over sooner than idle', 9 * 60_000, 10 * 60_000],
  ])('is not swept as %s while a chunk of it comes in', async (_, before, sessionLifetime) => {
    const clock = new FakeClock()
    const { exchange } = makeSite({ clock, sessionLifetime, limits: { bodyIdle: Number.POSITIVE_INFINITY } })
    const [client, other] = [new OneC(exchange), new OneC(exchange)]
    await client.begin()
    await clock.advance(before)
    let go: (() => void) | undefined
    async function* body() {
      yield utf8(catalogOf([1]).slice(0, 200))
      await new Promise<void>((resolve) => (go = resolve))
      yield utf8(catalogOf([1]).slice(200))
    }
    const chunk = client.ask('catalog', 'file', { filename: 'import.xml' }, { body: body() })
    while (go === undefined) await settled()
    await clock.advance(2 * 60_000)
    await other.checkauth()
    await settled()
    go()
    expect((await chunk).text).toBe('success')
    expect((await client.imported('import.xml')).word).toBe('success')
  })

  test('is not swept while a file of it is imported, however long nobody asks', async () => {
    const clock = new FakeClock()
    const stores = memoryStores()
    let go: (() => void) | undefined
    const { exchange } = makeSite({
      clock,
      stores,
      importFile: async ({ events }) => {
        await new Promise<void>((resolve) => {
          go = resolve
        })
        for await (const _ of events);
      },
    })
    const client = new OneC(exchange)
    await client.checkauth()
    await client.upload('import.xml', catalogOf([1]))
    expect((await clock.until(client.import('import.xml'))).word).toBe('progress')
    const id = client.id
    for (const hours of [1, 7]) {
      await clock.advance(hours * HOURS)
      await client.checkauth()
      await settled()
      expect(await stores.uploads.areas()).toContain(id)
    }
    go?.()
    await settled()
    expect((await stores.imports.get(id, 'import.xml'))?.status).toBe('done')
    await clock.advance(60_000)
    await client.checkauth()
    await settled()
    expect(await stores.uploads.areas()).not.toContain(id)
  })

  test('that another process has swept up during a request does not come back with its end', async () => {
    const stores = memoryStores()
    const { exchange } = makeSite({
      stores,
      complete: () => stores.sessions.remove(client.id),
    })
    const client = new OneC(exchange)
    await client.begin()
    expect((await client.ask('catalog', 'complete')).text).toBe('success')
    expect(await stores.sessions.get(client.id)).toBeUndefined()
    expect((await client.ask('catalog', 'complete')).text).toBe(OVER)
  })
})
