import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { CommerceMLEvent } from 'commerceml'
import { writeEvents } from 'commerceml/write'
import { expect, test } from 'vitest'
import { joinedBytes } from './helpers/bytes.ts'
import { read } from './helpers/written-documents.ts'

// Real files of other people's shops: read where they lie, never part of the project. Fixtures stand in for them.
const CORPUS = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url))
const FIXTURES = fileURLToPath(new URL('../../fixtures/valid/', import.meta.url))
if (!existsSync(CORPUS)) console.info('test/write/corpus: no corpus of real files here, so only fixtures are written')

/** The two that no reader can read. */
const UNREADABLE = [
  'KovtunIvan+myBitrixShop/upload__1c_catalog__import.xml',
  'sosloow+node-CommerceML-parser/spec__files__xml__test.xml',
]

const files = [CORPUS, FIXTURES]
  .filter((folder) => existsSync(folder))
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.xml') && !UNREADABLE.includes(name))
      .map((name) => ({ name, path: folder + name })),
  )

// Where an event stood, and what the bytes were in, is the file's; a declaration that lied does so no more.
const OF_THE_FILE = new Set(['position', 'encoding', 'declaredEncoding', 'bom'])
const isLie = (event: CommerceMLEvent): boolean => event.type === 'issue' && event.issue.code === 'encoding-mismatch'
// One fixture holds what no 1C writes: the same odd element twice, among others that are odd. Rows are written in their
// own order, so there issues and the extras of one entity come in another; they are the same.
const isIssue = (event: CommerceMLEvent): boolean => event.type === 'issue'
const isOdd = (name: string): boolean => name.startsWith('oddities/')
const sorted = (elements: readonly unknown[]): unknown[] =>
  [...elements].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))

function comparable(events: readonly CommerceMLEvent[], odd: boolean): unknown[] {
  const leftOut = odd ? isIssue : isLie
  const left = events.filter((event) => !leftOut(event) && event.type === 'issue').length
  return events
    .filter((event) => !leftOut(event))
    .map((event) =>
      JSON.parse(
        JSON.stringify(event, (key, value) => {
          if (OF_THE_FILE.has(key)) return undefined
          if (odd && key === 'elements') return sorted(value)
          if (odd && key === 'text') return value.trim() // with the line ends between elements
          return key === 'counts' ? { ...value, issue: left } : value
        }),
      ),
    )
}

test.each(files)('$name gives equal events when it is written and read again', async ({ name, path }) => {
  const events = await read(new Uint8Array(readFileSync(path)))
  const again = await read(await joinedBytes(writeEvents(events)))
  expect(comparable(again, isOdd(name))).toEqual(comparable(events, isOdd(name)))
})

test('there is enough to write', () => {
  expect(files.length).toBeGreaterThan(existsSync(CORPUS) ? 120 : 20)
})
