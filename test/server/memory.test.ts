import { join } from 'node:path'
import { Readable } from 'node:stream'
import { readEvents } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { exchangeAt, startChild } from './helpers/child.ts'
import { type EventPrint, eventPrint } from './helpers/event-print.ts'
import { OneC, utf8 } from './helpers/one-c.ts'
import { watchRejections } from './helpers/rejections.ts'

watchRejections()

// COMMERCEML_UPLOAD_MB=2000 npx vitest run test/server/memory.test.ts (an entry of an archive may have 2 GiB)
const MEGABYTES = Number(process.env['COMMERCEML_UPLOAD_MB'] ?? 200)
const MOST_MEMORY = 150 * 1024
const LIMIT = 1024 * 1024

const folder = temporaryFolder('memory')

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация ВерсияСхемы="2.10"><Каталог><Ид>c</Ид><Товары>\n'
const TAIL = '</Товары></Каталог></КоммерческаяИнформация>\n'

/** A catalog of that many bytes and a few more, a thousand products at a time. */
function* document(megabytes: number): Generator<Uint8Array, void, undefined> {
  yield utf8(HEAD)
  for (let length = 0, id = 0; length < megabytes * 1024 * 1024; ) {
    let products = ''
    for (const last = id + 1_000; id < last; id++) {
      products += `<Товар><Ид>${id}-5b8f-11ee-b4a5</Ид><Артикул>А-${id}</Артикул><Наименование>Товар ${id * 7919}</Наименование><Группы><Ид>${id % 97}</Ид></Группы><ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Вес</Наименование><Значение>${id % 1_000}.5</Значение></ЗначениеРеквизита></ЗначенияРеквизитов></Товар>\n`
    }
    const bytes = utf8(products)
    length += bytes.length
    yield bytes
  }
  yield utf8(TAIL)
}

function zipped(megabytes: number): AsyncIterable<Uint8Array> {
  const zip = new ZipFile()
  zip.addReadStream(Readable.from(document(megabytes)), 'import.xml')
  zip.end()
  return zip.outputStream as unknown as Readable
}

/** The same bytes in parts of one length, the last shorter. */
async function* inParts(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  length: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const bytes of source) {
    held.push(bytes)
    size += bytes.length
    if (size < length) continue
    const joined = Buffer.concat(held)
    let at = 0
    for (; joined.length - at >= length; at += length) yield joined.subarray(at, at + length)
    held = [joined.subarray(at)]
    size = joined.length - at
  }
  if (size > 0) yield Buffer.concat(held)
}

describe(`${MEGABYTES} MB uploaded in chunks to a site on a disk, and imported`, () => {
  let direct: EventPrint | undefined

  test.each([
    ['plain', 'import.xml', () => document(MEGABYTES)],
    ['zipped', 'v8_1.zip', () => zipped(MEGABYTES)],
  ])(
    '%s: under 150 MB of memory, and the events are those of the file itself',
    async (kind, name, source) => {
      const child = await startChild('memory-child', [join(folder, kind)])
      const exchange = exchangeAt(child)
      const stats = async (): Promise<{ prints: EventPrint[]; maxRSS: number }> =>
        (await fetch(`http://127.0.0.1:${child.port}/stats`)).json()
      try {
        const bare = (await stats()).maxRSS
        const client = new OneC(exchange)
        await client.begin()
        let bytes = 0
        for await (const part of inParts(source(), LIMIT)) {
          bytes += part.length
          expect((await client.file(name, part)).text).toBe('success')
        }
        const uploaded = (await stats()).maxRSS
        expect((await client.imported('import.xml')).text).toMatch(/^success\n/)
        const { prints, maxRSS } = await stats()
        direct ??= await eventPrint(readEvents(Readable.from(document(MEGABYTES)), { source: 'import.xml' }))
        const rounded = [bare, uploaded, maxRSS].map((kibibytes) => Math.round(kibibytes / 1024))
        console.info(
          `${kind}: ${bytes} bytes, ${direct.count} events; most memory in MiB (start, uploaded, imported): ${rounded.join(', ')}`,
        )
        expect(prints).toEqual([direct])
        expect(direct.count).toBeGreaterThan(MEGABYTES * 2_000)
        expect(maxRSS).toBeLessThan(MOST_MEMORY)
      } finally {
        await child.kill()
      }
    },
    3_600_000,
  )
})
