import { describe, expect, test, vi } from 'vitest'
import {
  CHECKED_PROFILES,
  type CheckOptions,
  checkSite,
  type Finding,
  type Level,
  reportData,
  reportLines,
  worst,
} from '../../src/client/index.ts'
import { createSite, type FakeSite, type Faults, PASSWORD, USER } from './fake-site.ts'

const LIMIT = 400

async function examine(
  faults: Faults = {},
  more: CheckOptions = {},
): Promise<{ site: FakeSite; findings: readonly Finding[] }> {
  const site = createSite({ fileLimit: LIMIT, ...faults })
  const options = { user: USER, password: PASSWORD, fetch: site.fetch, pollPauseMs: 0, maxPolls: 20 }
  return { site, findings: await checkSite('http://site.test/1c', { ...options, ...more }) }
}

const bad = (findings: readonly Finding[]): string[] =>
  findings.filter(({ level }) => level === 'warning' || level === 'error').map(({ id }) => id)
const found = (findings: readonly Finding[], id: string): Finding => {
  const finding = findings.find((one) => one.id === id)
  if (finding === undefined) throw new Error(`no ${id} among ${findings.map((one) => one.id).join(', ')}`)
  return finding
}

describe('a good site', () => {
  const SITES: readonly (readonly [string, Faults, CheckOptions])[] = [
    ['plain', {}, { orders: true }],
    ['with archives', { zip: 'yes' }, { orders: true }],
    ['without a limit', { fileLimit: 0 }, {}],
    ['whose limit is odd', { fileLimit: 401 }, {}],
    ['whose limit is larger than the document', { fileLimit: 5000 }, {}],
    ['with another session for each client', {}, { profiles: ['emulator', 'ut103'] }],
  ]
  test.each(SITES)('%s gets no warning and no error', async (_, faults, options) => {
    const { findings } = await examine(faults, options)
    expect(findings.filter(({ level }) => level === 'warning' || level === 'error')).toEqual([])
    expect(findings.length).toBeGreaterThan(25)
  })

  test('is told apart from one that was not looked at: what was tried stands there by name', async () => {
    const { findings } = await examine({}, { orders: true })
    const ids = findings.map(({ id }) => id)
    for (const id of [
      'checkauth',
      'init',
      'upload',
      'import',
      'chunks',
      'retry',
      'two-sessions',
      'orders',
      'orders-success',
    ]) {
      expect(ids).toContain(id)
    }
    for (const profile of CHECKED_PROFILES) expect(ids).toContain(`catalog-${profile}`)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text)
const ORDERS_XML = '<КоммерческаяИнформация ВерсияСхемы="2.10">'

/** Each fault, the finding that must name it, its level, and clients that it must (or, with `-`, must not) hit. */
const TABLE: readonly (readonly [fault: string, faults: Faults, id: string, level: Level, hits?: readonly string[]])[] =
  [
    ['CRLF', { body: (_, body) => body.replaceAll('\n', '\r\n') }, 'reply-crlf', 'error', ['ut103', 'ut115']],
    [
      'CRLF behind success of a file',
      { body: (mode, body) => (mode === 'file' ? `${body}\r\n` : body) },
      'reply-crlf',
      'error',
      ['ut103', '-smb', '-ut115', '-unf'],
    ],
    ['a byte order mark', { body: (_, body) => `\ufeff${body}` }, 'reply-bom', 'warning', ['ut115', '-ut103']],
    [
      'four lines of init',
      { alwaysFourLines: true },
      'init-lines',
      'error',
      ['ut103', 'smb', 'ut115', '-unf', '-bitrix'],
    ],
    [
      'one line of init',
      { body: (mode, body) => (mode === 'init' ? 'zip=no' : body) },
      'init-lines',
      'error',
      ['ut115', 'bitrix', '-unf'],
    ],
    [
      'success before init, as DICR',
      { body: (mode, body) => (mode === 'init' ? `success\n${body}\n` : body) },
      'init-lines',
      'error',
      ['ut115'],
    ],
    [
      'a line feed behind init',
      { body: (mode, body) => (mode === 'init' ? `${body}\n` : body) },
      'init-trailing-newline',
      'warning',
      ['ut115', '-ut103', '-unf'],
    ],
    ['zip=1', { body: (_, body) => body.replace('zip=no', 'zip=1') }, 'init-zip', 'warning'],
    [
      'swapped lines',
      { body: (mode, body) => (mode === 'init' ? 'file_limit=400\nzip=no' : body) },
      'init-zip',
      'warning',
    ],
    ['file_limit=abc', { fileLimit: 'abc' }, 'init-file-limit', 'warning'],
    ['status 500', { status: () => 500 }, 'reply-status', 'warning', ['ut115']],
    ['status 400', { status: () => 400 }, 'reply-status', 'warning', ['ut115']],
    [
      'letters in UTF-8 behind success of orders',
      { body: (mode, body) => (mode === 'success' ? `${body}\nПринято` : body) },
      'reply-mojibake',
      'note',
      ['ut103', '-ut115'],
    ],
    [
      'a redirect',
      { status: () => 301, body: () => '', headers: () => ({ location: 'https://new.test/' }) },
      'reply-redirect',
      'error',
      ['ut103', 'unf'],
    ],
    ['an empty body', { body: () => '' }, 'reply-empty', 'error'],
    [
      'an HTML page',
      { body: () => '<!DOCTYPE html><html>503</html>', headers: () => ({ 'content-type': 'text/html' }) },
      'reply-html',
      'error',
    ],
    [
      'success: text',
      { body: (mode, body) => (mode === 'file' ? body.replace('success', 'success: stored') : body) },
      'reply-first-line',
      'error',
    ],
    [
      'text behind success of a file',
      { body: (mode, body) => (mode === 'file' ? `${body}\nstored` : body) },
      'file-more',
      'note',
      ['ut103', 'ut115'],
    ],
    [
      'Error: instead of failure',
      { body: (_, body) => body.replace('failure\n', 'Error: ') },
      'refusal-first-line',
      'warning',
    ],
    ['failure without a reason', { body: (_, body) => body.replace(/failure\n.*/, 'failure') }, 'refusal-text', 'note'],
    [
      'windows-1251 under a charset of UTF-8',
      {
        body: (_, body) =>
          body.startsWith('failure')
            ? Uint8Array.from([...body.split('')].map((c) => c.charCodeAt(0)).concat(0xcd, 0xe5))
            : body,
      },
      'reply-charset',
      'warning',
      ['ut115', '-ut103'],
    ],
    [
      'texts in UTF-8',
      { body: (_, body) => body.replace('failure\n', 'failure\nНет: ') },
      'reply-mojibake',
      'note',
      ['ut103', 'smb', '-ut115'],
    ],
    [
      'a cookie of nothing',
      { body: (mode, body) => (mode === 'checkauth' ? 'success' : body), open: ['init'] },
      'checkauth-cookie',
      'error',
    ],
    ['any password', { takesAnyLogin: true }, 'login-wrong', 'error'],
    ['no password at all', { takesAnyLogin: true }, 'login-none', 'error'],
    ['import without login', { open: ['import'], takesMissingFiles: true }, 'open-modes', 'error'],
    ['init without login', { open: ['init'] }, 'open-modes', 'error'],
    ['session fixation', { fixation: true }, 'session-fixation', 'error'],
    ['one session for all', { staticCookie: true }, 'session-static', 'warning'],
    ['success for unknown modes', { takesUnknownModes: true }, 'unknown-mode', 'warning'],
    [
      'sessid that some clients never send',
      { token: 'tok' },
      'sessid',
      'error',
      ['ut103', 'smb', 'ut115', '-ut115-sessid', '-bitrix'],
    ],
    ['GET alone', { noPost: true }, 'address-post', 'warning'],
    ['no empty parameters', { refusesEmptyParameters: true }, 'address-empty-parameter', 'error', ['bitrix', '-ut115']],
    [
      'no ampersand at the end',
      { refusesEmptyParameters: true },
      'address-trailing-ampersand',
      'error',
      ['bitrix', '-unf-bitrix'],
    ],
    ['the first of two parameters', { firstWins: true }, 'address-last-wins', 'note'],
    ['one question mark', { firstWins: true }, 'address-question-mark', 'note'],
    ['only the last chunk', { overwrites: true }, 'chunks', 'error', ['ut103', 'unf']],
    ['line feeds between chunks', { newlines: true }, 'chunks', 'error'],
    ['line feeds between chunks of odd size', { newlines: true, fileLimit: 401 }, 'chunks', 'error'],
    ['no empty chunk', { refusesEmpty: true }, 'chunk-empty', 'warning'],
    ['uploads that are appended to older ones', { appends: true }, 'retry', 'error', ['ut115', 'unf', '-ut103']],
    ['one folder for all sessions', { shares: true }, 'two-sessions', 'warning'],
    ['broken documents', { takesBrokenXml: true }, 'import-broken', 'warning'],
    ['files that were never sent', { takesMissingFiles: true }, 'import-missing', 'warning'],
    ['one import of each file', { importsOnce: true }, 'import-again', 'warning'],
    ['progress for ever', { endless: true }, 'import-endless', 'error', ['ut103', 'bitrix']],
    ['names that lead out', { takesAnyName: true }, 'name-traversal', 'error'],
    ['absolute names', { takesAnyName: true }, 'name-absolute', 'note'],
    ['programs', { takesAnyExtension: true }, 'name-executable', 'error'],
    ['no file at all', { body: (mode, body) => (mode === 'file' ? 'failure\ndisk full' : body) }, 'upload', 'error'],
    ['no import at all', { body: (mode, body) => (mode === 'import' ? 'failure\nno' : body) }, 'import', 'error'],
    ['orders that vanish', { marksAtQuery: true }, 'orders-again', 'error'],
    ['a name with a zero byte that crashes it', { crashes: true }, 'name-null', 'warning', ['ut115']],
    ['import of paths', { importsPaths: true }, 'import-traversal', 'warning', ['ut115']],
    ['archives that lead out', { zip: 'yes', zipSlip: true }, 'zip-slip', 'error', ['ut115']],
    ['archives whose names are paths', { zip: 'yes', joinsZipNames: true }, 'zip-slip', 'warning', ['ut115']],
    [
      'less in a request than its limit',
      { fileLimit: 3_000_000, largestBody: 1_000_000 },
      'part-limit',
      'error',
      ['ut103'],
    ],
    ['no complete', { refusesComplete: true }, 'catalog-bitrix', 'warning', ['bitrix', '-unf-bitrix']],
    ['packed replies', { headers: () => ({ 'content-encoding': 'gzip' }) }, 'reply-encoding', 'warning', ['ut103']],
    [
      'a blank before each reply',
      { body: (_, body) => ` ${body}` },
      'reply-blanks',
      'error',
      ['ut103', '-ut115', '-smb'],
    ],
    ['a cookie with a dot', { cookieName: 's.id' }, 'checkauth-cookie-name', 'note', ['ut115']],
    ['no cookie', { ignoresCookies: true }, 'cookie', 'note'],
    ['a file that is sent twice', {}, 'chunk-again', 'note'],
    [
      'a refusal with a status of its own',
      { body: (_, body) => body, status: () => 403 },
      'refusal-status',
      'note',
      [],
    ],
    [
      'orders that are cut short',
      { orders: encoded(`<?xml version="1.0"?>${ORDERS_XML}<Документ>`) },
      'orders-xml',
      'error',
      ['ut103', 'bitrix'],
    ],
    [
      'orders in UTF-8 that declare windows-1251',
      { orders: encoded(`<?xml version="1.0" encoding="windows-1251"?>${ORDERS_XML}</КоммерческаяИнформация>`) },
      'orders-declaration',
      'warning',
    ],
    [
      'orders with a byte order mark',
      { orders: encoded(`\ufeff<?xml version="1.0"?>${ORDERS_XML}</КоммерческаяИнформация>`) },
      'orders-mark',
      'note',
      ['ut115', '-ut103'],
    ],
    ['orders in UTF-8 without a mark', { ordersUtf8: true }, 'orders-encoding', 'error', ['ut103', 'smb', '-unf']],
    [
      'a list of orders that is no document',
      { body: (mode, body) => (mode === 'query' ? '' : body), ordersUtf8: true },
      'orders',
      'error',
    ],
    [
      'orders in an archive',
      { ordersUtf8: true, body: (mode, body) => (mode === 'query' ? 'PK\u0003\u0004' : body) },
      'orders-archive',
      'warning',
    ],
    [
      'XML of something else',
      { ordersUtf8: true, body: (mode, body) => (mode === 'query' ? '<?xml version="1.0"?><yml/>' : body) },
      'orders-root',
      'error',
    ],
    [
      'a blank line before the orders',
      { ordersUtf8: true, body: (mode, body) => (mode === 'query' ? `\n${body}` : body) },
      'orders',
      'error',
    ],
    [
      'an empty reply to success',
      { body: (mode, body) => (mode === 'success' ? '' : body) },
      'orders-success',
      'error',
      ['ut115', '-ut103'],
    ],
  ]

describe('a site that', () => {
  test.each(TABLE.map((row) => [row[0], row] as const))('has or takes %s is found out', async (_, row) => {
    const [, faults, id, level, hits = []] = row
    const { findings } = await examine(faults, { orders: true })
    const finding = found(findings, id)
    expect(finding.level).toBe(level)
    for (const name of hits) {
      if (name.startsWith('-')) expect(finding.profiles).not.toContain(name.slice(1))
      else expect(finding.profiles).toContain(name)
    }
  })
})

test('the session ids that it makes up have the shape of real ones', async () => {
  const { site } = await examine()
  const values = site.requests.flatMap(({ cookie }) => /^sid=(.*)/.exec(cookie ?? '')?.[1] ?? [])
  const foreign = values.filter((value) => !value.startsWith('session'))
  expect(new Set(foreign)).toEqual(new Set([expect.stringMatching(/^[0-9a-f]{32}$/)]))
})

test('what is said to who has no login is looked at as well', async () => {
  const site = createSite({ fileLimit: LIMIT })
  const asking: typeof fetch = async (input, init) =>
    new Headers(init?.headers).has('authorization')
      ? site.fetch(input, init)
      : new Response('<html>401</html>', { status: 401 })
  const { findings } = await examine({}, { fetch: asking, write: false })
  expect(found(findings, 'reply-html').message).toMatch(/\(checkauth\b/)
})

test('a finding says what each client would do and say', async () => {
  const { findings } = await examine({ alwaysFourLines: true })
  expect(found(findings, 'init-lines').message).toBe(
    'init reply has 4 lines instead of zip=… and file_limit=…: УТ 10.3 stops here with "Не удалось прочитать ответ сервера. Параметры обмена не получены."; УНФ 1.x, УТ 11.5 and УТ 11.5 (sessid) stop here with "Выгрузка на сайт не выполнена. Не удалось прочитать ответ сервера. Параметры обмена не получены." (init)',
  )
  expect(found(findings, 'catalog-ut115').message).toContain('УТ 11.5 fails at init (no-parameters) and says "')
  expect(found(findings, 'catalog-unf').level).toBe('ok')
})

test('only the clients that matter are judged', async () => {
  const { findings } = await examine({ alwaysFourLines: true }, { profiles: ['unf', 'bitrix'] })
  expect(bad(findings).filter((id) => id !== 'init-lines')).toEqual([])
  expect(found(findings, 'init-lines').profiles).toEqual([])
})

describe('what is not sent', () => {
  test('without write, no file and no import', async () => {
    const { site, findings } = await examine({}, { write: false })
    const modes = new Set(site.requests.map(({ mode }) => mode))
    expect([...modes].sort()).toEqual(['checkauth', 'commerceml-check', 'init', 'query'])
    expect(bad(findings)).toEqual([])
  })

  test('without orders, no success and no orders', async () => {
    const { site } = await examine()
    expect(site.confirmed).toBe(0)
    expect(site.requests.some(({ type, mode }) => type === 'sale' && mode === 'file')).toBe(false)
  })

  test('deactivate, ever', async () => {
    const { site } = await examine({ timestamp: 'x\ntimestamp=1700000000' }, { orders: true })
    expect(site.requests.some(({ mode }) => mode === 'deactivate')).toBe(false)
  })

  test('goods that are not deleted, or a catalog that is whole', async () => {
    const { site } = await examine()
    expect(site.imported.size).toBeGreaterThan(5)
    for (const [name, bytes] of site.imported) {
      const text = new TextDecoder().decode(bytes)
      expect(text).toContain('СодержитТолькоИзменения="true"')
      if (name.startsWith('import')) expect(text).toContain('<Статус>Удален</Статус>')
      if (name.startsWith('import')) expect(text).toContain('<Товар Статус="Удален">')
      if (name.startsWith('import')) expect(text).toContain('<ПометкаУдаления>true</ПометкаУдаления>')
    }
  })

  test('the password, to whoever reads the findings', async () => {
    const { findings } = await examine({ body: (_, body) => `${body}\n${PASSWORD}`, token: 'token-value' })
    const json = JSON.stringify(reportData(findings)) + reportLines(findings).join('\n')
    expect(json).not.toContain(PASSWORD)
    expect(json).not.toContain('token-value')
    expect(json).not.toMatch(/sid=session/)
  })
})

describe('a site that keeps the last part of a name', () => {
  test('is as safe as one that refuses it', async () => {
    const { findings } = await examine({ keepsLastPart: true })
    expect(found(findings, 'name-traversal')).toMatchObject({ level: 'ok', message: expect.stringContaining('inside') })
  })

  test('is not believed where import of anything succeeds', async () => {
    const { findings } = await examine({ keepsLastPart: true, takesMissingFiles: true })
    expect(found(findings, 'name-traversal').level).toBe('error')
  })
})

describe('what a good site has, a look that always says ok or never does would not tell', () => {
  test.each<[string, Faults]>([
    ['chunk-again', { overwrites: true, fileLimit: 5000 }],
    ['cookie', {}],
    ['part-limit', { fileLimit: 3_000_000 }],
    ['import-traversal', {}],
    ['name-null', {}],
    ['orders-xml', {}],
    ['catalog-bitrix', {}],
  ])('%s is ok', async (id, faults) => {
    expect(found((await examine(faults)).findings, id).level).toBe('ok')
  })

  test.each(['checkauth-cookie-name', 'refusal-status', 'reply-slow', 'reply-blanks', 'reply-encoding', 'orders-mark'])(
    '%s is not there',
    async (id) => {
      expect((await examine()).findings.some((finding) => finding.id === id)).toBe(false)
    },
  )
})

test('a reply that takes more than a minute is told, to those who wait three', async () => {
  let now = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
    now += 61_000
    return now
  })
  try {
    const { findings } = await examine({}, { write: false })
    expect(found(findings, 'reply-slow')).toMatchObject({ level: 'warning', profiles: ['ut115', 'ut115-sessid'] })
  } finally {
    clock.mockRestore()
  }
})

test('a mode that was not answered in time is not waited for again', async () => {
  const site = createSite({ fileLimit: LIMIT })
  let waits = 0
  const hanging: typeof fetch = (input, init) => {
    if (!String(input).includes('mode=import')) return site.fetch(input, init)
    waits++
    return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)))
  }
  const findings = await checkSite('http://site.test/1c', {
    user: USER,
    password: PASSWORD,
    fetch: hanging,
    timeoutMs: 60,
    pollPauseMs: 0,
  })
  expect(waits).toBe(1)
  expect(findings.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
    expect.stringContaining('no reply within 0.06 s'),
  ])
  expect(findings.filter(({ id }) => id === 'upload').at(-1)).toMatchObject({
    level: 'note',
    message: expect.stringContaining('not tried again'),
  })
  expect(found(findings, 'orders').level).toBe('ok')
})

