import { type Clock, type ImportJob, memoryStores } from 'commerceml/server'
import { expect, onTestFinished, test, vi } from 'vitest'
import { zipOf } from '../../helpers/zipped.ts'
import { settled } from '../helpers/fake-clock.ts'
import { catalogOf, ids } from '../helpers/files.ts'
import { later } from '../helpers/later.ts'
import { OneC, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite, taken } from '../helpers/site.ts'
import { watchedStores } from '../helpers/watched-stores.ts'
import { begun } from './begun.ts'

watchRejections()

test('an import works for a slice of time, says how far it is, and goes on between requests', async () => {
  const gates = [later(), later(), later()]
  const { client, clock } = await begun({
    async importFile({ events }) {
      let products = 0
      for await (const { type } of events) {
        if (type !== 'product') continue
        if (products % 4 === 0) await gates[products / 4]?.promise
        products++
      }
    },
  })
  const started = clock.now()
  expect((await clock.until(client.import('import.xml'))).text).toBe('progress\nimport.xml: 99 %, товаров 1')
  expect(clock.now() - started).toBe(20_000)
  gates[0]?.resolve()
  await settled(10)
  gates[1]?.resolve() // nobody asks at the moment
  await settled(10)
  expect((await clock.until(client.import('import.xml'))).text).toBe('progress\nimport.xml: 99 %, товаров 9')
  gates[2]?.resolve()
  await settled(10)
  expect((await client.import('import.xml')).text).toBe('success\nimport.xml: 100 %, товаров 10')
  expect((await client.import('import.xml')).text).toBe('success\nimport.xml: 100 %, товаров 10')
})

test.each(['import.xml', 'import.zip'])(
  'an importer of %s that never waits leaves time to others, and 1C hears how far it is',
  async (name) => {
    // Time passes by work alone, so that a slow machine has as many turns as a fast one.
    let time = Date.now()
    let isOver = false
    const now = vi.spyOn(Date, 'now').mockImplementation(() => time)
    onTestFinished(() => {
      isOver = true
      now.mockRestore()
    })
    const clock: Clock = {
      now: () => time,
      async sleep(milliseconds, signal) {
        for (const end = time + milliseconds; time < end && !signal.aborted; ) await settled(1)
      },
    }
    const { exchange } = makeSite({
      clock,
      limits: { importSlice: 100 },
      fileLimit: 10_000_000,
      async importFile({ events }) {
        for await (const { type } of events) if (type === 'product') time += 0.2
      },
    })
    const client = new OneC(exchange)
    await client.begin()
    // Stored, not packed: unpacking takes turns of its own.
    const file = catalogOf(ids(4_000))
    await client.upload(name, name === 'import.zip' ? await zipOf({ 'import.xml': utf8(file) }, false) : file)
    const turns = new Set<number>()
    const words: string[] = []
    const note = (): void => {
      turns.add(time)
      if (!isOver) setImmediate(note)
    }
    note()
    do words.push((await client.import(name)).word)
    while (words.at(-1) === 'progress')
    expect(words.slice(0, 2)).toEqual(['progress', 'progress'])
    expect(words.at(-1)).toBe('success')
    expect(turns.size).toBeGreaterThan(4)
  },
)

test('percent is of the bytes of the file', async () => {
  const lines: string[] = []
  const { client, clock } = await begun(
    {
      limits: { importSlice: 1_000 },
      fileLimit: 10_000_000,
      async importFile({ events }) {
        let products = 0
        for await (const { type } of events) {
          if (type === 'product' && ++products % 1_000 === 0) await clock.sleep(1_500, new AbortController().signal)
        }
      },
    },
    ids(4_000),
  )
  for (;;) {
    const { word, rest } = await clock.until(client.import('import.xml'))
    lines.push(rest)
    if (word !== 'progress') break
  }
  const percents = lines.map((line) => Number(/(\d+) %/.exec(line)?.[1]))
  expect(percents).toEqual([...percents].sort((one, other) => one - other))
  expect(percents.at(-1)).toBe(100)
  expect(percents[0]).toBeLessThan(60)
})

