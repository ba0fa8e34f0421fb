import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CATALOG } from '../helpers/catalog.ts'
import { ROOT, run } from '../helpers/command.ts'
import { CYRILLIC_LOGIN } from '../helpers/login.ts'
import { serve } from '../helpers/own-site.ts'
import { eventsIn, eventsOf } from '../helpers/printed.ts'
import { temporaryFiles } from '../helpers/temporary-files.ts'

const { folder, made } = temporaryFiles()

describe('serve and push', () => {
  test.each(['ut103', 'smb', 'ut115', 'unf', 'bitrix'])(
    '%s: a catalog comes out as its file reads',
    async (profile) => {
      const site = await serve('--file-limit', '9999', ...(profile === 'bitrix' ? ['--token'] : []))
      const pushed = await run('push', site.url, CATALOG, ...CYRILLIC_LOGIN, '--profile', profile)
      expect(pushed.stderr).toContain('done: ')
      expect(pushed).toMatchObject({ code: 0, stdout: '' })
      const { stdout, stderr, code } = await site.stop()
      expect(code).toBe(0)
      expect(stderr).toContain('listening on')
      expect(stderr).not.toContain('secret')
      expect(eventsIn(stdout)).toEqual(await eventsOf(CATALOG))
    },
  )

  test('nothing of a document gets onto a terminal that it would obey', async () => {
    const name = 'Чай\u009b31m\u202e\u2066\u200f'
    const path = made('controls.xml', readFileSync(CATALOG, 'utf8').replace(/(?<=<Наименование>)[^<]+/g, name))
    const site = await serve()
    expect((await run('push', site.url, path, ...CYRILLIC_LOGIN)).code).toBe(0)
    const { stdout } = await site.stop()
    expect(stdout).not.toMatch(/[\u0080-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/)
    expect(eventsIn(stdout)).toContainEqual(expect.objectContaining({ product: expect.objectContaining({ name }) }))
  })

  test('orders go both ways, and the transcript has no secret', async () => {
    const site = await serve()
    const transcript = join(folder, 'transcript.txt')
    const orders = 'fixtures/valid/orders-2.10/orders.xml'
    const path = existsSync(join(ROOT, orders)) ? orders : firstOrders()
    const pushed = await run('push', site.url, path, ...CYRILLIC_LOGIN, '--orders', '--transcript', transcript)
    expect(pushed.code).toBe(0)
    expect(pushed.stdout).toMatch(/^<\?xml version="1.0" encoding="windows-1251"\?>/)
    const { stdout } = await site.stop()
    expect(eventsIn(stdout)).toEqual(await eventsOf(path))
    const dialogue = readFileSync(transcript, 'utf8')
    expect(dialogue).toContain('mode=query')
    expect(dialogue).not.toContain('secret')
  })

  test('a wrong password ends with 1 and the words of that 1C', async () => {
    const site = await serve()
    const { code, stderr } = await run('push', site.url, CATALOG, '--user', '1c', '--password', 'wrong')
    expect(code).toBe(1)
    expect(stderr).toMatch(/error: checkauth/)
    const { stdout, stderr: log } = await site.stop()
    expect(stdout).toBe('')
    expect(log).not.toContain('wrong')
  })

  test('a broken document is a failure on both sides, and the site goes on', async () => {
    const site = await serve()
    const broken = 'fixtures/bad/truncated-input'
    const [name = ''] = readdirSync(join(ROOT, broken)).filter((file) => file.endsWith('.xml'))
    const { code, stderr } = await run('push', site.url, join(broken, name), ...CYRILLIC_LOGIN, '--keep-names')
    expect(code).toBe(1)
    expect(stderr).toContain('error: import')
    expect(await run('push', site.url, CATALOG, ...CYRILLIC_LOGIN)).toMatchObject({ code: 0 })
    await site.stop()
  })
})

/** The first fixture with orders. */
function firstOrders(): string {
  const found = readdirSync(join(ROOT, 'fixtures/valid'), { recursive: true, encoding: 'utf8' }).find((file) =>
    /orders?[^/]*\.xml$/.test(file),
  )
  return `fixtures/valid/${found ?? ''}`
}
