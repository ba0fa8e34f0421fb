import { describe, expect, test } from 'vitest'
import { connect, formatEntry, type SiteOptions, type TranscriptEntry } from '../../../src/client/index.ts'
import { closeServers } from '../../helpers/servers.ts'
import { answers, LOGIN, rejection, serve } from './server.ts'

closeServers()

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