test('a broken connection is found, not mended by asking again', async () => {
  const site = createSite({ fileLimit: LIMIT })
  let resets = 0
  const resetting: typeof fetch = (input, init) => {
    if (!String(input).includes('mode=query') || resets++ > 0) return site.fetch(input, init)
    return Promise.reject(
      new TypeError('fetch failed', { cause: Object.assign(new Error('read'), { code: 'ECONNRESET' }) }),
    )
  }
  const options = { user: USER, password: PASSWORD, fetch: resetting, write: false }
  const findings = await checkSite('http://site.test/1c', options)
  expect(bad(findings)).toHaveLength(1)
  expect(JSON.stringify(findings)).toContain('the site broke the connection')
})

test('an address without a path is looked at where each client asks', async () => {
  const site = createSite({ fileLimit: LIMIT })
  const options = { user: USER, password: PASSWORD, fetch: site.fetch, write: false }
  const findings = await checkSite('http://site.test', { ...options, profiles: ['ut103', 'smb'] })
  const paths = new Set(site.requests.map(({ url }) => new URL(url).pathname))
  expect([...paths]).toEqual(['/', '/bitrix/admin/1c_exchange.php'])
  expect(found(findings, 'address-path').message).toContain('УТ 10.3 at /; УНФ 1.x at /bitrix/admin/1c_exchange.php')
})

