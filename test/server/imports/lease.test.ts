import { join } from 'node:path'
import { type ImportJob, type ImportState, memoryStores } from 'commerceml/server'
import { diskStores } from 'commerceml/server/node'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { FakeClock, settled } from '../helpers/fake-clock.ts'
import { catalogOf, ids, products } from '../helpers/files.ts'
import { later } from '../helpers/later.ts'
import { OneC } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite, recordInto, taken } from '../helpers/site.ts'
import { watchedStores } from '../helpers/watched-stores.ts'
import { begun } from './begun.ts'

watchRejections()

const root = temporaryFolder('imports')

describe('an import of another process', () => {
  test('is waited for, told about, and never begun twice', async () => {
    const stores = memoryStores()
    const gate = later()
    const { client, clock } = await begun({
      stores,
      limits: { importSlice: 1_000 },
      importFile: (job) => gate.promise.then(() => taken(job)),
    })
    await clock.until(client.import('import.xml'))
    let begunTwice = false
    const other = new OneC(
      makeSite({
        stores,
        clock,
        limits: { importSlice: 1_000 },
        importFile: async () => {
          begunTwice = true
        },
      }).exchange,
    )
    other.cookie = client.cookie
    expect((await clock.until(other.import('import.xml'))).text).toBe('progress\nimport.xml: 0 %')
    const told = other.import('import.xml')
    gate.resolve()
    expect((await clock.until(told)).text).toBe('success\nimport.xml: 100 %, товаров 10')
    expect(begunTwice).toBe(false)
  })

  test.each(['memory', 'disk'])(
    'that gives no sign of life is taken over, and the one that comes back is aborted (%s)',
    async (kind) => {
      const stores = kind === 'memory' ? memoryStores() : diskStores(join(root, 'lease'))
      const records: string[] = []
      const signals: AbortSignal[] = []
      const [clock, lateClock] = [new FakeClock(), new FakeClock()] // the first process hangs: no time passes for it
      const limits = { importSlice: 0 }
      const hung = makeSite({
        stores,
        clock,
        limits,
        importFile: ({ signal }) => {
          signals.push(signal)
          return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
        },
      })
      const client = new OneC(hung.exchange)
      await client.begin()
      await client.upload('import.xml', catalogOf(ids(5)))
      expect((await client.import('import.xml')).word).toBe('progress')
      const other = new OneC(makeSite({ stores, clock: lateClock, importFile: recordInto(records) }).exchange)
      other.cookie = client.cookie
      await lateClock.advance(59_000)
      const early = other.imported('import.xml')
      await settled(20)
      expect(records).toEqual([])
      expect((await lateClock.until(early)).text).toBe('success\nimport.xml: 100 %, товаров 5') // its lease ran out meanwhile
      expect(records).toEqual(products(ids(5)))
      expect(signals[0]?.aborted).toBe(false)
      await clock.advance(20_000)
      // A disk takes its own time, so that turns of the event loop cannot be counted.
      await expect.poll(() => signals[0]?.aborted, { timeout: 20_000 }).toBe(true)
      await settled(20)
      expect((await stores.imports.get(client.id, 'import.xml'))?.status).toBe('done')
      expect(hung.errors).toEqual([])
    },
  )

  test.each([
    ['comes to its end', async () => {}, []],
    ['fails', () => Promise.reject(new Error('нет места')), ['Error: нет места']],
  ])('that %s when another process has it is no success: that one will say what comes of it', async (_, end, told) => {
    const stores = memoryStores()
    const gate = later()
    const importFile = async (job: ImportJob): Promise<void> => {
      await gate.promise
      await taken(job)
      await end()
    }
    const { client, clock, errors } = await begun({ stores, importFile })
    const reply = client.import('import.xml')
    await settled()
    const state = await stores.imports.get(client.id, 'import.xml')
    const late = clock.now() + 61_000
    const others: ImportState = { ...(state as ImportState), owner: 'other', until: late + 60_000 }
    expect(await stores.imports.claim(client.id, 'import.xml', others, late)).toBe(true)
    gate.resolve()
    expect((await reply).text).toBe('failure\nЗагрузку файла продолжает другой процесс сайта.')
    expect(await stores.imports.get(client.id, 'import.xml')).toEqual(others)
    expect(errors.map(String)).toEqual(told)
  })

  test.each([
    ['comes to its end', 0],
    ['renews its lease', 30_000],
  ])(
    'that was cleared by another process is that of no other when it %s: 1C is told that all began anew',
    async (_, time) => {
      const stores = memoryStores()
      const gate = later()
      const importFile = async (job: ImportJob): Promise<void> => {
        await gate.promise
        await taken(job)
      }
      const { client, clock } = await begun({ stores, importFile, limits: { importSlice: 60_000 } })
      const reply = client.import('import.xml')
      await settled()
      const other = new OneC(makeSite({ stores, clock }).exchange)
      other.cookie = client.cookie
      expect((await other.ask('catalog', 'init')).word).toBe('zip=no')
      if (time > 0) await clock.advance(time)
      gate.resolve()
      expect((await reply).text).toBe('failure\nОбмен начат заново: загрузка файла прервана.')
      expect(await stores.imports.get(client.id, 'import.xml')).toBeUndefined()
    },
  )

  test('that a store loses and cannot tell of is taken over', async () => {
    const gate = later()
    let isDown = false
    const stores = watchedStores(memoryStores(), ({ name }, work) => {
      if (name === 'imports.get' && isDown) return Promise.reject(new Error('ECONNRESET'))
      return work()
    })
    const importFile = (job: ImportJob) => gate.promise.then(() => taken(job))
    const { client, errors } = await begun({ stores, importFile })
    const reply = client.import('import.xml')
    await settled()
    await stores.imports.clear(client.id)
    isDown = true
    gate.resolve()
    expect((await reply).text).toBe('failure\nЗагрузку файла продолжает другой процесс сайта.')
    expect(errors.map(String)).toEqual(['Error: ECONNRESET'])
  })

  test('an import that lives renews its lease for as long as it takes', async () => {
    const stores = memoryStores()
    const gate = later()
    const { client, clock } = await begun({
      stores,
      limits: { importSlice: 0 },
      importFile: (job) => gate.promise.then(() => taken(job)),
    })
    await client.import('import.xml')
    for (let minutes = 0; minutes < 60; minutes++) {
      await clock.advance(60_000)
      expect((await stores.imports.get(client.id, 'import.xml'))?.until).toBeGreaterThan(clock.now())
    }
    gate.resolve()
    await settled(10)
    expect((await client.import('import.xml')).word).toBe('success')
  })

  test.each([
    ['a while', 30_000, 'success'],
    ['longer than the lease', 100_000, 'failure'],
  ])('a store that cannot renew the lease for %s', async (_, milliseconds, word) => {
    let broken = false
    const stores = watchedStores(memoryStores(), (operation, work) => {
      if (broken && operation.name === 'imports.update') throw new Error('EIO: /var/lib')
      return work()
    })
    const gate = later()
    const { client, clock, errors } = await begun({
      stores,
      limits: { importSlice: 0 },
      importFile: async (job) => {
        const { signal } = job
        await Promise.race([
          gate.promise,
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
        ])
        await taken(job)
      },
    })
    await client.import('import.xml')
    await clock.advance(5 * 60_000) // it was renewed as often as there was a reason to
    broken = true
    await clock.advance(milliseconds)
    broken = false
    await clock.advance(60_001)
    gate.resolve()
    await settled(10)
    expect(errors.length).toBeGreaterThan(0)
    const reply = await client.import('import.xml')
    if (word === 'success') expect(reply.text).toBe('success\nimport.xml: 100 %, товаров 10')
    // What came of it could not be kept: it is not ours any more, and is begun again.
    else expect(reply.text).not.toContain('EIO')
  })

  test('an end that the store does not keep is told to the site, and to 1C as it was', async () => {
    const stores = watchedStores(memoryStores(), ({ name }, work) => {
      if (name === 'imports.update') throw new Error('EIO')
      return work()
    })
    const { client, errors } = await begun({ stores })
    expect((await client.import('import.xml')).text).toBe('success\nimport.xml: 100 %, товаров 10')
    expect(errors.map(String)).toEqual(['Error: EIO'])
  })

  test('an import that ends while its lease is renewed is not running again when the store is done with that', async () => {
    const memory = memoryStores()
    const [gate, kept] = [later(), later()]
    let updates = 0
    const stores = watchedStores(memory, async ({ name }, work) => {
      if (name === 'imports.update' && ++updates === 1) await kept.promise
      return work()
    })
    const importFile = (job: ImportJob) => gate.promise.then(() => taken(job))
    const { client, clock } = await begun({ stores, importFile, limits: { importSlice: 60_000 } })
    const reply = client.import('import.xml')
    await clock.advance(20_000)
    expect(updates).toBe(1)
    gate.resolve()
    await settled(10)
    kept.resolve()
    expect((await reply).word).toBe('success')
    await settled(10)
    expect((await memory.imports.get(client.id, 'import.xml'))?.status).toBe('done')
  })

  test('a lease without an end is one on a disk too', async () => {
    const stores = diskStores(join(root, 'endless'))
    let begins = 0
    const gate = later()
    const options = {
      stores,
      limits: { importSlice: 0, importLease: Number.POSITIVE_INFINITY },
      importFile: (job: ImportJob) => {
        begins++
        return gate.promise.then(() => taken(job))
      },
    }
    const { client, clock } = await begun(options)
    await client.import('import.xml')
    const other = new OneC(makeSite({ ...options, clock }).exchange)
    other.cookie = client.cookie
    expect((await other.import('import.xml')).word).toBe('progress')
    expect(begins).toBe(1)
    gate.resolve()
    while ((await stores.imports.get(client.id, 'import.xml'))?.status === 'running') await settled()
    expect((await other.import('import.xml')).word).toBe('success')
  })
})
