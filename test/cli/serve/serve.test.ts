import { once } from 'node:events'
import { mkdtempSync, readdirSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { ended, start } from '../helpers/command.ts'
import { STUCK_FILES } from '../helpers/faked-failures.ts'
import { CYRILLIC_AUTHORIZATION, CYRILLIC_LOGIN } from '../helpers/login.ts'
import { serve, serveIn } from '../helpers/own-site.ts'

const folder = temporaryFolder('cli-serve')

describe('serve', () => {
  const get = (url: string, query: string, headers: Record<string, string>): Promise<readonly [unknown, string]> =>
    new Promise((resolve, reject) => {
      const agent = new Agent({ keepAlive: true })
      request(`${url}?${query}`, { headers, agent }, async (response) => {
        const pieces: Buffer[] = []
        for await (const piece of response) pieces.push(piece)
        agent.destroy()
        resolve([response.headers['keep-alive'], new TextDecoder('windows-1251').decode(Buffer.concat(pieces))])
      })
        .on('error', reject)
        .end()
    })
  const login = { authorization: CYRILLIC_AUTHORIZATION }

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'removes its temporary folder when %s ends it',
    async (signal) => {
      const temporary = mkdtempSync(join(folder, 'tmp-'))
      const site = await serveIn({ TMPDIR: temporary })
      expect(readdirSync(temporary)).toHaveLength(1)
      expect((await site.stop(signal)).code).toBe(0)
      expect(readdirSync(temporary)).toEqual([])
    },
  )

  test('says in bold that it listens, on a terminal', async () => {
    const site = await serveIn({ FORCE_COLOR: '1', NO_COLOR: '' })
    const { stderr } = await site.stop()
    expect(stderr).toMatch(/^\u001b\[1mlistening on\u001b\[22m http:/)
  })

  test('ends well where its temporary folder cannot be removed', async () => {
    const temporary = mkdtempSync(join(folder, 'tmp-'))
    const stuck = await serveIn({ TMPDIR: temporary, ...STUCK_FILES })
    const { code, stderr } = await stuck.stop()
    expect(code).toBe(0)
    expect(stderr).not.toContain('EBUSY')
  })

  test('leaves nothing behind in its folder by trying whether it can write there', async () => {
    const dir = mkdtempSync(join(folder, 'tried-'))
    expect((await (await serve('--dir', dir)).stop()).code).toBe(0)
    expect(readdirSync(dir).filter((name) => name.startsWith('try-'))).toEqual([])
  })

  test('keeps a connection while 1C pauses between two requests', async () => {
    const site = await serve()
    const [keepAlive] = await get(site.url, 'type=catalog&mode=checkauth', login)
    expect(keepAlive).toBe('timeout=75')
    await site.stop()
  })

  test.each<readonly [string, string, BufferEncoding, string]>([
    ['Cyrillic in UTF-8', 'Товар.xml', 'utf8', 'windows-1251'],
    ['bytes of windows-1251', '\xd2\xee\xe2\xe0\xf0.xml', 'latin1', 'utf-8'],
    ['a blank', 'a b.xml', 'utf8', 'windows-1251'],
  ])('says what is wrong with %s in an address, which Node does not read', async (_, filename, encoding, charset) => {
    const site = await serve('--charset', charset)
    const line = `GET /1c?type=catalog&mode=import&filename=${filename} HTTP/1.1\r\nHost: localhost\r\n\r\n`
    const socket = connect(Number(new URL(site.url).port), '127.0.0.1')
    socket.write(line, encoding)
    const answer = new TextDecoder(charset).decode(await buffer(socket))
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(answer).toContain(`charset=${charset}\r\n`)
    expect(answer.split('\r\n\r\n')[1]).toBe(
      'failure\nАдрес запроса не разобран: имя файла должно быть закодировано (кириллица — как %D0%98, пробел — как %20).',
    )
    expect((await site.stop()).stderr).toMatch(/error: no request: Parse Error/)
  })

  test('says it also to who goes on sending the file', async () => {
    const site = await serve()
    const socket = connect({ port: Number(new URL(site.url).port), host: '127.0.0.1', allowHalfOpen: true })
    const errors: Error[] = []
    socket.on('error', (error) => errors.push(error))
    socket.write('POST /1c?filename=файл.xml HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8000000\r\n\r\n')
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString('latin1')).toContain('\r\n\r\nfailure\n')
    for (let part = 0; part < 8; part++) {
      await new Promise((written) => socket.write(new Uint8Array(1_000_000), written))
    }
    socket.end()
    await once(socket, 'close')
    expect(errors).toEqual([])
    const { stderr } = await site.stop()
    expect(stderr.match(/no request/g)).toHaveLength(1)
  })

  test('answers what is no request at all as Node does', async () => {
    const site = await serve()
    const socket = connect(Number(new URL(site.url).port), '127.0.0.1')
    socket.write('\r\n\r\nnonsense\r\n\r\n')
    expect((await buffer(socket)).toString()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    await site.stop()
  })

  test.each([[], ['--charset', 'utf-8-bom']])(
    'has no orders and no statuses, which is no failure %j %j',
    async (...args) => {
      const site = await serve(...args)
      const [, name, value] = (await get(site.url, 'type=sale&mode=checkauth', login))[1].split('\n')
      const cookie = { cookie: `${name}=${value}` }
      const text = async (mode: string) => (await get(site.url, `type=sale&mode=${mode}`, cookie))[1]
      expect(await text('query')).toMatch(/<\?xml [\s\S]*\/>$/)
      expect(await text('success')).toMatch(/success$/)
      expect(await text('info')).toMatch(/<\?xml [^>]*\?>\n<[^>]+><\/[^>]+>\n$/)
      await site.stop()
    },
  )
})

// The rights of this folder say that root may write into it, and nobody may: as on Windows, where they say nothing.
test.runIf(process.platform === 'linux')(
  'serve tries whether it can write where it is to, and ends if not',
  async () => {
    const child = start(['serve', '--port', '0', ...CYRILLIC_LOGIN, '--dir', '/proc'])
    child.stderr.on('data', (text) => String(text).includes('listening') && child.kill())
    const { code, stderr } = await ended(child)
    expect(code).toBe(2)
    expect(stderr).toMatch(/^error: E\w+: [^\n]*\/proc\/[^\n]*\n$/)
  },
)
