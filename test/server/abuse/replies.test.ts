import { diskStores } from 'commerceml/server/node'
import { describe, expect, test } from 'vitest'
import { fc } from '../../helpers/properties.ts'
import { zipOf } from '../../helpers/zipped.ts'
import { freshFolder } from '../helpers/abuse.ts'
import { catalogOf, ids } from '../helpers/files.ts'
import { OneC, type Reply, utf8, WORDS } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite, taken } from '../helpers/site.ts'
import { watchedStores } from '../helpers/watched-stores.ts'

// Each `describe` is named by the abuse or the fault that it is about.

watchRejections()

describe('reply injection', () => {
  const nasty = fc
    .array(
      fc.constantFrom('\r', '\n', '\u2028', '\u2029', '\u0085', '\v', '\f', '\0', 'success', 'progress', 'x', ' ', 'я'),
    )
    .map((parts) => parts.join(''))

  test('what an importer throws or returns is one line behind the word', async () => {
    let message = ''
    let fails = true
    const { exchange } = makeSite({
      charset: 'utf-8',
      async importFile(job) {
        if (fails) throw new Error(message)
        await taken(job)
        return message
      },
    })
    const client = new OneC(exchange)
    await fc.assert(
      fc.asyncProperty(nasty, fc.boolean(), async (text, throws) => {
        message = text
        fails = throws
        await client.begin()
        await client.upload('import.xml', catalogOf([1]))
        const reply = await client.imported('import.xml')
        expect(reply.word).toBe(throws ? 'failure' : 'success')
        expect(reply.text.split(/[\n\r\u2028\u2029\u0085\v\f\0]/).length).toBeLessThanOrEqual(2)
      }),
      { numRuns: 500 },
    )
  })

  test('what a source of orders throws is not told at all', async () => {
    let message = ''
    const { exchange, errors } = makeSite({
      orders: {
        async query() {
          throw new Error(message)
        },
      },
    })
    const client = new OneC(exchange)
    await client.checkauth('sale')
    await fc.assert(
      fc.asyncProperty(nasty, async (text) => {
        message = text
        expect((await client.ask('sale', 'query')).text).toBe('failure\nСайт не смог подготовить документ.')
      }),
      { numRuns: 100 },
    )
    expect(errors).toHaveLength(100)
  })
})

describe('HTML in the reply', () => {
  const FORBIDDEN = /<[a-z/!]|\bat .+:\d+|node_modules|\.[jt]s\b|\/(?:tmp|work|home|var|root)\/|commerceml\/\d|Node/i

  test('on every error path: one line behind a word, no stack, no path, no version, no markup', async () => {
    const seen = new Map<string, string>()
    const told: unknown[] = []
    const folder = freshFolder()
    let broken = ''
    const stores = watchedStores(diskStores(folder), async (operation, work) => {
      if (operation.name === broken) {
        throw Object.assign(new Error(`ENOSPC: no space left on device, write '${folder}/x'`), { code: 'ENOSPC' })
      }
      return work()
    })
    const fail = async (): Promise<never> => {
      throw new Error(`<b>${folder}</b>`)
    }
    const { exchange } = makeSite({
      stores,
      fileLimit: 10_000,
      limits: { importSlice: 500 },
      token: 'offered',
      orders: { query: fail, confirm: fail, info: fail, wait: fail },
      catalog: { query: fail },
      deactivate: fail,
      complete: fail,
      onError: (error) => told.push(error),
    })
    const client = new OneC(exchange)
    const note = async (what: string, asked: Promise<Reply>): Promise<void> => {
      seen.set(what, (await asked).text)
    }
    const zip = await zipOf({ 'import.xml': utf8(catalogOf([1])) })
    await note('no credentials', client.ask('catalog', 'checkauth'))
    await note('bad credentials', new OneC(exchange, 'shop', 'x').checkauth())
    await client.begin()
    for (const mode of ['query', 'success', 'info', 'listen', 'complete']) await note(mode, client.ask('sale', mode))
    await note('package', client.ask('get_catalog', 'query'))
    await note('deactivate', client.ask('catalog', 'deactivate', { timestamp: 'x' }))
    await note('unknown', client.ask('<script>', '</script>'))
    await note('no token', client.ask('catalog', 'init', { sessid: '<b>' }))
    await client.upload('text.xml', 'no XML at all')
    await note('no XML', client.imported('text.xml'))
    await client.upload('page.xml', '<html><body>x</body></html>')
    await note('a page', client.imported('page.xml'))
    await client.upload('half.xml', catalogOf(ids(5)).slice(0, 300))
    await note('half', client.imported('half.xml'))
    await client.upload('half.zip', zip.subarray(0, 100))
    await note('half an archive', client.imported('import.xml'))
    await client.begin()
    await client.upload('import.xml', catalogOf(ids(5)))
    await client.upload('v8.zip', zip)
    for (const operation of [
      'sessions.get',
      'sessions.put',
      'uploads.begin',
      'uploads.write',
      'uploads.commit',
      'uploads.clear',
      'uploads.open',
      'uploads.list',
      'uploads.read',
      'imports.get',
      'imports.claim',
      'imports.update',
      'imports.clear',
      'imports.importsSince',
    ]) {
      broken = operation
      await note(`${operation} at checkauth`, new OneC(exchange).checkauth())
      await note(`${operation} at file`, client.file('import_files/a.jpg', 'x'))
      await note(`${operation} at import`, client.import('import.xml'))
      broken = ''
      await client.begin()
      await client.upload('v8.zip', zip)
      broken = operation
      await note(`${operation} at import of an archive`, client.import('import.xml'))
      await note(`${operation} at deactivate`, client.ask('catalog', 'deactivate', { timestamp: '99999999999' }))
      await note(`${operation} at init`, client.ask('catalog', 'init'))
      broken = ''
      await client.begin()
      await client.upload('import.xml', catalogOf(ids(5)))
    }
    expect(seen.size).toBeGreaterThan(80)
    for (const [what, text] of seen) {
      const [word = '', ...rest] = text.split('\n')
      expect([what, [...WORDS, 'zip=no'].includes(word)]).toEqual([what, true])
      // To init there is a line more, or УТ would take it for the parameters.
      const lines = rest[1] === 'Обмен не начат.' ? 2 : 1
      if (word === 'failure') expect([what, rest.length]).toEqual([what, lines])
      expect([what, FORBIDDEN.test(text)]).toEqual([what, false])
    }
    const refused = [...seen.values()].filter((text) => text.startsWith('failure')).length
    expect(refused).toBeGreaterThan(40)
    expect(told.length).toBeGreaterThan(30)
  })
})
