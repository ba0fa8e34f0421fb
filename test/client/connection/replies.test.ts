import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
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
} from '../../../src/client/index.ts'
import { closeServers } from '../../helpers/servers.ts'
import { answers, LOGIN, rejection, SESSION, serve } from './server.ts'

closeServers()

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
