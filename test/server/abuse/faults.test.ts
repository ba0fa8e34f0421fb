import { setTimeout as delay } from 'node:timers/promises'
import { memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { zipOf } from '../../helpers/zipped.ts'
import { settled } from '../helpers/fake-clock.ts'
import { catalogOf, ids, offersOf, products } from '../helpers/files.ts'
import { chunksOf, OneC, type Reply, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite, recordInto } from '../helpers/site.ts'
import { watchedStores } from '../helpers/watched-stores.ts'

// Each `describe` is named by the abuse or the fault that it is about.

watchRejections()

/** A whole exchange: catalog in chunks, a picture, an archive, offers. Gives the first reply that is no success. */
async function wholeExchange(client: OneC): Promise<Reply> {
  const zip = await zipOf({ 'offers.xml': utf8(offersOf(ids(3))) })
  const steps: (() => Promise<Reply>)[] = [
    () => client.checkauth(),
    () => client.ask('catalog', 'init'),
    ...chunksOf(utf8(catalogOf(ids(12))), 500).map((chunk) => () => client.file('import.xml', chunk)),
    () => client.file('import_files/a.jpg', 'a picture'),
    ...chunksOf(zip, 100).map((chunk) => () => client.file('v8.zip', chunk)),
    () => client.imported('import.xml'),
    () => client.imported('offers.xml'),
  ]
  let reply: Reply | undefined
  for (const step of steps) {
    reply = await step()
    if (!['success', 'zip=no'].includes(reply.word)) return reply
  }
  return reply as Reply
}
const ALL = [...products(ids(12)), ...ids(3).map((id) => `offer ${id}`)].sort()

describe('power cut between chunk writes', () => {
  test.each([
    ['the last operation was done, the sessions are kept', true, true],
    ['the last operation was done, the sessions are gone', true, false],
    ['the last operation was not done, the sessions are kept', false, true],
    ['the last operation was not done, the sessions are gone', false, false],
  ])('at every operation, %s: 1C begins anew and everything is there', async (_, done, kept) => {
    let cuts = 0
    for (let at = 1; ; at++) {
      const disk = memoryStores()
      const records = new Set<string>()
      const importer = recordInto({ push: (...found: string[]) => found.map((record) => records.add(record)).length })
      let count = 0
      const before = watchedStores(disk, async (_, work) => {
        if (++count < at) return work()
        if (count === at && done) await work()
        throw new Error('the power is off')
      })
      const limits = { importLease: 1, importSlice: 20 }
      const client = new OneC(makeSite({ stores: before, importFile: importer, limits }).exchange)
      const reply = await wholeExchange(client)
      await settled(10)
      if (count < at) {
        expect(reply.word).toBe('success')
        break
      }
      cuts++
      const stores = kept ? disk : { ...disk, sessions: memoryStores().sessions }
      const site = makeSite({ stores, importFile: importer, limits })
      Object.assign(client, { exchange: site.exchange })
      // What was cut is not imported as if it were whole.
      await delay(2)
      const half = await client.imported('import.xml')
      if (half.word === 'success') expect([...records]).toEqual(expect.arrayContaining(products(ids(12))))
      const again = await wholeExchange(client)
      expect([at, again.word, again.rest]).toEqual([at, 'success', 'offers.xml: 100 %, предложений 3'])
      expect([...records].sort()).toEqual(ALL)
    }
    expect(cuts).toBeGreaterThan(60)
  })
})

describe('disk full, quota, fsync error', () => {
  test.each(['ENOSPC', 'EDQUOT', 'EIO'])(
    '%s at the Nth operation, for every N: failure, no part left, and the next exchange works',
    async (code) => {
      let faults = 0
      const silent = new Set<string>()
      for (let at = 1; ; at++) {
        let count = 0
        let failed: string | undefined
        let begun = 0
        let ended = 0
        const stores = watchedStores(memoryStores(), async ({ name }, work) => {
          if (++count === at) {
            failed = name
            throw Object.assign(new Error(`${code}: made up`), { code })
          }
          const result = await work()
          if (name === 'uploads.begin') begun++
          if (name === 'uploads.commit' || name === 'uploads.abort') ended++
          return result
        })
        const { exchange, records, errors } = makeSite({ stores, limits: { importLease: 1, importSlice: 20 } })
        const client = new OneC(exchange)
        const reply = await wholeExchange(client)
        await settled(10)
        if (failed === undefined) {
          expect(reply.word).toBe('success')
          break
        }
        faults++
        if (reply.word === 'success') {
          silent.add(failed)
          expect([...records].sort()).toEqual(ALL)
        } else expect([failed, reply.word]).toEqual([failed, 'failure'])
        expect([failed, reply.text.includes(code)]).toEqual([failed, false])
        if (failed !== 'uploads.abort' && failed !== 'uploads.close')
          expect([failed, errors.length]).toEqual([failed, 1])
        expect([failed, begun - ended]).toEqual([failed, 0])
        await delay(2)
        const again = await wholeExchange(client)
        expect([failed, again.word, again.rest]).toEqual([failed, 'success', 'offers.xml: 100 %, предложений 3'])
        expect([...new Set(records)].sort()).toEqual(ALL)
      }
      expect(faults).toBeGreaterThan(60)
      // These are not what a reply is about: sweeping, closing, and keeping the end of an import that was told.
      const others = ['sessions.unusedSince', 'uploads.areas', 'imports.update', 'uploads.close', 'uploads.abort']
      expect([...silent].filter((name) => !others.includes(name))).toEqual([])
    },
  )
})

describe('store that breaks its promise to give a byte at least, and no more than it is asked for', () => {
  test.each([
    ['nothing', (bytes: Uint8Array) => bytes.subarray(0, 0)],
    ['a byte too many', (bytes: Uint8Array) => Uint8Array.from([...bytes, 0x20])],
  ])('%s: 1C is told of a failure at once, the site which store it is', async (_, broken) => {
    const stores = memoryStores()
    let reads = 0
    const open: typeof stores.uploads.open = async (area, name) => {
      const file = await stores.uploads.open(area, name)
      if (file === undefined) return undefined
      return {
        size: file.size,
        async read(position, length) {
          // Whoever asks on and on would never come to an end.
          if (++reads > 100) throw new Error('asked a hundred times')
          return broken(await file.read(position, length))
        },
        close: () => file.close(),
      }
    }
    const { begin, list, remove, clear, areas } = stores.uploads
    const uploads = Object.fromEntries(
      Object.entries({ begin, list, remove, clear, areas }).map(([key, work]) => [key, work.bind(stores.uploads)]),
    ) as unknown as typeof stores.uploads
    const { exchange, errors } = makeSite({ stores: { ...stores, uploads: Object.assign(uploads, { open }) } })
    const client = new OneC(exchange)
    await client.begin()
    await client.file('import.xml', catalogOf(ids(3)))
    const reply = await client.imported('import.xml')
    expect(reply.text).toBe('failure\nСайт не смог прочитать переданный файл.')
    expect(errors.map(String)).toEqual([expect.stringMatching(/read\(0, \d+\).* must give 1 to \d+ bytes/)])
    expect(reads).toBeLessThan(3)
  })
})