test('the job says what it is, and a string that the importer gives is what 1C is shown', async () => {
  const jobs: ImportJob[] = []
  const { client } = await begun({
    async importFile(job) {
      jobs.push(job)
      await taken(job)
      return 'Принято: 10'
    },
  })
  expect((await client.import('import.xml')).text).toBe('success\nПринято: 10')
  const [{ name, type, user, signal }] = jobs as [ImportJob]
  expect([name, type, user, signal.aborted]).toEqual(['import.xml', 'catalog', 'shop', false])
})

test('pieces of the file are read as the events are taken', async () => {
  let read = 0
  const stores = watchedStores(memoryStores(), async (operation, work) => {
    const result = await work()
    if (operation.name === 'uploads.read') read += (result as Uint8Array).length
    return result
  })
  const gate = later()
  const { client, clock } = await begun(
    {
      stores,
      limits: { importSlice: 1_000 },
      fileLimit: 10_000_000,
      async importFile({ events }) {
        for await (const { type } of events) if (type === 'product') await gate.promise
      },
    },
    ids(20_000),
  )
  expect((await clock.until(client.import('import.xml'))).word).toBe('progress')
  expect(read).toBeLessThan(300_000)
  gate.resolve()
  expect((await clock.until(client.imported('import.xml'))).text).toBe('success\nimport.xml: 100 %, товаров 20000')
  expect(read).toBeGreaterThan(1_000_000)
})

test('1C hears of an end once the store knows of it', async () => {
  const kept = later()
  const stores = watchedStores(memoryStores(), async ({ name }, work) => {
    if (name === 'imports.update') await kept.promise
    return work()
  })
  const { client } = await begun({ stores })
  let told = false
  const reply = client.import('import.xml').finally(() => {
    told = true
  })
  await settled(50)
  expect(told).toBe(false)
  kept.resolve()
  expect((await reply).text).toBe('success\nimport.xml: 100 %, товаров 10')
})

test('an import that is asked for while a chunk joins its file waits for that: what is acknowledged is imported', async () => {
  const joining = later()
  let commits = 0
  const stores = watchedStores(memoryStores(), async ({ name }, work) => {
    if (name === 'uploads.commit' && ++commits === 2) await joining.promise
    return work()
  })
  const { exchange } = makeSite({ stores })
  const client = new OneC(exchange)
  await client.begin()
  const bytes = utf8(catalogOf(ids(10)))
  await client.file('import.xml', bytes.subarray(0, 500))
  const sending = client.file('import.xml', bytes.subarray(500))
  await settled()
  expect(commits).toBe(2)
  const importing = client.import('import.xml')
  await settled(20)
  joining.resolve()
  expect((await sending).text).toBe('success')
  expect((await importing).text).toBe('success\nimport.xml: 100 %, товаров 10')
})

test('files of different sessions are imported at the same time, and wait for nobody', async () => {
  const gates = new Map<string, ReturnType<typeof later>>()
  const { exchange } = makeSite({
    limits: { importSlice: 0 },
    importFile: (job) => {
      const gate = later()
      gates.set(job.user, gate)
      return gate.promise.then(() => taken(job))
    },
  })
  const clients = [new OneC(exchange), new OneC(exchange, 'other', 'пароль:с:двоеточиями')] as const
  for (const client of clients) {
    await client.begin()
    await client.upload('import.xml', catalogOf([1]))
    expect((await client.import('import.xml')).word).toBe('progress')
  }
  expect([...gates.keys()]).toEqual(['shop', 'other'])
  gates.get('other')?.resolve()
  await settled(10)
  expect((await clients[1].import('import.xml')).word).toBe('success')
  expect((await clients[0].import('import.xml')).word).toBe('progress')
  gates.get('shop')?.resolve()
})