test('one level for a line feed behind init, wherever it is told', async () => {
  const { findings } = await examine({ body: (mode, body) => (mode === 'init' ? `${body}\n` : body) })
  expect(found(findings, 'init-trailing-newline').level).toBe('warning')
  expect(found(findings, 'catalog-ut115').level).toBe('warning')
  expect(worst(findings)).toBe('warning')
})

test('a refused init has no parameters to be judged', async () => {
  const { findings } = await examine({ body: (mode, body) => (mode === 'init' ? 'failure\nnot now' : body) })
  const ids = findings.map(({ id }) => id)
  expect(ids).toContain('init')
  for (const id of ['init-zip', 'init-file-limit', 'init-lines']) expect(ids).not.toContain(id)
})

test('a site that gives its session in Set-Cookie alone is told where 1C looks', async () => {
  const { findings } = await examine({
    body: (mode, body) => (mode === 'checkauth' ? 'success' : body),
    headers: (mode) => (mode === 'checkauth' ? { 'set-cookie': 'sid=0123456789abcdef' } : {}),
  })
  expect(found(findings, 'checkauth-cookie').message).toContain('Set-Cookie is ignored by 1C')
  expect(JSON.stringify(findings)).not.toContain('0123456789abcdef')
})

test('whole exchanges that fail alike are one line of the report, behind their cause', async () => {
  const { findings } = await examine({ alwaysFourLines: true })
  const lines = reportLines(findings).filter((line) => /^error/.test(line))
  expect(lines[0]).toMatch(/^error {3}init-lines/)
  expect(lines.filter((line) => /catalog-/.test(line)).length).toBeLessThan(
    findings.filter(({ id, level }) => id.startsWith('catalog-') && level === 'error').length,
  )
  expect(lines.find((line) => line.includes('catalog-smb'))).toMatch(/\(so do ut115, ut115-sessid\)$/)
})

