import { join } from 'node:path'
import { CommerceMLError } from 'commerceml'
import { type ExchangeOptions, failureText, type ImportJob, memoryStores } from 'commerceml/server'
import { diskStores } from 'commerceml/server/node'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { FakeClock, settled } from '../helpers/fake-clock.ts'
import { catalogOf, ids, ordersOf, products } from '../helpers/files.ts'
import { later } from '../helpers/later.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { recordInto, taken } from '../helpers/site.ts'
import { watchedStores } from '../helpers/watched-stores.ts'
import { begun } from './begun.ts'

watchRejections()

const root = temporaryFolder('imports')

describe('a failure', () => {
  test.each([
    ['thrown at once', () => Promise.reject(new Error('нет места'))],
    [
      'thrown by a function that is not async',
      () => {
        throw new Error('нет места')
      },
    ],
    [
      'after the records',
      async ({ events }: ImportJob) => {
        for await (const _ of events);
        throw new Error('нет места')
      },
    ],
  ])('%s is told once, and the next try starts clean', async (_, fail) => {
    let tries = 0
    const records: string[] = []
    const record = recordInto(records)
    const { client, errors } = await begun({
      importFile: (job) => (++tries === 1 ? fail(job) : record(job)),
    })
    expect((await client.import('import.xml')).text).toBe('failure\nнет места')
    expect(errors.map(String)).toEqual(['Error: нет места'])
    expect((await client.import('import.xml')).text).toBe('success\nimport.xml: 100 %, товаров 10')
    expect(records).toEqual(products(ids(10)))
    expect(tries).toBe(2)
  })

  test.each(['memory', 'disk'])(
    'that comes while nobody asks is kept, told once, and the next try starts clean (%s)',
    async (kind) => {
      const stores = kind === 'memory' ? memoryStores() : diskStores(join(root, 'kept'))
      const gate = later()
      let tries = 0
      const { client } = await begun({
        stores,
        limits: { importSlice: 0 },
        importFile: (job) => (++tries === 1 ? gate.promise : taken(job).then(() => 'ладно')),
      })
      expect((await client.import('import.xml')).word).toBe('progress')
      gate.reject(new Error('нет места'))
      while ((await stores.imports.get(client.id, 'import.xml'))?.status === 'running') await settled()
      expect((await client.import('import.xml')).text).toBe('failure\nнет места')
      expect(tries).toBe(1)
      expect((await client.imported('import.xml')).text).toBe('success\nладно')
      expect(tries).toBe(2)
    },
  )

  test('in the very moment that the slice ends is told once all the same', async () => {
    // How many turns the failure comes before or after the end of the slice.
    for (let turns = 0; turns < 12; turns++) {
      for (const first of ['slice', 'failure']) {
        const gate = later()
        let tries = 0
        const { client, clock } = await begun({
          limits: { importSlice: 1_000 },
          importFile: (job) => (++tries === 1 ? gate.promise : taken(job).then(() => 'ладно')),
        })
        const reply = client.import('import.xml')
        await settled()
        const fail = async (): Promise<void> => {
          for (let turn = 0; turn < turns; turn++) await Promise.resolve()
          gate.reject(new Error('нет места'))
        }
        const failing = first === 'failure' ? fail() : undefined
        const passing = clock.advance(1_000)
        await (failing ?? fail())
        await passing
        const texts = [(await reply).word]
        for (let asked = 0; asked < 2; asked++) texts.push((await client.import('import.xml')).word)
        expect(texts.filter((word) => word === 'failure')).toEqual(['failure'])
        expect(texts.at(-1)).toBe('success')
      }
    }
  })

  test('that takes the store long to keep is told by who waited for it, however long that is', async () => {
    const clock = new FakeClock()
    const stores = watchedStores(memoryStores(), async ({ name }, work) => {
      if (name === 'imports.update' || name === 'imports.remove') {
        await clock.sleep(200, new AbortController().signal)
      }
      return work()
    })
    let tries = 0
    const { client } = await begun({
      clock,
      stores,
      limits: { importSlice: 1_000 },
      async importFile(job) {
        await clock.sleep(900, new AbortController().signal)
        if (++tries === 1) throw new Error('нет места')
        await taken(job)
      },
    })
    expect((await clock.until(client.import('import.xml'))).text).toBe('failure\nнет места')
    expect((await clock.until(client.imported('import.xml'))).word).toBe('success')
    expect(tries).toBe(2)
  })

  test.each([
    ['a string', 'просто текст', 'failure\nпросто текст'],
    ['nothing', undefined, 'failure\nundefined'],
    ['an empty string', '', 'failure\nЗагрузка файла не удалась.'],
    ['an object without a string form', Object.create(null), 'failure\nЗагрузка файла не удалась.'],
    ['an object that says nothing', { code: 5 }, 'failure\nЗагрузка файла не удалась.'],
    [
      'an error about such an object',
      new Error('[object Array] is no product'),
      'failure\n[object Array] is no product',
    ],
    [
      'an error whose message is no string',
      Object.assign(new Error('x'), { message: { code: 5 } }),
      'failure\nЗагрузка файла не удалась.',
    ],
    [
      'an error that throws when it is asked',
      Object.defineProperty(new Error('x'), 'message', {
        get() {
          throw new Error('no')
        },
      }),
      'failure\nЗагрузка файла не удалась.',
    ],
    [
      'a proxy that is gone',
      (() => {
        const { proxy, revoke } = Proxy.revocable({}, {})
        revoke()
        return proxy
      })(),
      'failure\nЗагрузка файла не удалась.',
    ],
    ['an error without a message', new RangeError(''), 'failure\nRangeError'],
  ])('may be %s', async (_, thrown, text) => {
    const { client } = await begun({ importFile: () => Promise.reject(thrown) })
    expect((await client.import('import.xml')).text).toBe(text)
    expect((await client.import('import.xml')).text).toBe(text)
  })

  test('of the store is a sentence without what it threw, which the site is told', async () => {
    let broken = false
    const stores = watchedStores(memoryStores(), (operation, work) => {
      if (broken && operation.name === 'uploads.read') throw new Error('EIO: /var/lib/shop/secret')
      return work()
    })
    const { client, errors } = await begun({ stores })
    broken = true
    expect((await client.import('import.xml')).text).toBe('failure\nСайт не смог прочитать переданный файл.')
    expect(String((errors[0] as Error).cause)).toContain('EIO')
    broken = false
    expect((await client.import('import.xml')).word).toBe('success')
  })

  test('of a document is what is wrong with it, and where', async () => {
    const { client } = await begun({})
    await client.upload('half.xml', catalogOf(ids(50)).slice(0, 1_500))
    expect((await client.import('half.xml')).text).toMatch(
      /^failure\nДокумент оборван: the input ends before .+ \(half\.xml, line \d+, byte \d+.*\)$/,
    )
  })
})

