import { describe, expect, test, vi } from 'vitest'
import { checkSite, type Finding, reportData, reportLines, worst } from '../../../src/client/index.ts'
import { createSite, PASSWORD, USER } from '../fake-site.ts'
import { bad, examine, found, LIMIT } from './examined.ts'

test('what is said to who has no login is looked at as well', async () => {
  const site = createSite({ fileLimit: LIMIT })
  const asking: typeof fetch = async (input, init) =>
    new Headers(init?.headers).has('authorization')
      ? site.fetch(input, init)
      : new Response('<html>401</html>', { status: 401 })
  const { findings } = await examine({}, { fetch: asking, write: false })
  expect(found(findings, 'reply-html').message).toMatch(/\(checkauth\b/)
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
