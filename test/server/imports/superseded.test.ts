import { describe, expect, test } from 'vitest'
import { settled } from '../helpers/fake-clock.ts'
import { catalogOf, ids, products } from '../helpers/files.ts'
import { later } from '../helpers/later.ts'
import { OneC } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { taken } from '../helpers/site.ts'
import { begun } from './begun.ts'

watchRejections()

describe('init while an import runs', () => {
  test('ends it: its signal aborts, its events end, and the new export is imported', async () => {
    const signals: AbortSignal[] = []
    const records: string[] = []
    const gate = later()
    const { client, errors } = await begun({
      limits: { importSlice: 0 },
      async importFile({ events, signal }) {
        signals.push(signal)
        for await (const event of events) {
          if (event.type !== 'product') continue
          records.push(`product ${event.product.id}`)
          if (signals.length === 1) {
            await Promise.race([gate.promise, new Promise((resolve) => signal.addEventListener('abort', resolve))])
          }
        }
      },
    })
    expect((await client.import('import.xml')).word).toBe('progress')
    await settled(10)
    expect((await client.ask('catalog', 'init')).word).toBe('failure') // no time at all was given to end it
    await settled(10)
    expect((await client.ask('catalog', 'init')).word).toBe('zip=no')
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    await client.upload('import.xml', catalogOf(ids(3, 70)))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(records).toEqual(products([1, 70, 71, 72]))
    expect(errors).toEqual([])
  })

  test('is refused when the import does not end within a slice', async () => {
    const gate = later()
    const { client, clock } = await begun({ importFile: (job) => gate.promise.then(() => taken(job)) })
    expect((await clock.until(client.import('import.xml'))).word).toBe('progress')
    const started = clock.now()
    const reply = await clock.until(client.ask('catalog', 'init'))
    expect(reply.text).toBe('failure\nФайл уже загружается: дождитесь окончания загрузки.\nОбмен не начат.')
    expect(clock.now() - started).toBe(20_000)
    gate.resolve()
    await settled(10)
    expect((await client.ask('catalog', 'init')).word).toBe('zip=no')
  })
})

describe('an import that an earlier session has left behind', () => {
  const start = async () => {
    const signals: AbortSignal[] = []
    const gate = later()
    const made = await begun({
      limits: { importSlice: 20_000 },
      async importFile(job) {
        signals.push(job.signal)
        if (signals.length === 1) await gate.promise
        await taken(job)
      },
    })
    const { client, clock } = made
    expect((await clock.until(client.import('import.xml'))).word).toBe('progress')
    const second = new OneC(made.exchange)
    await second.begin()
    await second.upload('import.xml', catalogOf(ids(3)))
    return { ...made, signals, gate, second }
  }

  test('is ended before the same file of a later session is begun, once nobody has asked for it for 10 s', async () => {
    const { second, clock, signals, gate, client } = await start()
    const left = clock.now()
    const reply = second.import('import.xml')
    await clock.advance(9_000)
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    await clock.advance(1_500)
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    gate.resolve()
    expect((await clock.until(reply)).text).toBe('success\nimport.xml: 100 %, товаров 3')
    expect(clock.now() - left).toBeLessThan(12_000)
    expect((await client.import('import.xml')).text).toBe(
      'failure\nФайл передан заново в другом сеансе: прежняя загрузка прервана.',
    )
  })

  test('and does not let go is progress for the later one, a slice long', async () => {
    const { second, clock, signals, gate } = await start()
    const started = clock.now()
    expect((await clock.until(second.import('import.xml'))).text).toBe('progress\nimport.xml: 0 %')
    expect(clock.now() - started).toBe(20_000)
    expect(signals).toHaveLength(1)
    gate.resolve()
    expect((await clock.until(second.imported('import.xml'))).word).toBe('success')
  })

  test('is none while its client asks: two bases with one user do not disturb each other', async () => {
    const { second, clock, signals, gate, client } = await start()
    const asking = client.import('import.xml')
    await settled()
    expect((await clock.until(second.import('import.xml'))).text).toBe('success\nimport.xml: 100 %, товаров 3')
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false])
    gate.resolve()
    expect((await clock.until(asking)).word).toBe('success')
  })

  test.each([
    ['of another name', async (client: OneC) => void (await client.upload('offers.xml', catalogOf([1]))), 'offers.xml'],
    ['of another type', async (client: OneC) => void (await client.begin('reference')), 'import.xml'],
  ])('is none to a file %s', async (_, prepare, name) => {
    const { second, clock, signals } = await start()
    await prepare(second)
    const type = name === 'import.xml' ? 'reference' : 'catalog'
    await second.upload(name, catalogOf([1]), Number.POSITIVE_INFINITY, type)
    await clock.advance(60_000)
    expect((await clock.until(second.import(name, type))).word).toBe('success')
    expect(signals[0]?.aborted).toBe(false)
  })
})
