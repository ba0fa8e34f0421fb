import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type ClientFile,
  connect,
  type ExchangeEvent,
  formatEntry,
  isExchangeFailure,
  PROFILES,
  pushCatalog,
  type SiteOptions,
  type TranscriptEntry,
} from '../../src/client/index.ts'

type Handler = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function serve(handler: Handler): Promise<string> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => handler(request, response, Buffer.concat(pieces)))
    request.on('error', () => {})
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/1c`
}

const SESSION = 'success\nsid\nsecret-cookie\nsessid=secret-token'
const answers: Handler = ({ url = '' }, response) => {
  response.end(url.includes('checkauth') ? SESSION : url.includes('init') ? 'zip=no\nfile_limit=0' : 'success')
}
const LOGIN = { user: 'Админ', password: 'па:роль' } as const

const rejection = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error) => error,
  )

describe('requests', () => {
  test('carry Basic in UTF-8 without being asked, the agent of 1C, and the cookie behind checkauth', async () => {
    const seen: IncomingMessage[] = []
    const url = await serve((request, response, body) => {
      seen.push(request)
      answers(request, response, body)
    })
    const site = connect(url, LOGIN)
    await site.checkauth()
    await site.init()
    await site.checkauth()
    const basic = `Basic ${Buffer.from('Админ:па:роль').toString('base64')}`
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([basic, basic, basic])
    expect(seen.map(({ headers }) => headers.cookie)).toEqual([undefined, 'sid=secret-cookie', undefined])
    expect(seen[0]?.headers['user-agent']).toBe('1C+Enterprise/8.3')
    expect(seen.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET'])
  })

  test('put the address on the wire as 1C writes it', async () => {
    const seen: (string | undefined)[] = []
    const url = await serve((request, response) => {
      seen.push(request.url)
      response.end('success')
    })
    const site = connect(`${url}?a=b`, { profile: 'bitrix' })
    await site.init()
    for (const name of ['..\\x.xml', '%2e%2e%2fx.xml', 'a b#c.xml', 'a\0.xml']) await site.file(name, new Uint8Array(1))
    await site.init('catalog', { query: (query) => query.toUpperCase() })
    expect(seen).toEqual([
      '/1c?a=b?type=catalog&mode=init&&version=2.08',
      '/1c?a=b?type=catalog&mode=file&filename=..\\x.xml&',
      '/1c?a=b?type=catalog&mode=file&filename=%2e%2e%2fx.xml&',
      '/1c?a=b?type=catalog&mode=file&filename=a%20b%23c.xml&',
      '/1c?a=b?type=catalog&mode=file&filename=a%00.xml&',
      '/1c?a=b?TYPE=CATALOG&MODE=INIT&&VERSION=2.08',
    ])
  })

  test('send large files as a stream with their length', async () => {
    const seen: [string | undefined, string | undefined, number][] = []
    const url = await serve((request, response, body) => {
      if (request.method === 'POST') {
        seen.push([request.headers['content-length'], request.headers['transfer-encoding'], body.length])
      }
      answers(request, response, body)
    })
    const size = 3 * 1024 * 1024 + 7
    const file: ClientFile = { name: 'import.xml', size, read: async (_, length) => new Uint8Array(length) }
    for await (const _ of pushCatalog(url, [file], { ...LOGIN, profile: 'ut103' })) void _
    expect(seen).toEqual([[String(size), undefined, size]])
  })

  test('an error of the file is the error of the exchange', async () => {
    const url = await serve(answers)
    const file: ClientFile = { name: 'import.xml', size: 1_000_000, read: () => Promise.reject(new Error('disk')) }
    const push = async (): Promise<void> => {
      for await (const _ of pushCatalog(url, [file], { ...LOGIN, profile: 'ut115' })) void _
    }
    await expect(push()).rejects.toThrow('disk')
  })

  test('may be anything that one wants to see a site do', async () => {
    const seen: IncomingMessage[] = []
    const url = await serve((request, response) => {
      seen.push(request)
      response.end('failure\n')
    })
    const site = connect(url, LOGIN)
    await site.query({ method: 'POST', cookie: 'sid=other', login: null })
    await site.info({ login: { user: 'x', password: 'y' } })
    await site.success()
    await site.deactivate()
    await site.complete()
    expect(seen[0]).toMatchObject({ method: 'POST', headers: { cookie: 'sid=other', 'content-length': '0' } })
    expect(seen[0]?.headers.authorization).toBeUndefined()
    expect(seen[1]?.headers.authorization).toBe(`Basic ${btoa('x:y')}`)
    expect(seen.map(({ url: path }) => path?.replace(/.*\?/, ''))).toEqual([
      'type=sale&mode=query',
      'type=sale&mode=info',
      'type=sale&mode=success',
      'type=catalog&mode=deactivate',
      'type=catalog&mode=complete',
    ])
  })

  test('a cookie with a CR is not sent: the session is lost, as it is with 1C', async () => {
    const seen: IncomingMessage[] = []
    const url = await serve((request, response) => {
      seen.push(request)
      response.end(request.url?.includes('checkauth') ? 'success\r\nsid\r\nabc\r\n' : 'failure\nno session')
    })
    const site = connect(url, LOGIN)
    expect((await site.checkauth()).outcome.result).toBe('ok')
    await site.init()
    expect(seen[1]?.headers.cookie).toBeUndefined()
  })
})

describe('replies', () => {
  test('redirects are not followed', async () => {
    let requests = 0
    const url = await serve((_, response) => {
      requests++
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    const { outcome, reply } = await connect(url, { ...LOGIN, profile: 'unf' }).checkauth()
    expect(reply.status).toBe(302)
    expect(outcome).toMatchObject({
      code: 'redirect',
      notes: expect.arrayContaining(['Требуется замена строки подключения: /elsewhere']),
    })
    expect(requests).toBe(1)
  })

  test('one that does not come is a timeout, with what that 1C says', async () => {
    const url = await serve(() => {})
    const error = await rejection(connect(url, { ...LOGIN, timeoutMs: 50 }).checkauth())
    expect(error).toMatchObject({ step: 'checkauth', code: 'timeout', words: 'Авторизация не выполнена.' })
  })

  test('one that stops in the middle is a timeout too', async () => {
    const url = await serve((_, response) => void response.write('succ'))
    expect(await rejection(connect(url, { timeoutMs: 50 }).checkauth())).toMatchObject({ code: 'timeout' })
  })

  test('a refused connection is no reply, and stands in the transcript', async () => {
    const entries: TranscriptEntry[] = []
    const closed = createServer().listen(0, '127.0.0.1')
    await once(closed, 'listening')
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    const site = connect(`http://127.0.0.1:${port}/`, { ...LOGIN, onEntry: (entry) => entries.push(entry) })
    const error = await rejection(site.import('import.xml'))
    expect(error).toMatchObject({ code: 'no-reply', file: 'import.xml' })
    expect((error as Error).message).toMatch(/^import import\.xml: no-reply: nothing listens there: connection refused/)
    expect(entries).toHaveLength(1)
    expect(entries[0]?.error).toMatch(/^nothing listens there: connection refused \(.*ECONNREFUSED/)
    expect(formatEntry(entries[0] as TranscriptEntry)).toContain('\nS - nothing listens there')
  })

  test('УНФ asks once more when a reply is cut short, УТ does not', async () => {
    for (const [profile, requests] of [
      ['unf', 2],
      ['ut115', 1],
    ] as const) {
      let count = 0
      const url = await serve((_, response) => {
        count++
        if (count > 1) response.end(SESSION)
        else response.writeHead(200, { 'content-length': '100' }).write('succ', () => response.destroy())
      })
      const error = await rejection(connect(url, { profile }).checkauth())
      expect(isExchangeFailure(error)).toBe(profile === 'ut115')
      expect(count).toBe(requests)
    }
  })

  test('a broken connection is not a reply cut short: УНФ does not ask again', async () => {
    let count = 0
    const url = await serve((request) => {
      count++
      request.socket.resetAndDestroy()
    })
    expect(await rejection(connect(url, { profile: 'unf' }).checkauth())).toMatchObject({ code: 'no-reply' })
    expect(count).toBe(1)
  })

  test('a reply that stops until time runs out is not one cut short either', async () => {
    let count = 0
    const url = await serve((_, response) => {
      count++
      response.write('succ')
    })
    expect(await rejection(connect(url, { profile: 'unf', timeoutMs: 50 }).checkauth())).toMatchObject({
      code: 'timeout',
    })
    expect(count).toBeLessThan(2) // time may run out before it is heard
  })

  test('an error that is its own cause is told once', async () => {
    const circle: Error = new Error('round and round')
    circle.cause = circle
    const failing = (): Promise<Response> => Promise.reject(circle)
    const error = await rejection(connect('http://site.test/1c', { fetch: failing }).checkauth())
    expect(error).toMatchObject({ code: 'no-reply', entry: { error: 'round and round' } })
  })

  test('both the reply that was cut short and the one after it stand in the transcript', async () => {
    let count = 0
    const url = await serve((_, response) => {
      if (count++ > 0) response.end(SESSION)
      else response.writeHead(200, { 'content-length': '100' }).write('succ', () => response.destroy())
    })
    const entries: TranscriptEntry[] = []
    const { cut, entry } = await connect(url, { profile: 'unf', onEntry: (one) => entries.push(one) }).checkauth()
    expect(entries).toEqual([cut, entry])
    expect(cut?.error).toContain('the reply was cut short')
  })

  test('its time-out is told in words, also where fetch of Node ran out of patience', async () => {
    const url = await serve(() => {})
    const error = await rejection(connect(url, { timeoutMs: 50 }).checkauth())
    expect(error).toMatchObject({ entry: { error: 'no reply within 0.05 s' } })
    for (const code of ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']) {
      const impatient = (): Promise<Response> =>
        Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }))
      expect(await rejection(connect(url, { fetch: impatient }).checkauth())).toMatchObject({ code: 'timeout' })
    }
    const renaming: typeof fetch = (_, init) =>
      new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('socket hang up'))))
    const renamed = await rejection(connect(url, { fetch: renaming, timeoutMs: 50 }).checkauth())
    expect(renamed).toMatchObject({ code: 'timeout', entry: { error: 'no reply within 0.05 s' } })
  })

  test('nothing packed is asked for', async () => {
    let asked: string | undefined
    const url = await serve((request, response) => {
      asked = request.headers['accept-encoding'] as string
      response.end(SESSION)
    })
    await connect(url, LOGIN).checkauth()
    expect(asked).toBe('identity')
  })

  test('one that does not end is cut off', async () => {
    const url = await serve((_, response) => response.end('x'.repeat(100_000)))
    const error = await rejection(connect(url, { maxReplyBytes: 1000 }).query())
    expect(error).toMatchObject({ code: 'reply-too-long' })
  })

  test('the caller may end it: its reason is thrown, before, while waiting, once or again, and between polls', async () => {
    const url = await serve(() => {})
    const reason = new Error('enough')
    const ended = AbortSignal.abort(reason)
    expect(await rejection(connect(url, { signal: ended }).checkauth())).toBe(reason)
    const stop = new AbortController()
    const waiting = rejection(connect(url, { signal: stop.signal }).checkauth())
    setTimeout(() => stop.abort(reason), 20)
    expect(await waiting).toBe(reason)

    const second = new AbortController()
    let count = 0
    const cutting = await serve((_, response) => {
      if (count++ > 0) second.abort(reason)
      else response.writeHead(200, { 'content-length': '100' }).write('succ', () => response.destroy())
    })
    expect(await rejection(connect(cutting, { profile: 'unf', signal: second.signal }).checkauth())).toBe(reason)
    expect(count).toBe(2)

    const polling = await serve((request, response, body) =>
      request.url?.includes('mode=import') ? response.end('progress') : answers(request, response, body),
    )
    const between = new AbortController()
    const file: ClientFile = { name: 'import.xml', size: 1, read: async () => new Uint8Array(1) }
    const options: SiteOptions = { ...LOGIN, profile: { ...PROFILES.unf, pollPauseMs: 60_000 }, signal: between.signal }
    const seen: ExchangeEvent[] = []
    const push = async (): Promise<void> => {
      for await (const event of pushCatalog(polling, [file], options)) {
        seen.push(event)
        if (event.type === 'uploaded') setTimeout(() => between.abort(reason), 20)
      }
    }
    expect(await rejection(push())).toBe(reason)
    expect(seen.at(-1)).toMatchObject({ type: 'uploaded' })
  })
})

