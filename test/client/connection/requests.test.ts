import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { type ClientFile, connect, pushCatalog } from '../../../src/client/index.ts'
import { closeServers } from '../../helpers/servers.ts'
import { answers, LOGIN, serve } from './server.ts'

closeServers()

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

test.each([
  ['an address that is none', () => connect('site.test/1c')],
  ['an address of another protocol', () => connect('ftp://site.test/1c')],
  ['an address whose protocol was forgotten', () => connect('site.test:8080/1c')],
  ['an address with a password', () => connect('http://user:password@site.test/1c')],
  ['a profile that there is not', () => connect('http://site.test/1c', { profile: 'ut12' as never })],
])('%s is a TypeError', (_, act) => {
  expect(act).toThrow(TypeError)
})
