import { type CommerceMLError, readEvents } from 'commerceml'
import { type ImportJob, memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { settled } from '../helpers/fake-clock.ts'
import { catalogOf, ids } from '../helpers/files.ts'
import { later } from '../helpers/later.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { take } from '../helpers/site.ts'
import { watchedStores } from '../helpers/watched-stores.ts'
import { begun } from './begun.ts'

watchRejections()

describe('an importer that does not come to the end of the document', () => {
  test('and takes nothing of it has failed, whatever it returns', async () => {
    for (const returned of [undefined, 'Готово']) {
      const { client, errors } = await begun({ importFile: async () => returned })
      const reply = await client.import('import.xml')
      expect(reply.text).toBe('failure\nСайт не прочитал файл: сообщите разработчику сайта.')
      expect(errors.map(String)).toEqual([
        'ImportFault: the importer of import.xml returned without taking an event or asking for files',
      ])
    }
  })

  test.each([
    ['breaks after an event', async ({ events }: ImportJob) => void (await take(events, 1))],
    ['breaks after some', async ({ events }: ImportJob) => void (await take(events, 5))],
  ])('and %s is a success that is not of 100 %, and the site is told', async (_, importFile) => {
    const { client, errors } = await begun({ importFile })
    expect((await client.import('import.xml')).text).toMatch(/^success\nimport\.xml: (?:\d|[1-9]\d) %/)
    expect(errors.map(String)).toEqual([
      'Error: the importer of import.xml returned before it had taken all its events: the rest was not read',
    ])
  })

  test.each([
    ['wants the files alone', async ({ files }: ImportJob) => void (await take(files(), 1))],
    [
      'copies the files alone',
      async ({ files }: ImportJob) => {
        for await (const file of files()) await take(file.open(), Number.POSITIVE_INFINITY)
      },
    ],
  ])('but %s is a success of which nothing is known', async (_, importFile) => {
    const { client, errors } = await begun({ importFile })
    expect((await client.import('import.xml')).text).toBe('success')
    expect(errors).toEqual([])
  })

  test('but reads it by itself, to go on from a checkpoint, is a success of which nothing is known', async () => {
    const found: string[] = []
    const { client, errors } = await begun({
      async importFile({ documents }) {
        for await (const document of documents()) {
          expect(document.name).toBe('import.xml')
          for await (const { type } of readEvents(document.open())) found.push(type)
        }
      },
    })
    expect((await client.import('import.xml')).text).toBe('success')
    expect(found.filter((type) => type === 'product')).toHaveLength(10)
    expect(errors).toEqual([])
  })

  test('but reads it by itself is told of by the bytes that were read, a second reading aside', async () => {
    const gates = [later(), later()]
    const { client, clock } = await begun({
      limits: { importSlice: 0 },
      async importFile({ documents }) {
        for await (const document of documents()) {
          for (const gate of gates) {
            for await (const bytes of document.open()) expect(bytes.length).toBe(document.size)
            await gate.promise
          }
        }
      },
    })
    const said = async (): Promise<string> => {
      await settled()
      return (await client.import('import.xml')).text
    }
    expect(await said()).toBe('progress\nimport.xml: 0 %') // it has just begun
    expect(await said()).toBe('progress\nimport.xml: 99 %')
    gates[0]?.resolve()
    expect(await said()).toBe('progress\nimport.xml: 99 %')
    gates[1]?.resolve()
    await settled()
    expect((await clock.until(client.import('import.xml'))).text).toBe('success')
  })

  test('but reads half of it by itself is told of by that half', async () => {
    const gate = later()
    const { client } = await begun(
      {
        limits: { importSlice: 0 },
        async importFile({ documents }) {
          for await (const document of documents()) {
            await take(document.open(), 1)
            await take(document.open(), 1)
            await gate.promise
          }
        },
      },
      [],
      catalogOf(ids(4), 32 * 1024), // two pieces of a store
    )
    await client.import('import.xml')
    await settled()
    expect((await client.import('import.xml')).text).toMatch(/^progress\nimport\.xml: (?:4\d|5\d) %$/)
    gate.resolve()
    await settled()
  })

  test('and catches what ends it has failed all the same', async () => {
    const importFile = async ({ events }: ImportJob): Promise<string> => {
      await take(events, Number.POSITIVE_INFINITY).catch(() => {})
      return 'Готово'
    }
    const { client, errors } = await begun({ importFile }, ids(10), catalogOf(ids(10)).slice(0, -40))
    const reply = await client.import('import.xml')
    expect(reply.word).toBe('failure')
    expect(errors.map((error) => (error as CommerceMLError).code)).toEqual(['truncated-input'])
  })

  test('but to its last event has come to its end', async () => {
    const { client, errors } = await begun({
      async importFile({ events }) {
        for await (const event of events) if (event.type === 'end') break
      },
    })
    expect((await client.import('import.xml')).text).toBe('success\nimport.xml: 100 %, товаров 10')
    expect(errors).toEqual([])
  })

  test('by its own hand has its file closed all the same', async () => {
    let open = 0
    const stores = watchedStores(memoryStores(), async ({ name }, work) => {
      const result = await work()
      if (name === 'uploads.open' && result !== undefined) open++
      if (name === 'uploads.close') open--
      return result
    })
    const { client } = await begun({
      stores,
      async importFile({ events }) {
        await events[Symbol.asyncIterator]().next()
      },
    })
    expect((await client.import('import.xml')).word).toBe('success')
    await settled()
    expect(open).toBe(0)
  })
})

describe('an importer that iterates the events again', () => {
  const AGAIN = 'events can be iterated once: keep what the second pass needs'

  test.each([
    ['taken to their end', Number.POSITIVE_INFINITY],
    ['left', 1],
  ])('after they were %s has failed, caught or not: it would find nothing', async (_, count) => {
    for (const caught of [false, true]) {
      const { client, errors } = await begun({
        async importFile({ events }) {
          await take(events, count)
          await take(events, 1).catch((error: unknown) => {
            if (!caught) throw error
          })
        },
      })
      expect((await client.import('import.xml')).text).toBe(`failure\n${AGAIN}`)
      expect(errors.map(String)).toEqual([`TypeError: ${AGAIN}`])
    }
  })

  test('where it has stopped by hand goes on from there', async () => {
    const found: string[] = []
    const { client, errors } = await begun({
      async importFile({ events }) {
        const { value } = await events[Symbol.asyncIterator]().next()
        found.push(value.type)
        for await (const { type } of events) found.push(type)
      },
    })
    expect((await client.import('import.xml')).text).toBe('success\nimport.xml: 100 %, товаров 10')
    expect([found[0], found.filter((type) => type === 'product').length, found.at(-1)]).toEqual(['document', 10, 'end'])
    expect(errors).toEqual([])
  })
})