test.each<[string, Faults]>([
  ['refused', { refusesClimbingArchives: true }],
  ['left out', {}],
])('an archive with names that lead out may be %s', async (what, faults) => {
  const { findings } = await examine({ zip: 'yes', ...faults })
  expect(found(findings, 'zip-slip')).toMatchObject({ level: 'ok', message: expect.stringContaining(what) })
})

describe('orders are judged by their bytes:', () => {
  const cp1251 = (text: string): Uint8Array =>
    Uint8Array.from(text, (c) => (c >= 'А' && c <= 'я' ? c.charCodeAt(0) - 0x410 + 0xc0 : c.charCodeAt(0)))
  const orders = (declaration: string): string =>
    `<?xml version="1.0" ${declaration}?>${ORDERS_XML}</КоммерческаяИнформация>`

  test('a declaration of windows-1251 over UTF-8 misleads those who read ANSI, not those who read UTF-8', async () => {
    const { findings } = await examine({
      orders: encoded(orders('encoding="windows-1251"')),
      headers: (mode) => (mode === 'query' ? { 'content-type': 'text/xml' } : {}),
    })
    expect(found(findings, 'orders-encoding')).toMatchObject({ level: 'error', profiles: ['ut103', 'smb'] })
    expect(findings.some(({ id }) => id === 'orders-root')).toBe(false)
  })

  test('a declaration of UTF-8 over windows-1251 misleads nobody who reads ANSI', async () => {
    const { findings } = await examine({ orders: cp1251(orders('encoding="utf-8"')) })
    expect(found(findings, 'orders-encoding').level).toBe('ok')
    expect(found(findings, 'orders-declaration').message).toContain('in windows-1251 and declare utf-8')
  })
})

