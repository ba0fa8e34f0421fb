import { describe, expect, test } from 'vitest'
import { CHECKED_PROFILES, type CheckOptions, reportLines, worst } from '../../../src/client/index.ts'
import type { Faults } from '../faults.ts'
import { bad, examine, found } from './examined.ts'
import { encoded, ORDERS_XML, TABLE } from './site-faults.ts'

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

test('a finding says what each client would do and say', async () => {
  const { findings } = await examine({ alwaysFourLines: true })
  expect(found(findings, 'init-lines').message).toBe(
    'init reply has 4 lines instead of zip=… and file_limit=…: УТ 10.3 stops here with "Не удалось прочитать ответ сервера. Параметры обмена не получены."; УНФ 1.x, УТ 11.5 and УТ 11.5 (sessid) stop here with "Выгрузка на сайт не выполнена. Не удалось прочитать ответ сервера. Параметры обмена не получены." (init)',
  )
  expect(found(findings, 'catalog-ut115').message).toContain('УТ 11.5 fails at init (no-parameters) and says "')
  expect(found(findings, 'catalog-unf').level).toBe('ok')
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