describe('what 1C is told of what the importer has thrown', () => {
  const GENERAL = 'failure\nЗагрузка файла не удалась.'
  const DRIVERS = new Error('connection to postgres://user:pass@db lost')
  const saying = async (failureText: unknown, thrown: unknown = DRIVERS) => {
    const importFile = (): never => {
      throw thrown
    }
    const made = await begun({ importFile, failureText } as Partial<ExchangeOptions>)
    return { ...made, text: (await made.client.import('import.xml')).text }
  }

  test('is nothing where the site breaks off the import: failureText is not asked', async () => {
    const asked: unknown[] = []
    const { client, clock, exchange } = await begun({
      importFile: ({ signal }) =>
        new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(DRIVERS), { once: true })),
      failureText: (error) => {
        asked.push(error)
        return undefined
      },
    })
    expect((await clock.until(client.import('import.xml'))).word).toBe('progress')
    await exchange.close()
    expect(asked).toEqual([])
  })

  test('is what failureText says, by what was thrown, of which file and for whom; onError has the error', async () => {
    const asked: unknown[] = []
    const options = {
      failureText(...given: unknown[]) {
        asked.push(this === undefined, ...given)
        return 'База данных сайта недоступна.'
      },
    }
    const { text, errors } = await saying(options.failureText)
    expect(text).toBe('failure\nБаза данных сайта недоступна.')
    expect(asked).toEqual([false, DRIVERS, { mode: 'import', user: 'shop', file: 'import.xml' }])
    expect(errors).toEqual([DRIVERS])
  })

  test('is the message where that says nothing', async () => {
    for (const nothing of [undefined, () => undefined, () => null, failureText])
      expect((await saying(nothing, new Error('Заказ 1001 закрыт.'))).text).toBe('failure\nЗаказ 1001 закрыт.')
  })

  test.each<[string, () => unknown, string]>([
    [
      'throws',
      () => {
        throw new Error('no words')
      },
      'Error: no words',
    ],
    [
      'gives a number',
      () => 17,
      'TypeError: failureText must return a string or undefined, not a value of type number',
    ],
    [
      'promises a text',
      async () => 'later',
      'TypeError: failureText must return a string or undefined, not a value of type object',
    ],
    [
      'rejects',
      async () => Promise.reject(new Error('no words')),
      'TypeError: failureText must return a string or undefined, not a value of type object',
    ],
  ])('is a general sentence where that %s: the message may be what it was to hide', async (_, failing, told) => {
    const { text, errors } = await saying(failing)
    expect(text).toBe(GENERAL)
    expect(errors.map(String)).toEqual([told, String(DRIVERS)])
  })

  test('is one line that can be shown, whatever that says', async () => {
    expect((await saying(() => 'one\r\nsuccess\u2028\u202eline ')).text).toBe('failure\none success line')
    expect((await saying(() => 'д'.repeat(5_000))).text).toHaveLength('failure\n'.length + 1_000)
    for (const empty of ['', ' \n']) expect((await saying(() => empty)).text).toBe(GENERAL)
  })

  test('is what is wrong with a file that cannot be read, whatever failureText says; not so what the shop writes', async () => {
    const { client } = await begun({ failureText: () => 'База данных сайта недоступна.' })
    await client.upload('half.xml', catalogOf(ids(50)).slice(0, 1_500))
    expect((await client.import('half.xml')).rest).toMatch(/^Документ оборван: /)
    const refused = new CommerceMLError('order-refused', 'order 17 of customer Петрова')
    expect((await saying(() => 'Заказ не записан.', refused)).text).toBe('failure\nЗаказ не записан.')
  })

  test('is the same at file, where orders are applied', async () => {
    const { client } = await begun({
      importFile: () => Promise.reject(DRIVERS),
      failureText: (_, { mode, file }) => `${mode} ${file}`,
    })
    expect((await client.file('orders.xml', ordersOf([1]), 'sale')).text).toBe('failure\nfile orders.xml')
  })
})
