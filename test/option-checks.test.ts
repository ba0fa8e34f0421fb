import { createReader, readEvents } from 'commerceml'
import { parseFilename, sameSecret } from 'commerceml/exchange'
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

describe('secrets and names of another type', () => {
  // Two empty lists were the same secret as no text at all.
  test.each([
    [[], ''],
    ['', []],
    ['a', undefined],
    [undefined, 'a'],
    [null, null],
    [{ length: 0 }, ''],
  ])('%o and %o', (one, other) => {
    expect(() => sameSecret(one as never, other as never)).toThrow(new TypeError('sameSecret() compares two strings'))
  })

  // What parsers of addresses make of `filename[]=a`.
  test.each([[['import.xml']], [{ a: 'import.xml' }], [5], [null]])('%o', (name) => {
    expect(() => parseFilename(name as never)).toThrow(new TypeError('parseFilename() takes a string'))
  })
})
