import { memoryStores } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { bytesOf, OneC, queryOf, utf8 } from './helpers/one-c.ts'
import { queried } from './helpers/queried.ts'
import { watchRejections } from './helpers/rejections.ts'
import { makeSite } from './helpers/site.ts'
import { watchedStores } from './helpers/watched-stores.ts'

watchRejections()

const ROOT = '<КоммерческаяИнформация ВерсияСхемы="2.10"/>'

describe('a document in text', () => {
  test.each([
    ['windows-1251', 'windows-1251', 'windows-1251'],
    ['utf-8', 'utf-8', 'utf-8'],
    ['utf-8-bom', 'utf-8', 'utf-8'],
  ] as const)('in %s: declaration, bytes and Content-Type agree', async (charset, label, decoder) => {
    for (const text of [
      ROOT,
      `<?xml version="1.0" encoding="UTF-8"?>\n${ROOT}`,
      `\uFEFF<?xml version='1.0'?>${ROOT}`,
    ]) {
      const { type, bytes } = await queried(() => text, { charset })
      expect(type).toBe(`application/xml; charset=${label}`)
      expect(bytes.subarray(0, 3).toString('hex') === 'efbbbf').toBe(charset === 'utf-8-bom')
      expect(new TextDecoder(decoder).decode(bytes)).toBe(`<?xml version="1.0" encoding="${label}"?>\n${ROOT}`)
    }
  })

  test('what windows-1251 lacks is written so that it is read back', async () => {
    const { bytes } = await queried(() => '<x>Ё😀</x>')
    expect(new TextDecoder('windows-1251').decode(bytes)).toContain('<x>Ё&#128512;</x>')
  })
})

describe('a document in bytes', () => {
  test.each([
    ['<?xml version="1.0" encoding="windows-1251"?><x/>', 'windows-1251'],
    ["<?xml version='1.0' encoding='UTF-8'?><x/>", 'utf-8'],
    ['<?xml version="1.0"?><x/>', 'utf-8'],
    ['\u00ef\u00bb\u00bf<?xml version="1.0"?><x/>', 'utf-8'],
  ])('goes out as it is, with the encoding that it names: %s', async (text, label) => {
    const given = Buffer.from(text, 'latin1')
    const { type, bytes } = await queried(() => new Uint8Array(given))
    expect(type).toBe(`application/xml; charset=${label}`)
    expect(bytes).toEqual(given)
  })

  test.each([
    ['that begins with something else', new Uint8Array([60, 120, 47, 62])],
    ['that is empty', new Uint8Array()],
    ['that is an archive', new Uint8Array([0x50, 0x4b, 3, 4])],
  ])('%s is a failure: 1C takes nothing else', async (_, given) => {
    const { bytes, errors } = await queried(() => given)
    expect(new TextDecoder('windows-1251').decode(bytes)).toBe('failure\nСайт не смог подготовить документ.')
    expect(String(errors[0])).toMatch(/must begin with <\?xml/)
  })
})

test('a document in pieces of text is a failure: they would be taken for no bytes', async () => {
  async function* pieces() {
    yield* ['<?xml version="1.0"?>', '<x/>']
  }
  const { bytes, errors } = await queried(() => pieces() as never)
  expect(new TextDecoder('windows-1251').decode(bytes)).toMatch(/^failure\n/)
  expect(String(errors[0])).toMatch(/a document in pieces must be of bytes/)
})

describe('a document in a stream', () => {
  const START = utf8('<?xml version="1.0"?><x>')

  /** A source that fails after so many bytes, and knows whether it was closed. */
  function source(pieces: number, fails: boolean) {
    const state = { given: 0, closed: false }
    async function* stream() {
      try {
        yield START
        for (; state.given < pieces; state.given++) yield new Uint8Array(1_000).fill(32)
        if (fails) throw new Error('the database is gone')
        yield utf8('</x>')
      } finally {
        state.closed = true
      }
    }
    return { state, stream }
  }

  test('that is short is held until it is whole', async () => {
    const { state, stream } = source(5, false)
    const { bytes, streamed, type } = await queried(stream)
    expect([streamed, type, state.closed]).toEqual([false, 'application/xml; charset=utf-8', true])
    expect(bytes.length).toBe(START.length + 5_000 + 4)
  })

  test('that fails while it is held is a failure', async () => {
    const { state, stream } = source(5, true)
    const { bytes, errors } = await queried(stream)
    expect(new TextDecoder('windows-1251').decode(bytes)).toBe('failure\nСайт не смог подготовить документ.')
    expect(errors.map(String)).toEqual(['Error: the database is gone'])
    expect(state.closed).toBe(true)
  })

  test('that is long goes out as it comes, no faster than it is taken', async () => {
    const { state, stream } = source(100, false)
    const { exchange } = makeSite({
      limits: { documentBuffer: 10_000 },
      orders: { query: async () => ({ document: stream() }) },
    })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    const { body } = await exchange.handle({ url: queryOf('sale', 'query'), cookie: client.cookie })
    expect(state.given).toBeLessThan(12)
    expect((await bytesOf(body)).length).toBe(START.length + 100_000 + 4)
    expect(state.closed).toBe(true)
  })

  test('that fails behind as many bytes as are held, and none more, is a failure', async () => {
    const told = (documentBuffer: number) => queried(source(5, true).stream, { limits: { documentBuffer } })
    const { bytes } = await told(START.length + 5_000)
    expect(bytes.toString('latin1')).toMatch(/^failure\n/)
    await expect(told(START.length + 4_999)).rejects.toThrow('the database is gone')
  })

  test('that fails when half of it is out breaks off: what is thrown reaches who sends it, and the site', async () => {
    const { state, stream } = source(100, true)
    const told: unknown[] = []
    const options = { limits: { documentBuffer: 10_000 }, onError: (error: unknown) => told.push(error) }
    await expect(queried(stream, options)).rejects.toThrow('the database is gone')
    expect(state.closed).toBe(true)
    expect(told.map(String)).toEqual(['Error: the database is gone']) // the reply cannot say so any more
  })

  test.each([
    [
      'whose start is wrong',
      async function* () {
        yield new Uint8Array(20_000)
      },
    ],
    ['without a byte', async function* () {}],
  ])('%s is a failure', async (_, stream) => {
    const { bytes } = await queried(stream, { limits: { documentBuffer: 10_000 } })
    expect(bytes.toString('latin1')).toMatch(/^failure\n/)
  })

  test.each([
    ['when its start is wrong', false],
    ['when the session cannot be kept', true],
  ])('is closed %s', async (_, broken) => {
    let closed = false
    async function* stream() {
      try {
        yield broken ? START : utf8('<html>')
        for (;;) yield new Uint8Array(1_000)
      } finally {
        closed = true
        await Promise.reject(new Error('the database is gone as well')) // nobody's any more
      }
    }
    let failing = false
    const stores = makeStores(() => failing)
    const { exchange } = makeSite({
      ...(broken && { stores }),
      limits: { documentBuffer: 10_000 },
      orders: {
        async query() {
          failing = true
          return { document: stream() }
        },
      },
    })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    expect((await client.ask('sale', 'query')).word).toBe('failure')
    expect(closed).toBe(true)
  })
})

/** Stores that keep no session once they are told to fail. */
const makeStores = (failing: () => boolean) =>
  watchedStores(memoryStores(), (operation, work) => {
    if (failing() && operation.name === 'sessions.put') throw new Error('no room')
    return work()
  })