describe('limits', () => {
  test('a part of exactly the limit is tried', async () => {
    const { site, findings } = await examine({ fileLimit: 3_000_000 })
    expect(found(findings, 'part-limit').level).toBe('ok')
    expect(Math.max(...site.requests.map(({ bytes }) => bytes))).toBe(3_000_000)
  })

  test('maxFileBytes bounds it', async () => {
    const { site, findings } = await examine({ fileLimit: 3_000_000 }, { maxFileBytes: 20_000 })
    expect(found(findings, 'part-limit').level).toBe('note')
    expect(Math.max(...site.requests.map(({ bytes }) => bytes))).toBeLessThanOrEqual(20_000)
  })

  test('a limit that is too large is not tried, and that is said', async () => {
    const { findings } = await examine({ fileLimit: 10_000_000 })
    expect(found(findings, 'chunks-limit')).toMatchObject({
      level: 'note',
      message: expect.stringContaining('maxFileBytes'),
    })
    expect(found(findings, 'chunks').level).toBe('ok')
    expect(bad(findings)).toEqual([])
  })

  test('no limit is not tried either', async () => {
    const { findings } = await examine({ fileLimit: -1 })
    expect(found(findings, 'chunks')).toMatchObject({ level: 'note' })
  })

  test('what cannot be seen is said', async () => {
    const { findings } = await examine({ takesBrokenXml: true, overwrites: true })
    expect(found(findings, 'chunks')).toMatchObject({
      level: 'note',
      message: expect.stringContaining('cannot be seen'),
    })
  })
})

