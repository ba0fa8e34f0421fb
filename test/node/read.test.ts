import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type CommerceMLEvent, type ReadOptions, readEvents } from 'commerceml'
import { fileBytes, readFileEvents, readFolderEvents, readPathEvents } from 'commerceml/node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { COUNTS_HANDLES, openHandles } from '../zip/every-source.ts'

const FIXTURES = fileURLToPath(new URL('../../fixtures/valid/', import.meta.url))
const CATALOG = join(FIXTURES, 'import-2.08/import.xml')

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commerceml-node-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function all(events: AsyncIterable<CommerceMLEvent>): Promise<CommerceMLEvent[]> {
  const list: CommerceMLEvent[] = []
  for await (const event of events) list.push(event)
  return list
}
const sources = (events: readonly CommerceMLEvent[]): string[] =>
  events.filter(({ type }) => type === 'document').map(({ position }) => position.source ?? '')
const put = (name: string, body: string): void =>
  writeFileSync(join(folder, name), `<КоммерческаяИнформация ВерсияСхемы="2.10">${body}</КоммерческаяИнформация>`)

const offer = (inner: string): string =>
  `<ПакетПредложений><Предложения><Предложение><Ид>1</Ид>${inner}</Предложение></Предложения></ПакетПредложений>`
const BODIES = {
  references:
    '<ПользовательскиеСправочники><Справочник><Ид>1</Ид></Справочник></ПользовательскиеСправочники><Классификатор/>',
  classifier: '<Классификатор><Ид>1</Ид><Группы><Группа><Ид>1</Ид></Группа></Группы></Классификатор>',
  goods: '<Каталог><Товары><Товар><Ид>1</Ид></Товар></Товары></Каталог>',
  offers: offer('<Наименование>Чай</Наименование>'),
  prices: offer('<Цены><Цена><ЦенаЗаЕдиницу>1</ЦенаЗаЕдиницу></Цена></Цены>'),
  rests: offer('<Остатки><Остаток><Количество>1</Количество></Остаток></Остатки>'),
  counterparties: '<Контрагенты><Контрагент><Ид>1</Ид></Контрагент></Контрагенты>',
  orders: '<Документ><Ид>1</Ид></Документ>',
  empty: '',
}

test('a file is named in the positions of its events', async () => {
  const events = await all(readFileEvents(CATALOG))
  expect(new Set(events.map(({ position }) => position.source))).toEqual(new Set(['import.xml']))
  expect(events.at(-1)?.type).toBe('end')
})

test('the resource forks that macOS leaves on foreign disks are no documents', async () => {
  put('import.xml', BODIES.goods)
  writeFileSync(join(folder, '._import.xml'), Uint8Array.from([0, 5, 0x16, 7, 0, 2, 0, 0]))
  expect(sources(await all(readFolderEvents(folder)))).toEqual(['import.xml'])
})

test('the files of a folder come by what they hold: each kind is named against the order here', async () => {
  const kinds = Object.entries(BODIES)
  for (const [index, [kind, body]] of kinds.entries()) put(`${kinds.length - index}-${kind}.xml`, body)
  const order = sources(await all(readFolderEvents(folder))).map((name) => name.replace(/^\d+-|\.xml$/g, ''))
  expect(order).toEqual(Object.keys(BODIES))
})

test.each([
  '<Количество>1</Количество>',
  '<Склад ИдСклада="1" КоличествоНаСкладе="1"/>',
  '<КоличествоНаСкладах><КоличествоНаСкладе><ИдСклада>1</ИдСклада></КоличествоНаСкладе></КоличествоНаСкладах>',
  '<ОстаткиПоСкладам><Остаток><СкладИД>1</СкладИД></Остаток></ОстаткиПоСкладам>',
  '<Остатки><Остаток>1</Остаток></Остатки>',
])('a file of %s comes behind the prices', async (stock) => {
  put('a.xml', offer(stock))
  put('b.xml', BODIES.prices)
  expect(sources(await all(readFolderEvents(folder)))).toEqual(['b.xml', 'a.xml'])
})

test('an offers file with prices and stock is no prices file, also when its first offers are empty', async () => {
  put('a.xml', BODIES.prices)
  const offers = `${'<Предложение/>'.repeat(3)}<Предложение><Ид>1</Ид><Наименование>Чай</Наименование><Цены><Цена/></Цены><Количество>1</Количество></Предложение>`
  put('b.xml', `<ПакетПредложений><Предложения>${offers}</Предложения></ПакетПредложений>`)
  expect(sources(await all(readFolderEvents(folder)))).toEqual(['b.xml', 'a.xml'])
})

