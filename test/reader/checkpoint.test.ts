import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Checkpoint,
  type CommerceMLEvent,
  createReader,
  type Events,
  type Input,
  type ReadOptions,
  readEvents,
} from 'commerceml'
import { readFileEvents, readFolderEvents, readPathEvents } from 'commerceml/node'
import { Catalog, type Codec, content, extend, many, one, type Rows, text } from 'commerceml/schema'
import { readZipEvents } from 'commerceml/zip'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AnyReadOptions } from '../helpers/any-options.ts'
import { document as documentOf, groups, product } from '../helpers/documents.ts'
import { readAll, validFixtures } from '../helpers/fixtures.ts'
import { ownRows } from '../helpers/own-rows.ts'
import { zipOf } from '../helpers/zipped.ts'

const ENGINES = ['wasm', 'saxes'] as const

/** Two hundred entities, with all that a place in the middle has to remember. */
function document(prefix = ''): string {
  const tag = (name: string, content: string, attributes = ''): string =>
    `<${prefix}${name}${attributes}>${content}</${prefix}${name}>`
  const id = (value: string): string => tag('Ид', value)
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
  const group = (number: number): string => {
    const inside = numbers(3).map((child) => tag('Группа', id(`g${number}-${child}`)))
    return tag('Группа', `${id(`g${number}`)}${tag('Группы', inside.join(''))}${tag('Наименование', 'поздно')}`)
  }
  // Ids that came before, near and far; values that cannot be read; comments and text where none belong.
  const item = (number: number): string =>
    `\n${tag('Товар', `${id(`p${number % 41}`)}${tag('Наименование', `Чай №${number} &amp; &#x422;`)}<!-- ${number} -->`)}` +
    (number % 17 === 0 ? 'между' : '')
  const offer = (number: number): string =>
    tag('Предложение', `${id(`p${number}#x`)}${tag('Количество', number % 9 === 0 ? 'много' : `${number},5`)}`)
  const namespace = prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`
  const root = ` ${namespace}="urn:1C.ru:commerceml_2" ВерсияСхемы="2.10" Чужое="&lt;&quot;&#10;&#x1F600;я"`
  return tag(
    'КоммерческаяИнформация',
    `${tag('Классификатор', `${id('k')}${tag('Неведомое', 'x', ' а="1"')}${tag('Группы', numbers(10).map(group).join(''))}${tag('Наименование', 'Каталог')}`)}\r\n` +
      tag(
        'Каталог',
        `${id('c')}${tag('Владелец', `${id('o')}${tag('Наименование', 'ООО')}`)}${tag('Товары', numbers(90).map(item).join('\n'), ' чужой="1"')}${tag('Описание', 'в конце')}`,
        ' СодержитТолькоИзменения="false"',
      ) +
      tag(
        'ПакетПредложений',
        `${id('k')}${tag('Предложения', numbers(80).map(offer).join(''))}<${prefix}Товары>зря</${prefix}Товары>`,
      ),
    root,
  )
}

const plain = document()
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const declared = (encoding: string, text: string): string => `<?xml version="1.0" encoding="${encoding}"?>\n${text}`
const DOCUMENTS: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['UTF-8', bytesOf(plain)],
  ['UTF-8 with a byte order mark, LF as CR LF', bytesOf(`\uFEFF${plain.replaceAll('\n', '\r\n')}`)],
  ['prefixed names', bytesOf(document('кми:'))],
  ['windows-1251', iconv.encode(declared('windows-1251', plain), 'win1251')],
  ['UTF-16LE', iconv.encode(`\uFEFF${declared('UTF-16', plain)}`, 'utf-16le', { addBOM: false })],
  ['UTF-16BE', iconv.encode(`\uFEFF${declared('UTF-16', plain)}`, 'utf-16be', { addBOM: false })],
]

function* pieces<T extends string | Uint8Array>(whole: T, length: number): Generator<T> {
  for (let start = 0; start < whole.length; start += length) yield whole.slice(start, start + length) as T
}

/** Events, and behind each where the reading stood, as it would come back from a database. */
async function stops(
  input: Input,
  options: AnyReadOptions,
): Promise<{ events: CommerceMLEvent[]; checkpoints: Checkpoint[] }> {
  const events: CommerceMLEvent[] = []
  const checkpoints: Checkpoint[] = []
  const reading = readEvents(input, options as ReadOptions)
  for await (const event of reading) {
    events.push(event)
    checkpoints.push(JSON.parse(JSON.stringify(reading.checkpoint())))
  }
  return { events, checkpoints }
}

const digest = (events: readonly CommerceMLEvent[]): string => events.map((event) => JSON.stringify(event)).join('\n')

/** Goes on behind every event, or one in `step`, and demands what would have come. */
async function resumeEverywhere(
  { events, checkpoints }: Awaited<ReturnType<typeof stops>>,
  read: (resume: Checkpoint) => AsyncIterable<CommerceMLEvent>,
  step = 1,
): Promise<void> {
  for (const [index, resume] of checkpoints.entries()) {
    if (index % step !== 0) continue
    const rest: CommerceMLEvent[] = []
    for await (const event of read(resume)) rest.push(event)
    const wanted = events.slice(index + 1)
    if (digest(rest) !== digest(wanted)) expect(rest, `behind event ${index}`).toEqual(wanted)
  }
}

describe.each(ENGINES)('with %s', (engine) => {
  describe.each(DOCUMENTS)('%s', (_, bytes) => {
    test('goes on behind every event', async () => {
      const stopped = await stops(pieces(bytes, 97), { engine })
      expect(stopped.events.length).toBeGreaterThan(250)
      await resumeEverywhere(stopped, (resume) => readEvents(bytes, { engine, resume }))
    })

    test('read in one piece, events behind the place are passed over', async () => {
      const stopped = await stops(bytes, { engine })
      await resumeEverywhere(stopped, (resume) => readEvents(bytes, { engine, resume }), 5)
    })

    test('a handler that asks stands behind its event', async () => {
      const events: CommerceMLEvent[] = []
      const checkpoints: Checkpoint[] = []
      const reader = createReader(
        {
          onEvent(event) {
            events.push(event)
            checkpoints.push(reader.checkpoint())
          },
        },
        { engine },
      )
      for (const piece of pieces(bytes, 500)) reader.feed(piece)
      reader.end()
      await resumeEverywhere({ events, checkpoints }, (resume) => readEvents(bytes, { engine, resume }), 7)
    })
  })

  test('of text, bytes are counted in UTF-8', async () => {
    const stopped = await stops(pieces(plain, 400), { engine })
    await resumeEverywhere(stopped, (resume) => readEvents(plain, { engine, resume }), 3)
  })

  test('of every document of the fixtures', async () => {
    for (const { bytes, options } of validFixtures().flatMap(({ documents }) => documents)) {
      const stopped = await stops(pieces(bytes, 211), { ...options, engine })
      const some = stopped.checkpoints.length > 50 ? 11 : 3
      for (const [index, resume] of stopped.checkpoints.entries()) {
        if (index % some !== 0) continue
        expect(digest(await readAll(bytes, { ...options, engine, resume }))).toBe(
          digest(stopped.events.slice(index + 1)),
        )
      }
    }
  })

  test('of what is selected', async () => {
    const options = { engine, select: ['product', 'catalog'], fields: { product: ['name'] } } as const
    const stopped = await stops(pieces(plain, 300), options)
    await resumeEverywhere(stopped, (resume) => readEvents(plain, { ...options, resume } as object))
  })

  test('a reading that went on can be left again', async () => {
    const { events } = await stops(pieces(plain, 300), { engine })
    let resume: Checkpoint | undefined
    const told: CommerceMLEvent[] = []
    for (let round = 0; round < 400 && told.length < events.length; round++) {
      const reading = readEvents(pieces(plain, 300), { engine, ...(resume && { resume }) })
      let left = 1 + (round % 5)
      for await (const event of reading) {
        told.push(event)
        resume = reading.checkpoint()
        if (--left === 0) break
      }
    }
    expect(digest(told)).toBe(digest(events))
  })

  test('the other engine goes on as well', async () => {
    const other = engine === 'wasm' ? 'saxes' : 'wasm'
    const stopped = await stops(pieces(plain, 900), { engine })
    await resumeEverywhere(stopped, (resume) => readEvents(plain, { engine: other, resume }), 3)
  })

  test('an error behind it has its place in the whole document', async () => {
    const broken = `${plain.slice(0, -30)}&bad;`
    const failure = async (options: ReadOptions): Promise<unknown> => {
      try {
        await readAll(broken, options)
      } catch (error) {
        const { code, message, position } = error as { code: string; message: string; position: unknown }
        return { code, message, position }
      }
      return undefined
    }
    const { checkpoints } = await stops(pieces(plain, 300), { engine })
    expect(await failure({ engine, resume: checkpoints.at(150) as Checkpoint })).toEqual(await failure({ engine }))
    const strict = await failure({ engine, strict: true, resume: checkpoints.at(150) as Checkpoint })
    expect(strict).toMatchObject({ code: 'strict-issue' })
  })

  test('the input may begin where the bytes are needed', async () => {
    const bytes = bytesOf(plain)
    const { events, checkpoints } = await stops(pieces(bytes, 300), { engine })
    const resume = checkpoints.at(120) as Checkpoint
    expect(resume.offset).toBeGreaterThan(3_000)
    const progress: number[] = []
    const onProgress = (read: number): void => void progress.push(read)
    const options = { engine, resume, inputOffset: resume.offset, onProgress }
    const rest = await readAll(bytes.subarray(resume.offset), options)
    expect(digest(rest)).toBe(digest(events.slice(121)))
    expect(progress).toEqual([bytes.length]) // of the document, not of what is left of it
  })
})

describe('a checkpoint', () => {
  test('is small, and its place comes closely behind what was told', async () => {
    const { events, checkpoints } = await stops(pieces(bytesOf(plain), 100), {})
    const last = checkpoints.at(-20) as Checkpoint
    expect(JSON.stringify(last).length).toBeLessThan(4_000)
    expect(last.offset).toBeGreaterThanOrEqual((events.at(-20) as CommerceMLEvent).position.offset)
    expect(last.told).toBeLessThan(3)
  })

  test.each([
    ['as a file is read', 64 * 1024],
    ['in one piece', Number.POSITIVE_INFINITY],
  ])('comes along in a long document, %s', async (_, length) => {
    const xml = bytesOf(
      documentOf(
        `<Каталог><Товары>${`<Товар><Описание>${'x'.repeat(200)}</Описание></Товар>`.repeat(5_000)}</Товары></Каталог>`,
      ),
    )
    const events = readEvents(pieces(xml, Math.min(length, xml.length)))
    let behind = 0
    for await (const { position } of events) {
      behind = Math.max(behind, position.offset - events.checkpoint().offset)
    }
    expect(xml.length).toBeGreaterThan(1024 * 1024)
    expect(behind).toBeLessThan(512 * 1024)
  })

  test('remembers ids over thousands of products, in 16 KiB and a little', async () => {
    const many = product('<Ид>0</Ид>').replace(
      /<Товар>.*<\/Товар>/,
      Array.from({ length: 5_000 }, (_, n) => `<Товар><Ид>${n % 7 === 6 ? n - 900 : n}</Ид></Товар>`).join(''),
    )
    const { events, checkpoints } = await stops(many, {})
    expect(events.filter(({ type }) => type === 'issue').length).toBeGreaterThan(500)
    for (const index of [10, 1_500, 2_999, 4_000, events.length - 2]) {
      const resume = checkpoints[index] as Checkpoint
      expect(JSON.stringify(resume).length).toBeLessThan(18_000)
      expect(digest(await readAll(many, { resume }))).toBe(digest(events.slice(index + 1)))
    }
  })

  test('remembers ids from before a tree of groups, however many are in it', async () => {
    const children = Array.from({ length: 17_000 }, (_, index) => `<Группа><Ид>${index || 'a'}</Ид></Группа>`).join('')
    const xml = groups(`<Группа><Ид>a</Ид></Группа><Группа><Ид>b</Ид><Группы>${children}</Группы></Группа>`)
    const whole = await readAll(xml)
    expect(whole.filter(({ type }) => type === 'issue')).toHaveLength(1)
    for (const count of [3, 4, 5, 100]) {
      const events = readEvents(xml)
      for (let taken = 0; taken < count; taken++) await events.next()
      const resume = JSON.parse(JSON.stringify(events.checkpoint()))
      await events.return()
      expect(await readAll(xml, { resume })).toEqual(whole.slice(count))
    }
  })

  describe('of a container with rows of its own', () => {
    const words: Codec = { ...text, name: 'words', parse: (raw) => raw.split(',') as never }
    const record: Codec = { ...text, name: 'record', parse: (raw) => ({ extras: raw }) as never }
    test.each<[string, Rows, string, string]>([
      ['behind its items, more than are marked in bits', ownRows(70), '', '<Своё68>позже</Своё68>'],
      [
        'between its items, behind the first 32',
        ownRows(40),
        '',
        '<Своё38>позже</Своё38><Товары><Товар/><Товар/></Товары>',
      ],
      ['that are extras, behind as many', ownRows(70), '', '<Чужое>x</Чужое>'],
      [
        'under names that objects have',
        { constructor: one('А', text), toString: many('Б', text) },
        '<А>1</А>',
        '<Б>2</Б>',
      ],
      ['whose value is a list', { tags: one('Метки', words) }, '<Метки>a,b</Метки>', ''],
      ['whose value has extras that are none', { tags: one('Метки', record) }, '<Метки>a</Метки>', ''],
    ])('%s', async (_, rows, before, behind) => {
      const schema = { catalog: extend(Catalog, rows) }
      const xml = bytesOf(
        documentOf(`<Каталог><Ид>c</Ид>${before}<Товары><Товар/><Товар/></Товары>${behind}<Владелец/></Каталог>`),
      )
      for (const engine of ENGINES) {
        const options = { engine, schema }
        await resumeEverywhere(await stops(xml, options), (resume) => readEvents(xml, { ...options, resume }))
        await resumeEverywhere(await stops(pieces(xml, 20), options), (resume) =>
          readEvents(xml, { ...options, resume }),
        )
      }
    })

    test('keys stand in the order of the schema when it opens, too', async () => {
      const schema = { catalog: extend(Catalog, { mine: one('Моё', text) }) }
      const xml = documentOf('<Каталог чужой="1"><Моё>1</Моё><Ид>c</Ид><Товары><Товар/></Товары></Каталог>')
      const headers = (await readAll(xml, { schema })).flatMap((event) =>
        event.type === 'catalog' ? [event.catalog] : [],
      )
      const keys = Object.keys(headers[1] as object)
      expect(Object.keys(headers[0] as object)).toEqual(keys)
      expect(keys.slice(-2)).toEqual(['extras', 'mine'])
    })
  })

  test('leaves attributes in the extras of an entity without a prototype', async () => {
    const owner = '<Владелец><Ид>o</Ид><Чужое а="1"/></Владелец>'
    const xml = bytesOf(documentOf(`<Каталог>${owner}<Товары><Товар/><Товар/></Товары></Каталог>`))
    const { events, checkpoints } = await stops(xml, {})
    const behindProducts = events.findLastIndex(({ type }) => type === 'product')
    const rest = await readAll(xml, { resume: checkpoints[behindProducts] as Checkpoint })
    expect(rest).toStrictEqual(events.slice(behindProducts + 1))
  })

  test('of rows that the schema lacks is refused', async () => {
    const resume = structuredClone(await ofOther)
    Object.assign(resume.state?.open[1]?.container?.entity ?? {}, { чужой: 'x' })
    await expect(readAll(plain, { resume })).rejects.toThrow(/Каталог has no чужой/)
  })

  test('has what a container had when another entity stands in its place', async () => {
    const xml = bytesOf(
      documentOf(
        '<Каталог><Ид>c</Ид><Наименование>Каталог</Наименование><Товары><Товар/><Товар/></Товары></Каталог>' +
          '<Документ><Ид>o</Ид><Номер>1</Номер><Валюта>руб</Валюта></Документ><Каталог><Ид>d</Ид></Каталог>',
      ),
    )
    for (const engine of ENGINES) {
      await resumeEverywhere(await stops(xml, { engine }), (resume) => readEvents(xml, { engine, resume }))
    }
  })

  test('has what a container had of its own rows and outside the schema, and no more', async () => {
    const schema = {
      catalog: extend(Catalog, { note: content(text), attributes: one('Атрибуты', text), marks: many('Метка', text) }),
    }
    const item = (id: number): string => `<Товар><Ид>${id}</Ид></Товар>`
    const xml = documentOf(
      '<Каталог ещё="1">до <Атрибуты>abc</Атрибуты><Метка>1</Метка><Чужое><а б="в">г</а></Чужое>' +
        `<Товары чужой="2">${item(1)}<Между>1</Между>слово${item(2)}</Товары> между <Метка>2</Метка>` +
        `<Товары>${item(3)}<Между/>${item(4)}</Товары><Чужое/> после</Каталог>`,
    )
    const whole = await readAll(xml, { schema })
    expect(whole.at(-2)).toMatchObject({
      catalog: { note: 'до  между  после', attributes: 'abc', marks: ['1', '2'], extras: { attributes: { ещё: '1' } } },
    })
    for (const engine of ENGINES) {
      // The pieces are short, so that there is a place to go on from behind each product.
      const stopped = await stops(pieces(bytesOf(xml), 20), { engine, schema })
      await resumeEverywhere(stopped, (resume) => readEvents(bytesOf(xml), { engine, resume, schema }))
    }
  })

  test('knows which products stood in an earlier catalog: a full one without any is an issue all the same', async () => {
    const full = (content: string): string => `<Каталог СодержитТолькоИзменения="false">${content}</Каталог>`
    const groups = ['a', 'b', 'c', 'd'].map((id) => `<Группа><Ид>${id}</Ид></Группа>`).join('')
    const products = '<Товары><Товар><Ид>1</Ид></Товар></Товары>'
    const xml = bytesOf(documentOf(full(products) + full(`<Группы>${groups}</Группы>`)))
    const stopped = await stops(pieces(xml, 20), {})
    expect(stopped.events.at(-3)).toMatchObject({ type: 'issue', issue: { code: 'empty-full-catalog' } })
    await resumeEverywhere(stopped, (resume) => readEvents(xml, { resume }))
  })

  test('is put together when it is asked for, not behind each item', async () => {
    const unknown = '<Чужое>x</Чужое>'.repeat(1_000)
    const xml = bytesOf(documentOf(`<Каталог>${unknown}<Товары>${'<Товар/>'.repeat(100)}</Товары></Каталог>`))
    const events = readEvents(pieces(xml, 100))
    await events.next() // by now it knows its options
    const stringify = vi.spyOn(JSON, 'stringify')
    for (let taken = 0; taken < 50; taken++) await events.next()
    const states = () => stringify.mock.calls.filter(([value]) => typeof value === 'object').length
    const before = states()
    events.checkpoint()
    const after = states()
    stringify.mockRestore()
    expect([before, after]).toEqual([0, 1])
  })

  test('of a reading that has not begun is the start', async () => {
    const reading = readEvents(plain)
    const resume = reading.checkpoint()
    expect(resume).toMatchObject({ offset: 0, told: 0 })
    expect(digest(await readAll(plain, { resume }))).toBe(digest(await readAll(plain)))
  })

  test('does not change with what is done to the events', async () => {
    const reading = readEvents(pieces(plain, 200))
    for await (const event of reading) {
      if (event.type === 'catalog') event.catalog.name = 'changed'
      if (event.type === 'product' && event.product.id === 'p3') break
    }
    const before = JSON.stringify(reading.checkpoint())
    expect(JSON.stringify(reading.checkpoint())).toBe(before)
  })

  const ofOther: Promise<Checkpoint> = stops(pieces(plain, 300), {}).then(
    ({ checkpoints }) => checkpoints[99] as Checkpoint,
  )
  test.each<[string, (good: Checkpoint) => object, string]>([
    ['nothing', () => null as never, 'resume must be a checkpoint'],
    ['another version', (good) => ({ ...good, version: 2 }), 'resume must be a checkpoint'],
    ['a place without a state', ({ state: _, ...good }) => good, 'resume must be a checkpoint'],
    ['a negative place', (good) => ({ ...good, offset: -1 }), 'resume must be a checkpoint'],
    ['no count of what was told', ({ told: _, ...good }) => good, 'resume must be a checkpoint'],
    ['half a line', (good) => ({ ...good, line: 1.5 }), 'resume must be a checkpoint'],
    ['a state that is text', (good) => ({ ...good, state: '{}' }), 'resume must be a checkpoint'],
    ...Object.entries<unknown[]>({
      encoding: ['x', 'utf-16', undefined],
      attributes: [null, undefined, { ВерсияСхемы: 2 }],
      open: [[], ['Каталог'], [{}], { 0: { name: 'Каталог' }, length: 1 }, undefined],
      used: [-1, '1', undefined],
      counts: [null, undefined, { product: '1' }],
      productsBefore: [0.5, undefined],
      recent: ['', undefined, { product: 1 }, { product: 'ид' }, { product: 'AAAAA' }, { product: 'AA_A' }],
    }).flatMap(([key, values]) =>
      values.map((value): [string, (good: Checkpoint) => object, string] => [
        `${key} as ${JSON.stringify(value)}`,
        (good) => ({ ...good, state: { ...good.state, [key]: value } }),
        'resume must be a checkpoint',
      ]),
    ),
    ['other elements', (good) => ({ ...good, state: { ...good.state, open: [{ name: 'Каталог' }] } }), 'Каталог'],
    ['names that are none', (good) => ({ ...good, state: { ...good.state, open: [{ name: '<' }] } }), 'tag name'],
  ])('%s is refused', async (_, change, message) => {
    const resume = change(await ofOther) as Checkpoint
    await expect(readAll(plain, { resume })).rejects.toThrow(message)
  })

  test('is refused for other options, another kind of input and a place the input is behind', async () => {
    const resume = await ofOther
    await expect(readAll(plain, { resume, select: ['offer'] })).rejects.toThrow('other options')
    await expect(readAll(plain, { resume, extras: 'ignore' })).rejects.toThrow('other options')
    await expect(readAll(plain, { resume, encoding: 'utf-8' })).rejects.toThrow('other options')
    await expect(readAll(plain, { resume, schema: { catalog: Catalog } })).rejects.toThrow('other options')
    await expect(readAll(plain, { resume, inputOffset: resume.offset + 1 })).rejects.toThrow('inputOffset')
    await expect(readAll(plain, { inputOffset: 1 })).rejects.toThrow('inputOffset')
    const ansi = await stops(pieces(iconv.encode(declared('windows-1251', plain), 'win1251'), 300), {})
    await expect(readAll(plain, { resume: ansi.checkpoints[99] as Checkpoint })).rejects.toThrow(
      'bytes in windows-1251',
    )
  })

  test('holds for the same options in another order', async () => {
    const first = { select: ['product', 'group'], fields: { product: ['name', 'id'], group: ['id'] } } as const
    const other = { select: ['group', 'product'], fields: { group: ['id'], product: ['id', 'name'] } } as const
    const { events, checkpoints } = await stops(pieces(bytesOf(plain), 300), first)
    const resume = checkpoints[99] as Checkpoint
    expect(await readAll(plain, { ...other, resume })).toEqual(events.slice(100))
  })

  test('for a document that is shorter than it was is an error', async () => {
    const resume = await ofOther
    await expect(readAll(bytesOf(plain).subarray(0, 1_000), { resume })).rejects.toMatchObject({
      code: 'truncated-input',
      message: expect.stringContaining('is it the same document?'),
      position: { line: resume.line },
    })
  })

  test('for a document with fewer events than were told is an error, and behind its end nothing comes', async () => {
    const { events, checkpoints } = await stops(plain, {})
    const last = checkpoints.at(-1) as Checkpoint
    expect(await readAll(plain, { resume: last })).toEqual([])
    const start = { ...last, offset: 0, line: 1, told: events.length + 1, state: undefined } as object as Checkpoint
    for (const engine of ENGINES) {
      await expect(readAll(plain, { resume: start, engine })).rejects.toMatchObject({
        code: 'truncated-input',
        message: expect.stringContaining(
          'the input ends 1 events before the place to go on from: is it the same document?',
        ),
        position: events.at(-1)?.position,
      })
    }
    const shorter = '<КоммерческаяИнформация ВерсияСхемы="2.10"/>'
    await expect(readAll(shorter, { resume: { ...start, told: 20 } })).rejects.toThrow(
      /ends 18 events before the place/,
    )
  })
})

describe('files, folders and archives', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'commerceml-checkpoint-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const files = { 'import0_1.xml': bytesOf(plain), 'offers0_1.xml': bytesOf(document('к:')) }

  type Reading = Events<CommerceMLEvent>

  /** The events, and the checkpoint behind each. */
  async function told(reading: Reading): Promise<{ events: CommerceMLEvent[]; checkpoints: Checkpoint[] }> {
    const events: CommerceMLEvent[] = []
    const checkpoints: Checkpoint[] = []
    for await (const event of reading) {
      events.push(event)
      checkpoints.push(JSON.parse(JSON.stringify(reading.checkpoint())))
    }
    return { events, checkpoints }
  }

  async function everywhere(read: (options: ReadOptions) => Reading): Promise<void> {
    const { events, checkpoints } = await told(read({}))
    for (let index = 0; index < events.length; index += 29) {
      const rest: CommerceMLEvent[] = []
      for await (const event of read({ resume: checkpoints[index] as Checkpoint })) rest.push(event)
      expect(digest(rest), `behind event ${index}`).toBe(digest(events.slice(index + 1)))
    }
  }

  test('a file', async () => {
    const path = join(folder, 'import.xml')
    writeFileSync(path, plain)
    await everywhere((options) => readFileEvents(path, options))
    await everywhere((options) => readPathEvents(path, options))
  })

  test('a folder', async () => {
    const inner = mkdtempSync(join(folder, 'all-'))
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(inner, name), bytes)
    await everywhere((options) => readFolderEvents(inner, options))
  })

  test('an archive, in each of its entries', async () => {
    const zip = await zipOf(files)
    await everywhere((options) => readZipEvents(zip, options))
    const resume = { version: 1, offset: 0, line: 1, told: 3, reading: '{}', source: 'gone.xml' } as const
    await expect(readZipEvents(zip, { resume }).next()).rejects.toThrow('gone.xml, which is not among these')
  })

  interface Paths {
    readonly file: string
    readonly folder: string
    readonly zip: string
  }

  async function paths(): Promise<Paths> {
    const inner = mkdtempSync(join(folder, 'all-'))
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(inner, name), bytes)
    const zip = join(inner, 'all.zip')
    writeFileSync(zip, await zipOf(files))
    return { file: join(inner, 'import0_1.xml'), folder: inner, zip }
  }

  const READERS: readonly [string, (paths: Paths, options: ReadOptions) => Reading][] = [
    ['a file', ({ file }, options) => readFileEvents(file, options)],
    ['a folder', (all, options) => readFolderEvents(all.folder, options)],
    ['an archive', ({ zip }, options) => readZipEvents(zip, options)],
    ['a file by its path', ({ file }, options) => readPathEvents(file, options)],
    ['a folder by its path', (all, options) => readPathEvents(all.folder, options)],
    ['an archive by its path', ({ zip }, options) => readPathEvents(zip, options)],
  ]

  test.each(READERS)('%s goes on where a reading stands that has not begun, whatever source says', async (_, read) => {
    const path = await paths()
    const whole = await told(read(path, { source: 'mine' }))
    const first = read(path, { source: 'mine' }).checkpoint()
    expect(digest((await told(read(path, { source: 'mine', resume: first }))).events)).toBe(digest(whole.events))
    // One that goes on, and has not begun either, stands where it was left.
    const left = whole.checkpoints.at(-20) as Checkpoint
    const again = read(path, { source: 'mine', resume: left }).checkpoint()
    const rest = await told(read(path, { source: 'mine', resume: again }))
    expect(digest(rest.events)).toBe(digest(whole.events.slice(-19)))
  })

  test.each(READERS)('%s is opened by its reader, which is not told where its bytes begin', async (_, read) => {
    const path = await paths()
    const { events, checkpoints } = await told(read(path, {}))
    const resume = checkpoints[120] as Checkpoint
    expect(resume.offset).toBeGreaterThan(0)
    for (const inputOffset of [1, resume.offset, resume.offset + 1, Number.NaN]) {
      await expect(read(path, { resume, inputOffset }).next()).rejects.toThrow('inputOffset is for an input that you')
    }
    const rest = await told(read(path, { resume, inputOffset: 0 }))
    expect(digest(rest.events)).toBe(digest(events.slice(121)))
  })
})
