import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CommerceMLEvent } from 'commerceml'
import { readPathEvents } from 'commerceml/node'
import { readZipEvents } from 'commerceml/zip'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { zipOf } from '../helpers/zipped.ts'
import { CountedAccess } from './every-source.ts'

const SPLIT = fileURLToPath(new URL('../../fixtures/valid/3.1-split/', import.meta.url))
const BAD = fileURLToPath(new URL('../../../shared/badinputs/zip/', import.meta.url))
const CORPUS_ZIP = fileURLToPath(
  new URL('../../../shared/corpus/sukhikh18+woocommerce-ml/tests__fixtures__import0_1.zip', import.meta.url),
)

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'commerceml-zip-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const document = (body: string): Uint8Array =>
  new TextEncoder().encode(`<КоммерческаяИнформация ВерсияСхемы="2.10">${body}</КоммерческаяИнформация>`)
const product = (id: string): Uint8Array =>
  document(`<Каталог><Товары><Товар><Ид>${id}</Ид></Товар></Товары></Каталог>`)

async function all(events: AsyncIterable<CommerceMLEvent>): Promise<CommerceMLEvent[]> {
  const list: CommerceMLEvent[] = []
  for await (const event of events) list.push(event)
  return list
}
const summary = (events: readonly CommerceMLEvent[]): string[] =>
  events.filter(({ type }) => type === 'document').map(({ position }) => position.source ?? '')

// What Finder puts beside a file: its icon, and where it was loaded from.
const RESOURCE_FORK = Uint8Array.from([0, 5, 0x16, 7, 0, 2, 0, 0, ...new TextEncoder().encode('Mac OS X        ')])

test.each([['__MACOSX/._import.xml'], ['._import.xml']])(
  'the resource fork of a document, %s, is none',
  async (name) => {
    const zip = await zipOf({ 'import.xml': product('1'), [name]: RESOURCE_FORK })
    expect(summary(await all(readZipEvents(zip)))).toEqual(['import.xml'])
  },
)

test('an archive of resource forks alone has no document', async () => {
  const zip = await zipOf({ '__MACOSX/._import.xml': RESOURCE_FORK })
  await expect(all(readZipEvents(zip))).rejects.toMatchObject({ code: 'zip-no-xml' })
})

test('the documents of an archive come in the order of their contents, whatever their order and names', async () => {
  const files = readdirSync(SPLIT).filter((name) => name.endsWith('.xml'))
  const zip = await zipOf(Object.fromEntries(files.reverse().map((name) => [name, readFileSync(join(SPLIT, name))])))
  const types = (await all(readZipEvents(zip))).map(({ type }) => type)
  for (const [earlier, later] of [
    ['referenceItem', 'group'],
    ['group', 'product'],
    ['property', 'product'],
    ['product', 'offer'],
    ['offer', 'counterparty'],
  ] as const) {
    expect(types.lastIndexOf(earlier), `${earlier} before ${later}`).toBeLessThan(types.indexOf(later))
  }
})

test('an encoding that only the caller knows is known when they are put in order', async () => {
  const offers = '<ПакетПредложений><Предложения><Предложение><Ид>1</Ид></Предложение></Предложения></ПакетПредложений>'
  const classifier = '<Классификатор><Ид>1</Ид><Группы><Группа><Ид>1</Ид></Группа></Группы></Классификатор>'
  const koi8 = (utf8: Uint8Array): Uint8Array => iconv.encode(new TextDecoder().decode(utf8), 'koi8-r')
  const zip = await zipOf({
    'a.xml': koi8(document(offers)),
    'b.xml': koi8(product('1')),
    'c.xml': koi8(document(classifier)),
  })
  expect(summary(await all(readZipEvents(zip, { encoding: 'koi8-r' })))).toEqual(['c.xml', 'b.xml', 'a.xml'])
})

test('numbers in names count by their value where contents are alike', async () => {
  const zip = await zipOf({
    'import0_10.xml': product('10'),
    'import0_2.xml': product('2'),
    'import0_1.xml': product('1'),
  })
  expect(summary(await all(readZipEvents(zip)))).toEqual(['import0_1.xml', 'import0_2.xml', 'import0_10.xml'])
})

test('a path, bytes and random access give the same events', async () => {
  const zip = await zipOf({ 'a/import.xml': product('1'), 'import_files/1.jpg': new Uint8Array(1000) })
  const path = join(folder, 'same.zip')
  writeFileSync(path, zip)
  const access = new CountedAccess(zip)
  const expected = await all(readZipEvents(zip))
  expect(expected.at(-1)?.type).toBe('end')
  expect(await all(readZipEvents(path))).toEqual(expected)
  expect(await all(readPathEvents(path))).toEqual(expected)
  expect(await all(readZipEvents(access))).toEqual(expected)
  expect(access.closes).toBe(1)
})

test('leaving the loop closes the archive', async () => {
  const access = new CountedAccess(await zipOf({ 'import.xml': product('1') }))
  for await (const event of readZipEvents(access)) if (event.type === 'product') break
  expect(access.closes).toBe(1)
})

test('leaving before the first event closes the archive, which is not opened', async () => {
  const access = new CountedAccess(await zipOf({ 'import.xml': product('1') }))
  const events = readZipEvents(access)
  await events.return()
  await events.return()
  expect([access.reads, access.closes]).toEqual([0, 1])
})

test('an archive without a document says what it has instead', async () => {
  const zip = await zipOf({ 'photo.jpg': new Uint8Array(3) })
  await expect(all(readZipEvents(zip))).rejects.toMatchObject({ code: 'zip-no-xml', found: '"photo.jpg"' })
})

test('a document that cannot be read fails the archive before any data', async () => {
  const zip = await zipOf({
    'a.xml': product('1'),
    'b.xml': new TextEncoder().encode('<КоммерческаяИнформация><Каталог>'),
  })
  const seen: string[] = []
  const reading = (async () => {
    for await (const event of readZipEvents(zip)) seen.push(event.position.source ?? '')
  })()
  await expect(reading).rejects.toMatchObject({ code: 'truncated-input', position: { source: 'b.xml' } })
  expect(seen).not.toContain('a.xml')
})

test('an abort ends the reading with its reason', async () => {
  const zip = await zipOf({ 'import.xml': product('1') })
  const reason = new Error('enough')
  await expect(all(readZipEvents(zip, { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason)
})

describe.skipIf(!existsSync(BAD))('archives of the shared set', () => {
  const rows = existsSync(BAD)
    ? readFileSync(join(BAD, 'MANIFEST.tsv'), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t'))
    : []
  const refused = rows.filter(([, , , verdict]) => verdict?.startsWith('refused')).map(([file = '']) => file)

  test.each(refused)('%s is refused by the readers too', async (file) => {
    await expect(all(readZipEvents(join(BAD, file)))).rejects.toMatchObject({ name: 'CommerceMLError' })
  })
})

test.skipIf(!existsSync(CORPUS_ZIP))('a real archive of 1C is read', async () => {
  const events = await all(readZipEvents(CORPUS_ZIP))
  expect(events.at(-1)).toMatchObject({ type: 'end', counts: { product: 5, group: 6 } })
})
