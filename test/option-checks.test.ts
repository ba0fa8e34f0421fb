import { createReader, readEvents } from 'commerceml'
import { readFileEvents, readFolderEvents, readPathEvents } from 'commerceml/node'
import { createExchange, createFetchHandler } from 'commerceml/server'
import { createNodeHandler, diskStores } from 'commerceml/server/node'
import { openZip, readZipEvents } from 'commerceml/zip'
import { describe, expect, test } from 'vitest'

const OPTIONS = new TypeError('options must be an object, not null')

describe('options that are null are named as such', () => {
  test.each<[of: string, read: (options: never) => AsyncIterable<unknown>]>([
    ['readEvents', (options) => readEvents('<КоммерческаяИнформация/>', options)],
    ['readFileEvents', (options) => readFileEvents('no file', options)],
    ['readPathEvents', (options) => readPathEvents('no file', options)],
    ['readFolderEvents', (options) => readFolderEvents('no folder', options)],
    ['readZipEvents', (options) => readZipEvents(new Uint8Array(), options)],
  ])('%s', async (_, read) => {
    const reading = async () => {
      for await (const event of read(null as never)) expect(event).toBeUndefined()
    }
    await expect(reading()).rejects.toThrow(OPTIONS)
  })

  test('openZip', async () => {
    await expect(openZip(new Uint8Array(), null as never)).rejects.toThrow(OPTIONS)
  })

  test('createReader, createExchange and what mounts it', () => {
    expect(() => createReader({ onEvent() {} }, null as never)).toThrow(OPTIONS)
    for (const wrong of [undefined, null, 5]) {
      expect(() => createExchange(wrong as never)).toThrow(new TypeError(`options must be an object, not ${wrong}`))
    }
    const exchange = createExchange({ authenticate: () => true, async importFile() {} })
    expect(() => createFetchHandler(exchange, null as never)).toThrow(OPTIONS)
    expect(() => createNodeHandler(exchange, null as never)).toThrow(OPTIONS)
  })
})

test.each([undefined, null, 5, [], {}])('%o is no folder for stores', (folder) => {
  expect(() => diskStores(folder as never)).toThrow(
    new TypeError("diskStores() takes the path of a folder: './exchange'"),
  )
})
