import { setImmediate } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { fileOf, isExchangeFailure, pullOrders, pushCatalog } from '../../../src/client/index.ts'
import { createSite, PASSWORD } from '../fake-site.ts'
import { CATALOG, modes, options, push, run, URL, xml } from './pushed.ts'

test('what cannot mend itself is not repeated', async () => {
  const site = createSite()
  let requests = 0
  const refusing =
    (code: string): typeof fetch =>
    () => {
      requests++
      return Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }))
    }
  for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED']) {
    requests = 0
    await push(site, { fetch: refusing(code) }, CATALOG.slice(0, 1))
    expect([code, requests]).toEqual([code, 1])
  }
  for (const code of ['ECONNRESET', 'EAI_AGAIN']) {
    requests = 0
    await push(site, { fetch: refusing(code) }, CATALOG.slice(0, 1))
    expect([code, requests]).toEqual([code, 2])
  }
})

describe('failures', () => {
  test('four lines of init end УТ 10.3 and УТ 11.5, and not УНФ', async () => {
    for (const [profile, code] of [
      ['ut103', 'no-parameters'],
      ['ut115', 'no-parameters'],
      ['unf', undefined],
    ] as const) {
      const { error } = await push(createSite({ alwaysFourLines: true }), { profile })
      expect(isExchangeFailure(error) ? error.code : error).toBe(code)
    }
  })

  test('УТ 11.5 repeats a failed session, goes on with the next one, and tells the first failure at the end', async () => {
    const site = createSite({ body: (mode, body) => (mode === 'file' ? 'failure\ndisk full' : body) })
    const { events, error } = await push(site, { profile: 'ut115' })
    expect(error).toMatchObject({ step: 'file', code: 'failure', file: 'import0_1.xml' })
    expect(events.flatMap((event) => (event.type === 'failed' ? [event.willRepeat] : []))).toEqual([
      true,
      false,
      true,
      false,
    ])
    expect(events.some(({ type }) => type === 'done')).toBe(false)
  })

  test('УТ 10.3 gives up at once', async () => {
    const site = createSite({ body: (mode, body) => (mode === 'file' ? 'failure\ndisk full' : body) })
    const { events } = await push(site, { profile: 'ut103' })
    expect(events.filter(({ type }) => type === 'failed')).toMatchObject([{ willRepeat: false }])
  })

  test('a session that goes well the second time is no failure', async () => {
    let failures = 1
    const site = createSite({ body: (mode, body) => (mode === 'init' && failures-- > 0 ? 'failure' : body) })
    const { events, error } = await push(site, { profile: 'ut115' })
    expect(error).toBeUndefined()
    expect(events.flatMap((event) => (event.type === 'session' ? [[event.number, event.attempt]] : []))).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
    ])
  })

  test('import of the first document stops УТ 10.3, a later one does not: its flag is never set back', async () => {
    const files = ['import.xml', 'offers.xml', 'prices.xml'].map((name) => fileOf(name, xml(name)))
    const imports = async (bad: string): Promise<string[]> => {
      const site = createSite()
      const broken = files.map((file) => (file.name === bad ? fileOf(bad, '<broken') : file))
      const { error } = await push(site, { profile: 'ut103' }, broken)
      expect(error).toMatchObject({ step: 'import', file: bad, code: 'failure' })
      return [...new Set(site.requests.filter(({ mode }) => mode === 'import').map(({ file }) => file))]
    }
    expect(await imports('import.xml')).toEqual(['import.xml'])
    expect(await imports('offers.xml')).toEqual(['import.xml', 'offers.xml', 'prices.xml'])
  })

  test('progress for ever ends at maxPolls and is not repeated', async () => {
    const site = createSite({ endless: true })
    const { events, error } = await push(site, { profile: 'unf', maxPolls: 7 })
    expect(error).toMatchObject({ code: 'too-many-polls', words: 'ждите' })
    expect(events.filter(({ type }) => type === 'progress')).toHaveLength(7)
    expect(events.filter(({ type }) => type === 'session')).toHaveLength(1)
  })

  test('progress for ever ends the exchange where a file was imported before, too', async () => {
    const files = ['import.xml', 'offers.xml', 'prices.xml'].map((name) => fileOf(name, xml(name)))
    let imported = false
    const body = (mode: string, text: string): string => {
      if (mode !== 'import') return text
      if (imported) return 'progress\nждите'
      imported = text.startsWith('success')
      return text
    }
    const site = createSite({ body })
    const { error } = await push(site, { profile: 'ut103', maxPolls: 3 }, files)
    expect(error).toMatchObject({ code: 'too-many-polls', file: 'offers.xml' })
    expect(site.requests.filter(({ mode, file }) => mode === 'import' && file === 'prices.xml')).toEqual([])
  })

  test('orders that could not be stored are not confirmed', async () => {
    const site = createSite()
    const cause = new Error('database')
    const onOrders = (): Promise<void> => Promise.reject(cause)
    const { error, events } = await run(pullOrders(URL, { ...options(site), onOrders }))
    expect(error).toMatchObject({
      code: 'orders-refused',
      cause,
      words: expect.stringContaining('обработать документы'),
    })
    expect(events.at(-1)).toMatchObject({ type: 'failed' })
    expect(site.confirmed).toBe(0)
  })

  test('a reply that is no document is not confirmed either', async () => {
    const site = createSite({ headers: () => ({ 'content-type': 'text/html' }), token: 'demanded' })
    const { error } = await run(pullOrders(URL, { ...options(site), onOrders() {} }))
    expect(error).toMatchObject({ step: 'query', code: 'not-orders' })
    expect(modes(site)).toBe('checkauth query')
  })

  test('complete may say progress for a while, and no longer than maxPolls', async () => {
    let left = 3
    const slow = createSite({ body: (mode, body) => (mode === 'complete' && left-- > 0 ? 'progress\nwait' : body) })
    expect((await push(slow, { profile: 'bitrix' })).error).toBeUndefined()
    expect(slow.requests.filter(({ mode }) => mode === 'complete')).toHaveLength(4)
    const endless = createSite({ body: (mode, body) => (mode === 'complete' ? 'progress\nwait' : body) })
    expect((await push(endless, { profile: 'bitrix', maxPolls: 5 })).error).toMatchObject({
      step: 'complete',
      code: 'too-many-polls',
    })
    expect(endless.requests.filter(({ mode }) => mode === 'complete')).toHaveLength(5)
  })

  test('a request without a reply is told as well, and repeated as a session', async () => {
    const site = createSite()
    const broken: typeof fetch = (input, init) =>
      String(input).includes('mode=init') ? Promise.reject(new TypeError('fetch failed')) : site.fetch(input, init)
    const { events, error } = await push(site, { profile: 'ut115', fetch: broken })
    expect(error).toMatchObject({ step: 'init', code: 'no-reply', words: 'Выгрузка на сайт не выполнена.' })
    expect(events.filter((event) => event.type === 'request' && event.entry.error !== undefined)).toHaveLength(4)
  })

  test.each([
    [`failure\nДиск полон: ${PASSWORD}`, 'import import0_1.xml: failure: 200 failure⏎Диск полон: ***'],
    [`failure\n${'<p>'.repeat(200)}`, /^import import0_1\.xml: failure: 200 failure⏎(<p>){64}… <608 bytes>$/],
  ])('the message of a failure has the beginning of what the site replied', async (reply, message) => {
    const { error } = await push(createSite({ body: (mode, body) => (mode === 'import' ? reply : body) }))
    expect((error as Error).message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })

  test('УНФ under Bitrix needs some reply to its init before a query, whatever it says', async () => {
    const site = createSite({ body: (mode, body) => (mode === 'init' ? 'failure\nnot now' : body) })
    const { error } = await run(pullOrders(URL, { ...options(site), profile: 'unf-bitrix', onOrders() {} }))
    expect(error).toBeUndefined()
    expect(site.confirmed).toBe(1)
  })

  test('no files are no requests', async () => {
    const site = createSite()
    expect((await push(site, {}, [])).events).toEqual([{ type: 'done', sessions: 0, requests: 0, sentBytes: 0 }])
  })

  test('the pause of УНФ stands before each import call', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const site = createSite()
      const { pollPauseMs: _, ...more } = options(site, { profile: 'unf' })
      const pushing = run(pushCatalog(URL, CATALOG.slice(0, 1), more))
      for (const calls of [0, 1]) {
        while (vi.getTimerCount() === 0) await setImmediate()
        await vi.advanceTimersByTimeAsync(4_999)
        expect(site.requests.filter(({ mode }) => mode === 'import')).toHaveLength(calls)
        await vi.advanceTimersByTimeAsync(1)
      }
      expect((await pushing).error).toBeUndefined()
      expect(site.requests.filter(({ mode }) => mode === 'import')).toHaveLength(2)
    } finally {
      vi.useRealTimers()
    }
  })
})

test.each(['import', 'complete'])('a signal ends the pause between two calls of %s', async (mode) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const over = new AbortController()
    const site = createSite({ body: (asked, body) => (asked === mode ? 'progress' : body) })
    const pushing = push(site, { profile: 'bitrix', pollPauseMs: 1_000, signal: over.signal }, CATALOG.slice(0, 1))
    while (!site.requests.some((request) => request.mode === mode)) await vi.advanceTimersByTimeAsync(500)
    await vi.advanceTimersByTimeAsync(1)
    const { length } = site.requests
    over.abort(new Error('enough'))
    expect(String((await pushing).error)).toBe('Error: enough')
    expect(site.requests).toHaveLength(length)
  } finally {
    vi.useRealTimers()
  }
})