test('folders inside are read, other files are left alone, links are not followed', async () => {
  mkdirSync(join(folder, 'goods', 'import_files'), { recursive: true })
  put('goods/goods.XML', BODIES.goods)
  writeFileSync(join(folder, 'goods', 'import_files', '1.jpg'), 'not XML')
  symlinkSync(CATALOG, join(folder, 'link.xml'))
  expect(sources(await all(readFolderEvents(folder)))).toEqual(['goods/goods.XML'])
})

test('a folder without documents, and a path that is not there, are errors', async () => {
  await expect(all(readFolderEvents(folder))).rejects.toMatchObject({ code: 'folder-no-xml' })
  await expect(all(readFileEvents(join(folder, 'no.xml')))).rejects.toMatchObject({ code: 'ENOENT' })
  await expect(all(readPathEvents(join(folder, 'no.xml')))).rejects.toMatchObject({ code: 'ENOENT' })
})

test('a file that cannot be read fails the folder before any data', async () => {
  put('a.xml', BODIES.goods)
  writeFileSync(join(folder, 'z.xml'), '<html/>')
  const seen: CommerceMLEvent[] = []
  const reading = (async () => {
    for await (const event of readFolderEvents(folder)) seen.push(event)
  })()
  await expect(reading).rejects.toMatchObject({ code: 'wrong-root', position: { source: 'z.xml' } })
  expect(seen).toEqual([])
})

test('a path may be a file: URL, and what is none is a TypeError', async () => {
  const events = await all(readFileEvents(CATALOG))
  expect(await all(readFileEvents(pathToFileURL(CATALOG)))).toEqual(events)
  expect(await all(readPathEvents(pathToFileURL(CATALOG)))).toEqual(events)
  expect(await all(readEvents(fileBytes(pathToFileURL(CATALOG)), { source: basename(CATALOG) }))).toEqual(events)
  const inside = dirname(CATALOG)
  expect(await all(readFolderEvents(pathToFileURL(inside)))).toEqual(await all(readFolderEvents(inside)))
  expect(() => readFileEvents(new URL('https://example.com/import.xml'))).toThrow(TypeError)
  for (const none of [undefined, 7, Buffer.from('a.xml')])
    expect(() => readPathEvents(none as never)).toThrow('a path must be a string or a file: URL')
})

test('a path is a file, an archive or a folder', async () => {
  expect(await all(readPathEvents(CATALOG))).toEqual(await all(readFileEvents(CATALOG)))
  put('a.xml', BODIES.goods)
  expect(await all(readPathEvents(folder))).toEqual(await all(readFolderEvents(folder)))
})

test('a pipe is read as a file is, and may be gone on with', async () => {
  const path = join(folder, 'pipe.zip')
  execFileSync('mkfifo', [path])
  const through = async (options: ReadOptions): Promise<CommerceMLEvent[]> => {
    const reading = all(readPathEvents(path, { ...options, source: 'import.xml' }))
    // Who writes waits for who reads: were the pipe opened twice, one of them would get nothing.
    const [events] = await Promise.all([reading, writeFile(path, readFileSync(CATALOG))])
    return events
  }
  const whole = await all(readFileEvents(CATALOG))
  expect(await through({})).toEqual(whole)
  const reading = readFileEvents(CATALOG)
  for await (const event of reading) if (event.type === 'product') break
  const resume = reading.checkpoint()
  expect(resume.offset).toBeGreaterThan(0)
  const rest = await through({ resume })
  expect(rest.length).toBeGreaterThan(0)
  expect(rest).toEqual(whole.slice(-rest.length))
  expect(rest).toEqual(await all(readFileEvents(CATALOG, { resume })))
})

test('progress counts the bytes of all files', async () => {
  put('a.xml', BODIES.goods)
  put('b.xml', BODIES.offers)
  const total = ['a.xml', 'b.xml'].reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0)
  const read: number[] = []
  await all(readFolderEvents(folder, { onProgress: (bytes) => read.push(bytes) }))
  expect(read).toEqual([...read].sort((one, other) => one - other))
  expect(read.at(-1)).toBe(total)
})

test.skipIf(!COUNTS_HANDLES).each([
  ['readFileEvents', () => readFileEvents(join(folder, 'import.xml'))],
  ['readFolderEvents', () => readFolderEvents(folder)],
  ['readPathEvents', () => readPathEvents(join(folder, 'import.xml'))],
])('%s may be left before the end, and the file is closed', async (_, read) => {
  const product = `<Товар><Ид>1</Ид><Наименование>${'Товар '.repeat(1_000)}</Наименование></Товар>`
  put('import.xml', `<Каталог><Ид>1</Ид><Товары>${product.repeat(300)}</Товары></Каталог>`)
  for await (const { type } of read()) {
    if (type !== 'product') continue
    expect(openHandles(folder)).toBe(1)
    break
  }
  expect(openHandles(folder)).toBe(0)
})