describe('the transcript', () => {
  const dialogue = async (more: SiteOptions = {}): Promise<string> => {
    const entries: TranscriptEntry[] = []
    const url = await serve((request, response, body) => {
      if (request.url?.includes('mode=file')) response.setHeader('set-cookie', 'sid=secret-cookie; path=/')
      answers(request, response, body)
    })
    const site = connect(url, { ...LOGIN, profile: 'ut115-sessid', onEntry: (entry) => entries.push(entry), ...more })
    await site.checkauth()
    await site.init()
    await site.file('import.xml', new Uint8Array(5))
    return `${entries.map(formatEntry).join('\n')}\n${JSON.stringify(entries)}`
  }

  test('is a dialogue without secrets', async () => {
    const text = await dialogue()
    expect(text.split('\n').slice(0, 6)).toEqual([
      'C GET /1c?type=catalog&mode=checkauth  Authorization: Basic ***',
      'S 200 success⏎sid⏎***⏎sessid=***',
      'C GET /1c?type=catalog&mode=init&sessid=***  Authorization: Basic ***  Cookie: sid=***',
      'S 200 zip=no⏎file_limit=0',
      'C POST /1c?type=catalog&mode=file&filename=import.xml&sessid=***  Authorization: Basic ***  Cookie: sid=***  <5 bytes>',
      'S 200 success',
    ])
    expect(text).not.toContain('secret')
    expect(text).not.toContain(Buffer.from('Админ:па:роль').toString('base64'))
  })

  test('shows cookies and tokens on request, the password never', async () => {
    const text = await dialogue({ showTokens: true })
    expect(text).toContain('Cookie: sid=secret-cookie')
    expect(text).toContain('sessid=secret-token')
    expect(text).toContain('Basic ***')
  })

  test('hides a cookie in the very reply that sets it', async () => {
    const url = await serve((_, response) => {
      response.setHeader('set-cookie', 'sid=tok12')
      response.setHeader('location', '/login?sid=tok12')
      response.end('failure\nno session tok12')
    })
    const { entry } = await connect(url, LOGIN).init()
    expect(entry.reply).toBe('failure\nno session ***')
    expect(JSON.stringify(entry)).not.toContain('tok12')
  })

  test('hides what an error says of the login and of the token', async () => {
    const failing = (): Promise<Response> => Promise.reject(new Error(`/1c?sessid=tok12 for ${LOGIN.password}`))
    const error = await rejection(connect('http://site.test/1c', { ...LOGIN, fetch: failing }).init())
    expect(error).toMatchObject({ entry: { error: '/1c?sessid=*** for ***' } })
    expect((error as Error).message).not.toContain(LOGIN.password)
  })

  test('hides a password that the site sends back', async () => {
    const url = await serve((_, response) => response.end(`failure\nwrong password ${LOGIN.password}`))
    const { entry } = await connect(url, LOGIN).checkauth()
    expect(entry.reply).toBe('failure\nwrong password ***')
  })

  test('hides the login in whatever form the site sends it back, and short passwords as words', async () => {
    for (const password of ['па:роль "1"', 'abc']) {
      const login = { user: 'Админ', password }
      const forms = [
        Buffer.from(`Админ:${password}`).toString('base64'),
        Buffer.from(password).toString('base64'),
        encodeURIComponent(password),
        JSON.stringify(password),
      ]
      const url = await serve((_, response) => response.end(`failure\n${forms.join(' | ')} | ${password} | alphabcdef`))
      const { entry, outcome } = await connect(url, { ...login, profile: 'unf' }).import('a.xml')
      const seen = `${entry.reply} ${JSON.stringify(outcome)} ${formatEntry(entry)}`
      for (const form of [...forms.slice(0, 2), ` ${password} `]) expect(seen).not.toContain(form)
      expect(entry.reply).toContain('alphabcdef')
    }
  })

  test('hides ids of sessions wherever they come from', async () => {
    const url = await serve((request, response) => {
      response.setHeader('set-cookie', ['lang=ru-secret-1; path=/', 'sid=secret-2; path=/'])
      if (request.url?.includes('checkauth')) response.end('success\nsid\nsecret-3')
      else response.end('failure\nlang ru-secret-1, sid secret-2, cookie secret-3')
    })
    const site = connect(url, LOGIN)
    const first = await site.checkauth()
    const second = await site.import('a.xml')
    expect(JSON.stringify([first.entry, second.entry, second.outcome])).not.toContain('secret')
    expect(first.entry.replyHeaders['set-cookie']).toBe('lang=***; path=/, sid=***; path=/')

    const malformed = await serve((_, response) => response.end('success sid 0123456789abcdef0123456789abcdef'))
    const { entry, outcome } = await connect(malformed, { ...LOGIN, profile: 'unf' }).checkauth()
    expect(entry.reply).toBe('success sid ***')
    expect(JSON.stringify(outcome)).not.toContain('0123456789abcdef')
  })

  test('leaves a terminal nothing to obey', async () => {
    const url = await serve((_, response) => response.end('failure\n\x1b[2J\u009b31m\u202e\x07'))
    const { entry } = await connect(url, LOGIN).import('a.xml')
    expect(formatEntry(entry)).toContain('failure⏎␛[2J�31m�␇')
  })

  test('shows what cannot be seen, and cuts what is long', async () => {
    const url = await serve((_, response) => response.end(`\ufeffsuccess\r\n${'x'.repeat(2000)}`))
    const { entry } = await connect(url, LOGIN).import('a.xml')
    expect(formatEntry(entry)).toContain('S 200 [BOM]success␍⏎xxx')
    expect(formatEntry(entry)).toMatch(/x… <2012 bytes>$/)
    expect(entry.reply).toHaveLength(512)
  })

  test('reads a reply in the charset that it names, or in UTF-8 when that is none', async () => {
    const bytes = Buffer.from([0xcd, 0xe5, 0xf2])
    const reply = async (charset: string): Promise<string> => {
      const url = await serve((_, response) =>
        response.writeHead(200, { 'content-type': `text/plain; charset=${charset}` }).end(bytes),
      )
      return (await connect(url, LOGIN).import('a.xml')).entry.reply
    }
    expect(await reply('windows-1251')).toBe('Нет')
    expect(await reply('nonsense')).toContain('\ufffd')
  })
})

test.each([
  ['an address that is none', () => connect('site.test/1c')],
  ['an address of another protocol', () => connect('ftp://site.test/1c')],
  ['an address whose protocol was forgotten', () => connect('site.test:8080/1c')],
  ['an address with a password', () => connect('http://user:password@site.test/1c')],
  ['a profile that there is not', () => connect('http://site.test/1c', { profile: 'ut12' as never })],
])('%s is a TypeError', (_, act) => {
  expect(act).toThrow(TypeError)
})
