import { memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { zipOf } from '../../helpers/zipped.ts'
import { settled } from '../helpers/fake-clock.ts'
import { catalogOf } from '../helpers/files.ts'
import { OneC, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { recordInto, taken } from '../helpers/site.ts'
import { deactivatingSite } from './deactivation-site.ts'

watchRejections()

const notAll = (names: string): string => `failure\nНе все файлы загружены (${names}): деактивация отменена.`

describe('deactivate', () => {
  test('is refused when nothing was imported since, whatever time is named', async () => {
    const { asked, deactivate, client, clock } = await deactivatingSite()
    for (const time of [0, clock.now(), clock.now() + 1e9]) {
      expect((await deactivate(time)).text).toBe(
        'failure\nС указанного времени ничего не загружено: деактивация отменена.',
      )
    }
    await client.upload('import.xml', 'no XML')
    await client.imported('import.xml')
    expect((await deactivate(clock.now())).word).toBe('failure')
    expect(asked).toEqual([])
  })

  test.each(['', 'x', '-1', '1.5', '1e3', '9'.repeat(13)])('is refused for the time %j', async (timestamp) => {
    const { client, asked } = await deactivatingSite()
    expect((await client.ask('catalog', 'deactivate', { timestamp })).text).toBe(
      'failure\nПараметр timestamp должен быть временем в секундах.',
    )
    expect(asked).toEqual([])
  })

  test('never reaches behind the beginning of its session', async () => {
    const { client, clock, asked, deactivate } = await deactivatingSite()
    const began = clock.now()
    await clock.advance(50_000)
    await client.upload('import.xml', catalogOf([1]))
    await client.imported('import.xml')
    expect((await deactivate(clock.now() + 1e9)).text).toBe('success')
    expect((await deactivate(began - 5_000)).text).toBe('success')
    expect(asked).toEqual([
      { user: 'shop', before: new Date(began), imported: ['import.xml'] },
      { user: 'shop', before: new Date(began - 5_000), imported: ['import.xml'] },
    ])
  })

  test('goes by all sessions of the user since then, and by nobody else’s', async () => {
    const { exchange, clock, asked } = await deactivatingSite()
    const other = new OneC(exchange, 'other', 'пароль:с:двоеточиями')
    await other.begin()
    await other.upload('others.xml', catalogOf([1]))
    await other.imported('others.xml')
    const began = clock.now()
    for (const name of ['import.xml', 'offers.xml']) {
      await clock.advance(10_000)
      const client = new OneC(exchange)
      await client.begin()
      await client.upload(name, catalogOf([1]))
      await client.imported(name)
    }
    await clock.advance(10_000)
    const last = new OneC(exchange)
    await last.begin()
    const ask = (time: number) => last.ask('catalog', 'deactivate', { timestamp: String(time / 1_000) })
    expect((await ask(began)).text).toBe('success')
    expect((await ask(began + 20_000)).text).toBe('success')
    expect((await ask(began + 21_000)).word).toBe('failure')
    expect(asked.map(({ imported }) => [...imported].sort())).toEqual([['import.xml', 'offers.xml'], ['offers.xml']])
  })

  test('is refused while a file of the exchange has failed, until it is done', async () => {
    let fails = true
    const records: string[] = []
    const record = recordInto(records)
    const { exchange, client, clock, asked, deactivate } = await deactivatingSite({
      importFile: (job) => (fails && job.name === 'offers.xml' ? Promise.reject(new Error('нет места')) : record(job)),
    })
    for (const name of ['import.xml', 'offers.xml']) {
      await client.upload(name, catalogOf([1]))
      await client.imported(name)
    }
    expect((await deactivate(clock.now())).text).toBe(notAll('offers.xml'))
    expect(asked).toEqual([])
    fails = false
    await clock.advance(1)
    const again = new OneC(exchange) // 1C repeats the whole session
    await again.begin()
    await again.upload('offers.xml', catalogOf([1]))
    await again.imported('offers.xml')
    expect((await deactivate(clock.now())).text).toBe('success')
    expect(asked.map(({ imported }) => [...imported].sort())).toEqual([['import.xml', 'offers.xml']])
  })

  test('is refused when a file was done first, and failed when it came again', async () => {
    let fails = false
    const { client, clock, asked, deactivate } = await deactivatingSite({
      async importFile(job) {
        await taken(job)
        if (fails) throw new Error('нет места')
      },
    })
    await client.upload('import.xml', catalogOf([1]))
    await client.imported('import.xml')
    fails = true
    await clock.advance(1_000)
    await client.upload('import.xml', catalogOf([1, 2]))
    await client.imported('import.xml')
    expect((await deactivate(clock.now())).word).toBe('failure')
    expect(asked).toEqual([])
  })

  test('is progress while an import of the user runs, a slice long, and waits for its end', async () => {
    let go: (() => void) | undefined
    const { exchange, client, clock, asked, deactivate } = await deactivatingSite({
      async importFile(job) {
        if (job.name === 'slow.xml') await new Promise<void>((resolve) => (go = resolve))
        await taken(job)
      },
    })
    await client.upload('import.xml', catalogOf([1]))
    await client.imported('import.xml')
    const other = new OneC(exchange)
    await other.begin()
    await other.upload('slow.xml', catalogOf([1]))
    expect((await clock.until(other.import('slow.xml'))).word).toBe('progress')
    const started = clock.now()
    expect((await clock.until(deactivate(clock.now()))).text).toBe('progress\nslow.xml: 0 %')
    expect(clock.now() - started).toBe(20_000)
    const last = deactivate(clock.now())
    await settled()
    go?.()
    expect((await clock.until(last)).text).toBe('success')
    expect(asked.map(({ imported }) => [...imported].sort())).toEqual([['import.xml', 'slow.xml']])
  })

  test('does not mind what died with its process once the file was done, nor orders', async () => {
    const stores = memoryStores()
    const { client, clock, asked, deactivate } = await deactivatingSite({
      stores,
      async importFile(job) {
        await taken(job)
        if (job.type === 'sale') throw new Error('нет места')
      },
    })
    const died = { status: 'running', owner: 'dead', until: clock.now() - 1, user: 'shop', message: '' } as const
    await stores.imports.claim('b2'.repeat(16), 'import.xml', { ...died, type: 'catalog' }, clock.now())
    await client.upload('offers.xml', catalogOf([1]))
    await client.imported('offers.xml')
    await client.upload('orders.xml', catalogOf([1]), 1e9, 'sale')
    expect((await deactivate(clock.now())).text).toBe(notAll('import.xml'))
    await client.upload('import.xml', catalogOf([1]))
    await client.imported('import.xml')
    expect((await deactivate(clock.now())).text).toBe('success')
    expect(asked.map(({ imported }) => [...imported].sort())).toEqual([['import.xml', 'offers.xml']])
  })

  test('does not mind pictures, alone or in archives, nor an archive that came twice', async () => {
    const { client, clock, asked, deactivate } = await deactivatingSite()
    await client.upload('import_files/1.jpg', 'a picture')
    await client.upload('pictures.zip', await zipOf({ 'import_files/2.jpg': utf8('a picture') }))
    await client.upload('more.zip', await zipOf({ 'import_files/3.jpg': utf8('a picture') }))
    expect((await client.imported('more.zip')).word).toBe('failure')
    for (let times = 0; times < 2; times++) {
      await clock.advance(1_000)
      expect((await client.upload('v8_1.zip', await zipOf({ 'import.xml': utf8(catalogOf([1])) }), 100)).text).toBe(
        'success',
      )
      expect((await client.imported('import.xml')).text).toMatch(/^success/)
    }
    expect((await deactivate(clock.now())).text).toBe('success')
    expect(asked).toHaveLength(1)
  })

  test('names the files of archives as 1C does', async () => {
    const { client, clock, asked, deactivate } = await deactivatingSite()
    const names = ['import.xml', 'webdata/offers.xml']
    await client.upload('v8_1.zip', await zipOf(Object.fromEntries(names.map((name) => [name, utf8(catalogOf([1]))]))))
    for (const name of ['import.xml', 'offers.xml']) await client.imported(name)
    await deactivate(clock.now())
    expect([...(asked[0]?.imported ?? [])].sort()).toEqual(names)
  })

  test('names a file of an archive whole, whatever stands in its name, and knows when it is owed', async () => {
    const { client, clock, asked, deactivate } = await deactivatingSite()
    const names = ['im|port.xml', 'units.xml']
    await client.upload('v8.zip', await zipOf(Object.fromEntries(names.map((name) => [name, utf8(catalogOf([1]))]))))
    await client.imported('units.xml')
    expect((await deactivate(clock.now())).text).toBe(notAll('im|port.xml'))
    await client.imported('v8.zip')
    expect((await deactivate(clock.now())).text).toBe('success')
    expect([...(asked[0]?.imported ?? [])].sort()).toEqual(names)
  })

  test('is a success where the site does nothing about it, and a failure where it fails', async () => {
    const without = await deactivatingSite({ deactivate: undefined as never })
    expect((await without.deactivate(without.clock.now())).text).toBe('success')
    const failing = await deactivatingSite({ deactivate: () => Promise.reject(new Error('no database')) })
    await failing.client.upload('import.xml', catalogOf([1]))
    await failing.client.imported('import.xml')
    expect((await failing.deactivate(failing.clock.now())).text).toBe(
      'failure\nВнутренняя ошибка сайта: подробности в его журнале.',
    )
    expect(failing.errors.map(String)).toEqual(['Error: no database'])
  })
})
