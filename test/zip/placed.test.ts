import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { isCommerceMLError, type Position } from 'commerceml'
import { readFolderEvents } from 'commerceml/node'
import { readZipEvents } from 'commerceml/zip'
import { afterAll, expect, test } from 'vitest'
import { ZipFile } from 'yazl'

const folder = mkdtempSync(join(tmpdir(), 'commerceml-placed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function placeOf(events: AsyncIterable<unknown>): Promise<Position | undefined> {
  try {
    for await (const _ of events);
  } catch (error) {
    if (isCommerceMLError(error)) return error.position
    throw error
  }
  throw new Error('expected an error')
}

const XML = '<КоммерческаяИнформация ВерсияСхемы="2.10">\n<Каталог/>\n</КоммерческаяИнформация>'

test('an archive that is none is told of with its path', async () => {
  const path = join(folder, 'none.zip')
  writeFileSync(path, 'PK, but no archive')
  expect(await placeOf(readZipEvents(path))).toEqual({ offset: 0, line: 1, path: '', source: path })
})

test('a wrong checksum is told of with the entry, and how far it was read', async () => {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from(XML), 'a.xml', { compress: false })
  zip.end()
  const archive = new Uint8Array(await buffer(zip.outputStream))
  const at = Buffer.from(archive).indexOf('2.10')
  archive[at] = '3'.charCodeAt(0)
  const position = await placeOf(readZipEvents(archive))
  expect(position).toMatchObject({ source: 'a.xml' })
  expect(position?.offset).toBeGreaterThan(0)
})

test('a folder without documents is told of with its path', async () => {
  expect(await placeOf(readFolderEvents(folder))).toEqual({ offset: 0, line: 1, path: '', source: folder })
})
