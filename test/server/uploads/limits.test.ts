import { type ExchangeLimits, memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { settled } from '../helpers/fake-clock.ts'
import { catalogOf, ids } from '../helpers/files.ts'
import { OneC } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite } from '../helpers/site.ts'
import { watchedStores } from '../helpers/watched-stores.ts'

watchRejections()

describe('limits', () => {
  const upload = async (limits: Partial<ExchangeLimits>, files: readonly (readonly [string, number])[]) => {
    const { exchange } = makeSite({ limits })
    const client = new OneC(exchange)
    await client.begin()
    const replies: string[] = []
    for (const [name, length] of files) replies.push((await client.file(name, noise(length))).lines.join(' '))
    return replies
  }
  let seed = 1
  const noise = (length: number): Uint8Array => Uint8Array.from({ length }, () => (seed = (seed * 48_271) % 0x7fffffff))
  const BIG = 'failure Слишком большой файл.'
  const FULL = 'failure Слишком много данных за один сеанс.'

  test.each([
    [0, [BIG]],
    [599, ['success', BIG]],
    [600, ['success', 'success']],
    [Number.POSITIVE_INFINITY, ['success', 'success', 'success']],
  ])('fileBytes of %d', async (fileBytes, replies) => {
    expect(
      await upload(
        { fileBytes },
        replies.map(() => ['a.jpg', 300] as const),
      ),
    ).toEqual(replies)
  })

  test.each([
    [0, [FULL, FULL]],
    [599, ['success', FULL]],
    [600, ['success', 'success']],
    [Number.POSITIVE_INFINITY, ['success', 'success']],
  ])('sessionBytes of %d', async (sessionBytes, replies) => {
    expect(
      await upload(
        { sessionBytes },
        replies.map((_, index) => [`${index}.jpg`, 300] as const),
      ),
    ).toEqual(replies)
  })

  test.each([
    [0, [FULL]],
    [2, ['success', 'success', FULL]],
    [Number.POSITIVE_INFINITY, ['success', 'success', 'success']],
  ])('sessionFiles of %d', async (sessionFiles, replies) => {
    expect(
      await upload(
        { sessionFiles },
        replies.map((_, index) => [`${index}.jpg`, 9] as const),
      ),
    ).toEqual(replies)
  })

  const USER_FULL = 'failure\nСлишком много данных за последние сеансы: повторите обмен позже.'

  test.each([
    [{ sessionFiles: 1 }, FULL],
    [{ sessionBytes: 599 }, FULL],
    [{ userBytes: 599 }, USER_FULL.replace('\n', ' ')],
  ])('%o holds for files that come at the same time: one gets in', async (limits, refusal) => {
    const { exchange } = makeSite({ limits })
    const client = new OneC(exchange)
    await client.begin()
    const replies = await Promise.all(ids(6).map((id) => client.file(`${id}.jpg`, noise(300))))
    expect(replies.map(({ lines }) => lines.join(' ')).sort()).toEqual([...Array(5).fill(refusal), 'success'])
  })

  test.each([{ sessionFiles: 1 }, { sessionBytes: 599 }, { userBytes: 599 }])(
    '%o: a chunk that the store does not take gives its room back',
    async (limits) => {
      let isFull = true
      const stores = watchedStores(memoryStores(), ({ name }, work) => {
        if (name === 'uploads.commit' && isFull) throw new Error('ENOSPC')
        return work()
      })
      const { exchange } = makeSite({ stores, limits })
      const client = new OneC(exchange)
      await client.begin()
      expect((await client.file('a.jpg', noise(300))).word).toBe('failure')
      isFull = false
      expect((await client.file('b.jpg', noise(300))).text).toBe('success')
      isFull = true
      expect((await client.file('b.jpg', noise(200))).word).toBe('failure')
      isFull = false
      const more = Object.hasOwn(limits, 'sessionFiles') ? 'b.jpg' : 'c.jpg'
      expect((await client.file(more, noise(299))).text).toBe('success')
    },
  )

  test('a listing that fails is asked for again with the next chunk', async () => {
    let fails = true
    const stores = watchedStores(memoryStores(), ({ name }, work) => {
      if (name === 'uploads.list' && fails) throw new Error('EIO')
      return work()
    })
    const client = new OneC(makeSite({ stores }).exchange)
    await client.begin()
    expect((await client.file('a.jpg', noise(300))).word).toBe('failure')
    fails = false
    expect((await client.file('a.jpg', noise(300))).text).toBe('success')
  })

  test('what a session has is asked for again behind a thousand others: it is not remembered for ever', async () => {
    const listed: unknown[] = []
    const stores = watchedStores(memoryStores(), ({ name, area }, work) => {
      if (name === 'uploads.list') listed.push(area)
      return work()
    })
    const { exchange } = makeSite({ stores, limits: { sessionBytes: 599 } })
    const client = new OneC(exchange)
    await client.checkauth()
    for (const name of ['a.jpg', 'b.jpg']) await client.file(name, noise(200))
    expect(listed).toEqual([client.id])
    for (let others = 0; others < 1_000; others++) {
      const other = new OneC(exchange)
      await other.checkauth()
      await other.file('a.jpg', 'x')
    }
    listed.length = 0
    expect((await client.file('c.jpg', noise(200))).word).toBe('failure')
    expect(listed).toEqual([client.id])
  })

  test('init gives the room back of what came while it emptied the session', async () => {
    let go: (() => void) | undefined
    const stores = watchedStores(memoryStores(), async ({ name }, work) => {
      if (name === 'uploads.clear' && go === undefined) await new Promise<void>((resolve) => (go = resolve))
      return work()
    })
    const { exchange } = makeSite({ stores, limits: { sessionBytes: 1_000 } })
    const client = new OneC(exchange)
    await client.checkauth()
    expect((await client.file('a.jpg', noise(400))).text).toBe('success')
    const init = client.ask('catalog', 'init')
    while (go === undefined) await settled()
    expect((await client.file('b.jpg', noise(400))).text).toBe('success')
    go()
    expect((await init).word).toBe('zip=no')
    expect((await client.file('c.jpg', noise(900))).text).toBe('success')
  })

  test('init gives the room back, and so does a file that is replaced by a shorter one', async () => {
    const { exchange } = makeSite({ limits: { sessionBytes: 5_000 } })
    const client = new OneC(exchange)
    await client.begin()
    expect((await client.file('import.xml', catalogOf(ids(40)))).text).toBe('success')
    expect((await client.file('a.jpg', noise(4_000))).word).toBe('failure')
    expect((await client.file('import.xml', catalogOf(ids(3)))).text).toBe('success')
    expect((await client.file('a.jpg', noise(4_000))).text).toBe('success')
    await client.ask('catalog', 'init')
    expect((await client.file('b.jpg', noise(4_900))).text).toBe('success')
  })
})