describe('an examination', () => {
  test('of a site that cannot be reached is one finding', async () => {
    const refused = (): Promise<Response> =>
      Promise.reject(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }))
    const findings = await checkSite('http://site.test/1c', { fetch: refused })
    expect(findings).toMatchObject([{ id: 'reach', level: 'error', message: expect.stringContaining('ECONNREFUSED') }])
  })

  test('goes on when one request has no reply', async () => {
    const site = createSite({ fileLimit: LIMIT })
    const broken: typeof fetch = (input, init) =>
      String(input).includes('.php') ? Promise.reject(new TypeError('fetch failed')) : site.fetch(input, init)
    const findings = await checkSite('http://site.test/1c', {
      user: USER,
      password: PASSWORD,
      fetch: broken,
      pollPauseMs: 0,
    })
    expect(found(findings, 'name-executable')).toMatchObject({
      level: 'error',
      message: expect.stringContaining('no reply'),
    })
    expect(found(findings, 'orders').level).toBe('ok')
  })

  test('with the wrong password says what each client would say', async () => {
    const { findings } = await examine({}, { password: 'wrong' })
    expect(found(findings, 'checkauth').message).toContain('Проверьте имя пользователя и пароль.')
    expect(bad(findings)).toEqual(['checkauth'])
  })

  test('tells each finding when it is made, and ends when it is told to', async () => {
    const stop = new AbortController()
    const seen: Finding[] = []
    const onCheck = (finding: Finding): void => {
      seen.push(finding)
      if (seen.length === 3) stop.abort(new Error('enough'))
    }
    await expect(examine({}, { onCheck, signal: stop.signal })).rejects.toThrow('enough')
    expect(seen).toHaveLength(3)
  })

  test('hears its signal between two calls of import as well', async () => {
    const site = createSite({ endless: true })
    const stop = new AbortController()
    const reason = new Error('enough')
    const watched: typeof fetch = async (input, init) => {
      const response = await site.fetch(input, init)
      if (String(input).includes('mode=import')) setTimeout(() => stop.abort(reason), 20)
      return response
    }
    const options = { fetch: watched, pollPauseMs: 60_000, signal: stop.signal }
    await expect(examine({}, options)).rejects.toBe(reason)
  }, 10_000)

  test('of an address with https notes УТ 10.3', async () => {
    const site = createSite()
    const findings = await checkSite('https://site.test/1c', {
      user: USER,
      password: PASSWORD,
      fetch: site.fetch,
      write: false,
    })
    expect(found(findings, 'https')).toMatchObject({ level: 'note', profiles: ['ut103'] })
  })

  test('without a user does not try a wrong password', async () => {
    const { findings } = await examine(
      { takesAnyLogin: true },
      { user: undefined as never, password: undefined as never },
    )
    expect(found(findings, 'login-wrong')).toMatchObject({ level: 'note' })
  })

  test('ends where init is no init, for УНФ would go on from there', async () => {
    const { findings } = await examine({ body: (mode, body) => (mode === 'init' ? 'failure\nnot now' : body) })
    expect(found(findings, 'init').level).toBe('error')
    expect(findings.some(({ id }) => id === 'upload')).toBe(false)
  })

  test('finds a version that is answered with nothing to go on with', async () => {
    const one = (mode: string, body: string): string => (mode === 'init' && body.includes('version') ? 'zip=no' : body)
    expect(found((await examine({ body: one })).findings, 'init-version')).toMatchObject({
      level: 'error',
      profiles: ['unf-bitrix', 'bitrix'],
    })
  })

  test('finds that pictures are not taken', async () => {
    const site = createSite({ fileLimit: LIMIT })
    const picky: typeof fetch = (input, init) =>
      String(input).includes('.png') ? Promise.resolve(new Response('failure\nno pictures')) : site.fetch(input, init)
    const findings = await checkSite('http://site.test/1c', {
      user: USER,
      password: PASSWORD,
      fetch: picky,
      pollPauseMs: 0,
    })
    expect(found(findings, 'upload-picture').level).toBe('error')
  })

  test('of profiles that there are none is a TypeError', async () => {
    await expect(checkSite('http://site.test/', { profiles: ['1c' as never] })).rejects.toThrow(TypeError)
  })
})

test('the report has the worst first, and counts', () => {
  const findings: Finding[] = [
    { id: 'a', level: 'ok', profiles: [], message: 'fine' },
    { id: 'b', level: 'error', profiles: ['ut103'], message: 'not fine' },
    { id: 'c', level: 'note', profiles: [], message: 'look' },
  ]
  expect(reportLines(findings)).toEqual([
    'error   b: not fine',
    'note    c: look',
    'ok      a: fine',
    '1 error, 1 note, 1 ok',
  ])
  expect(reportLines([])).toEqual(['nothing was checked'])
  expect(reportData(findings)).toEqual({ worst: 'error', findings })
  expect(worst([])).toBe('ok')
  expect(worst(findings.slice(2))).toBe('note')
})
