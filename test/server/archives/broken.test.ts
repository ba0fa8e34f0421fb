import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { zipOf } from '../../helpers/zipped.ts'
import { catalogOf, ids, products } from '../helpers/files.ts'
import { chunksOf, OneC, utf8, WORDS } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite } from '../helpers/site.ts'
import { countedStores } from '../helpers/watched-stores.ts'

watchRejections()

const BAD = fileURLToPath(new URL('../../../../shared/badinputs/zip/', import.meta.url))
const bad = existsSync(BAD) ? readdirSync(BAD).filter((name) => name.endsWith('.zip')) : []

describe('a broken archive', () => {
  test.skipIf(bad.length === 0)(
    'of each kind in the corpus is a failure with a sentence, changes nothing, and is closed',
    async () => {
      expect(bad.length).toBeGreaterThan(20)
      for (const name of bad) {
        const { stores, files } = countedStores(memoryStores())
        const { exchange, records } = makeSite({ stores, fileLimit: 1e8 })
        const client = new OneC(exchange)
        await client.begin()
        const bytes = new Uint8Array(readFileSync(`${BAD}/${name}`))
        await client.upload('v8.zip', bytes)
        for (const asked of ['v8.zip', 'import.xml']) {
          const { word, lines } = await client.imported(asked)
          // Some of them are whole but for one entry, and some are only odd.
          expect([name, WORDS.includes(word), lines.length]).toEqual([name, true, 2])
          if (word === 'failure') expect([name, lines[1]]).toEqual([name, expect.stringMatching(/^[^<>\0-\x1f]{20,}$/)])
        }
        expect([name, files.open]).toEqual([name, 0])
        await client.begin()
        await client.upload('import.xml', catalogOf([77]))
        expect((await client.imported('import.xml')).word).toBe('success')
        expect(records.at(-1)).toBe('product 77')
      }
    },
  )

  test.each([
    ['cut short', async () => (await zipOf({ 'import.xml': utf8(catalogOf(ids(20))) })).subarray(0, -30)],
    ['a bomb', () => zipOf({ 'import.xml': utf8(`<?xml version="1.0"?>${' '.repeat(30_000_000)}`) })],
    [
      'leaving its folder',
      async () => {
        const zip = Buffer.from(await zipOf({ 'aa/import.xml': utf8(catalogOf([1])) }))
        return new Uint8Array(Buffer.from(zip.toString('latin1').replaceAll('aa/import', '../import'), 'latin1'))
      },
    ],
    ['no archive at all', async () => utf8('PK or not')],
    ['empty', async () => new Uint8Array()],
  ])('%s: failure with a message', async (_, make) => {
    const { exchange, records } = makeSite({ fileLimit: 1e8 })
    const client = new OneC(exchange)
    await client.begin()
    await client.upload('v8.zip', await make())
    const reply = await client.imported('import.xml')
    expect(reply.word).toBe('failure')
    expect(reply.lines[1]).toMatch(/.{20,}/)
    expect(records).toEqual([])
  })

  test.each(['import.xml', 'v8.zip'])('that was asked for as %s begins anew with the next chunk', async (asked) => {
    const { exchange, records } = makeSite({ zip: true })
    const client = new OneC(exchange)
    await client.begin()
    const zips = await Promise.all([1, 2, 3].map((id) => zipOf({ 'import.xml': utf8(catalogOf([id, `${id}0`], 900)) })))
    for (const zip of zips.slice(0, 2)) {
      for (const chunk of chunksOf(zip, 300).slice(0, 2))
        expect((await client.file('v8.zip', chunk)).text).toBe('success')
      expect((await client.imported(asked)).word).toBe('failure')
    }
    for (const zip of zips.slice(1)) {
      expect((await client.upload('v8.zip', zip, 300)).text).toBe('success')
      expect((await client.imported(asked)).word).toBe('success')
    }
    expect(records).toEqual(products([2, '20', 3, '30']))
  })

  test('whose checksum is wrong is a failure, and no record of it is kept by who waits for the end', async () => {
    const zip = await zipOf({ 'import.xml': utf8(catalogOf(ids(200))) })
    const broken = Uint8Array.from(zip)
    broken[Math.floor(zip.length / 2)] = (broken[Math.floor(zip.length / 2)] as number) ^ 0xff
    const { exchange, records } = makeSite()
    const client = new OneC(exchange)
    await client.begin()
    await client.upload('v8.zip', broken)
    expect((await client.imported('import.xml')).word).toBe('failure')
    expect(records).toEqual([])
  })
})
