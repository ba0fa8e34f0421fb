import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type CommerceMLEvent, createReader, isCommerceMLError } from 'commerceml'
import { afterAll, describe, expect, test } from 'vitest'
import { compare, FidelityTable, kindOf } from '../helpers/fidelity.ts'
import { readAll } from '../helpers/fixtures.ts'
import { decodeDocument } from '../helpers/source-values.ts'

// Real files of other people's shops: read where they lie, never part of the project.
const CORPUS = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url))
const MANIFEST = join(CORPUS, 'MANIFEST.tsv')

const present = existsSync(MANIFEST)
if (!present) console.info('test/corpus: no corpus of real files here, so nothing is read')

interface Row {
  readonly file: string
  readonly bytes: number
  readonly encoding: string
  readonly groups: number
  readonly products: number
  readonly offers: number
  readonly documents: number
}

function manifestRows(): Row[] {
  const [header = '', ...lines] = readFileSync(MANIFEST, 'utf8').trimEnd().split('\n')
  const names = header.split('\t')
  return lines.map((line) => {
    const cells = line.split('\t')
    const cell = (name: string): string => cells[names.indexOf(name)] ?? ''
    return {
      file: cell('file'),
      bytes: Number(cell('bytes')),
      encoding: cell('declared_encoding'),
      groups: Number(cell('n_Группа')),
      products: Number(cell('n_Товар')),
      offers: Number(cell('n_Предложение')),
      documents: Number(cell('n_Документ')),
    }
  })
}

/** Files that are broken by nature, and what they give. */
const BROKEN = new Map([
  ['KovtunIvan+myBitrixShop/upload__1c_catalog__import.xml', 'not-well-formed'], // two XML declarations
  ['sosloow+node-CommerceML-parser/spec__files__xml__test.xml', 'not-xml'], // `undefinedundefined` before the first
])

/** The files of this owner were recoded to UTF-8; those that declare windows-1251 were left to say so. */
const RECODED = 'devsandk+bitrix_utf8/'

const rows = present ? manifestRows() : []
const documents = rows.filter(({ file }) => !file.endsWith('.zip') && !BROKEN.has(file))
const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(join(CORPUS, file)))

test.skipIf(!present)('the corpus is the one that was counted', () => {
  expect(documents.length).toBeGreaterThan(120)
  for (const { file, bytes } of documents) expect([file, bytesOf(file).length]).toEqual([file, bytes])
  expect(rows.filter(({ file }) => BROKEN.has(file))).toHaveLength(BROKEN.size)
})

const table = new FidelityTable()
afterAll(() => {
  if (present) console.info(`values of real files that came out as events\n${table}`)
})

describe.skipIf(!present).each(documents)('$file', (row) => {
  test('gives as many entities as there are elements, and every value in them, and no other', async () => {
    const bytes = bytesOf(row.file)
    const events = await readAll(bytes)
    const count = (type: CommerceMLEvent['type']): number => events.filter((event) => event.type === type).length
    const lines = events.reduce((sum, event) => sum + (event.type === 'order' ? event.order.lines.length : 0), 0)
    expect({
      groups: count('group'),
      products: count('product') + lines,
      offers: count('offer'),
      documents: count('order'),
    }).toEqual({ groups: row.groups, products: row.products, offers: row.offers, documents: row.documents })

    const lies = row.file.startsWith(RECODED) && row.encoding === 'windows-1251'
    const mismatches = events.filter((event) => event.type === 'issue' && event.issue.code === 'encoding-mismatch')
    expect(mismatches).toHaveLength(lies ? 1 : 0)

    const fidelity = compare(decodeDocument(bytes), events)
    table.add(kindOf(events), fidelity)
    expect({ lost: fidelity.lost, invented: fidelity.invented }).toEqual({ lost: [], invented: [] })
  })
})

test.skipIf(!present)('four files lie about their encoding', () => {
  const lying = documents.filter(({ file, encoding }) => file.startsWith(RECODED) && encoding === 'windows-1251')
  expect(lying).toHaveLength(4)
})

test.skipIf(!present).each([...BROKEN])('%s gives %s', async (file, code) => {
  const error: unknown = await readAll(bytesOf(file)).catch((error: unknown) => error)
  expect(isCommerceMLError(error) && error.code).toBe(code)
})

/** Events as text: comparing them by structure, a hundred thousand at a time, takes minutes. */
function readInChunks(bytes: Uint8Array, length: number): string[] {
  const events: string[] = []
  const reader = createReader({ onEvent: (event) => events.push(JSON.stringify(event)) })
  for (let start = 0; start < bytes.length; start += length) reader.feed(bytes.subarray(start, start + length))
  reader.end()
  return events
}

const small = documents.filter(({ bytes }) => bytes < 200_000)

describe.skipIf(!present).each(small)('$file', ({ file }) => {
  test('gives the same events in pieces of 1, 7 and 4096 bytes as whole', () => {
    const bytes = bytesOf(file)
    const whole = readInChunks(bytes, bytes.length)
    for (const length of [1, 7, 4_096]) expect(readInChunks(bytes, length)).toEqual(whole)
  })
})
