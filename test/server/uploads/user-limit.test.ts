import { memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { settled } from '../helpers/fake-clock.ts'
import { catalogOf, ids } from '../helpers/files.ts'
import { OneC } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite, PASSWORDS } from '../helpers/site.ts'
import { watchedStores } from '../helpers/watched-stores.ts'

watchRejections()

describe('limits', () => {
  let seed = 1
  const noise = (length: number): Uint8Array => Uint8Array.from({ length }, () => (seed = (seed * 48_271) % 0x7fffffff))

  const USER_FULL = 'failure\nСлишком много данных за последние сеансы: повторите обмен позже.'

  test.each([
    [0, [USER_FULL, USER_FULL]],
    [599, ['success', USER_FULL]],
    [600, ['success', 'success']],
    [Number.POSITIVE_INFINITY, ['success', 'success']],
  ])('userBytes of %d, over all sessions of a user', async (userBytes, replies) => {
    const { exchange } = makeSite({ limits: { userBytes } })
    for (const user of ['shop', 'other']) {
      const said: string[] = []
      for (const _ of replies) {
        const client = new OneC(exchange, user, PASSWORDS[user])
        await client.begin()
        said.push((await client.file('a.jpg', noise(300))).text)
      }
      expect(said).toEqual(replies)
    }
  })

  test('room of the user is given back by what another process clears, and by a file that gets shorter', async () => {
    const stores = memoryStores()
    const { exchange } = makeSite({ stores, limits: { userBytes: 5_000 } })
    const [first, second] = [new OneC(exchange), new OneC(exchange)]
    for (const client of [first, second]) await client.begin()
    expect((await first.file('a.jpg', noise(3_000))).text).toBe('success')
    expect((await second.file('a.jpg', noise(3_000))).text).toBe(USER_FULL)
    await stores.uploads.clear(first.id)
    expect((await second.file('a.jpg', noise(3_000))).text).toBe('success')
    expect((await first.file('import.xml', catalogOf([1], 1_000))).text).toBe('success')
    expect((await second.file('b.jpg', noise(1_500))).text).toBe(USER_FULL)
    expect((await first.file('import.xml', catalogOf([1]))).text).toBe('success')
    expect((await second.file('b.jpg', noise(1_500))).text).toBe('success')
  })

  test('userBytes holds for sessions that send at the same time', async () => {
    const { exchange } = makeSite({ limits: { userBytes: 599 } })
    const clients = ids(6).map(() => new OneC(exchange))
    for (const client of clients) await client.begin()
    const replies = await Promise.all(clients.map((client) => client.file('a.jpg', noise(300))))
    expect(replies.map(({ text }) => text).sort()).toEqual([...Array(5).fill(USER_FULL), 'success'])
  })

  test('userBytes holds for files that come at the same time when another process has emptied a session', async () => {
    const stores = memoryStores()
    const { exchange } = makeSite({ stores, limits: { userBytes: 599 } })
    const [stale, client] = [new OneC(exchange), new OneC(exchange)]
    for (const each of [stale, client]) await each.begin()
    for (const each of [stale, client]) {
      expect((await each.file('old.jpg', noise(400))).text).toBe('success')
      await stores.uploads.clear(each.id)
      const replies = await Promise.all(ids(3).map((id) => client.file(`${id}.jpg`, noise(300))))
      expect(replies.map(({ text }) => text).sort()).toEqual([USER_FULL, USER_FULL, 'success'])
      expect((await client.file('4.jpg', noise(300))).text).toBe(USER_FULL)
      await stores.uploads.clear(client.id)
    }
  })

  test('userBytes holds for a chunk on its way to a session that is found empty meanwhile', async () => {
    const memory = memoryStores()
    let go: (() => void) | undefined
    const stores = watchedStores(memory, async ({ name, file }, work) => {
      if (name === 'imports.get' && file === 'slow.jpg') await new Promise<void>((resolve) => (go = resolve))
      return work()
    })
    const { exchange } = makeSite({ stores, limits: { userBytes: 599 } })
    const [stale, client] = [new OneC(exchange), new OneC(exchange)]
    for (const each of [stale, client]) await each.begin()
    expect((await stale.file('old.jpg', noise(400))).text).toBe('success')
    await memory.uploads.clear(stale.id)
    const sent = stale.file('slow.jpg', noise(300))
    while (go === undefined) await settled()
    expect((await client.file('a.jpg', noise(250))).text).toBe('success')
    go()
    expect((await sent).text).toBe('success')
    expect((await client.file('b.jpg', noise(250))).text).toBe(USER_FULL)
  })

  test('userBytes holds for a chunk that has come to a session while that was found empty', async () => {
    const memory = memoryStores()
    let go: (() => void) | undefined
    const stores = watchedStores(memory, async ({ name, area }, work) => {
      const result = await work()
      if (name === 'uploads.list' && area === gated) await new Promise<void>((resolve) => (go = resolve))
      return result
    })
    const { exchange } = makeSite({ stores, limits: { userBytes: 599 } })
    const [stale, client] = [new OneC(exchange), new OneC(exchange)]
    for (const each of [stale, client]) await each.begin()
    let gated = ''
    for (const each of [stale, client]) expect((await each.file('old.jpg', noise(250))).text).toBe('success')
    await memory.uploads.clear(stale.id)
    gated = stale.id
    const sent = client.file('a.jpg', noise(250))
    while (go === undefined) await settled()
    expect((await stale.file('new.jpg', noise(99))).text).toBe('success')
    go()
    expect((await sent).text).toBe(USER_FULL)
  })

  test('room that is taken and not filled yet is not given back when the store is asked who has emptied his', async () => {
    let go: (() => void) | undefined
    const stores = watchedStores(memoryStores(), async ({ name, file }, work) => {
      if (name === 'uploads.commit' && file === 'slow.jpg') await new Promise<void>((resolve) => (go = resolve))
      return work()
    })
    const { exchange } = makeSite({ stores, limits: { userBytes: 599 } })
    const [slow, other] = [new OneC(exchange), new OneC(exchange)]
    for (const client of [slow, other]) await client.begin()
    const sent = slow.file('slow.jpg', noise(300))
    while (go === undefined) await settled()
    for (let times = 0; times < 2; times++) {
      expect((await other.file('a.jpg', noise(300))).text).toBe(USER_FULL)
    }
    go()
    expect((await sent).text).toBe('success')
  })
})
