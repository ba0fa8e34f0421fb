import { describe, expect, test } from 'vitest'
import { run } from './helpers/command.ts'
import { CYRILLIC_LOGIN, LOGIN } from './helpers/login.ts'
import { serve } from './helpers/own-site.ts'
import { REPLIES, type Replies, scriptedSite, urlOf } from './helpers/scripted-site.ts'

describe('check', () => {
  test('finds nothing at our own site', async () => {
    const site = await serve('--file-limit', '5000')
    const { code, stdout } = await run('check', site.url, ...CYRILLIC_LOGIN, '--orders', '--json')
    const report = JSON.parse(stdout) as { worst: string; findings: { level: string }[] }
    expect(report.findings.filter(({ level }) => level !== 'ok')).toEqual([])
    expect(report.findings.length).toBeGreaterThan(40)
    expect(code).toBe(0)
    await site.stop()
  })

  test('says what each 1C would do at a site with four lines to init', async () => {
    const shop = await scriptedSite({ init: 'zip=no\nfile_limit=1000\nsessid=1\nversion=2.08' })
    const { code, stdout } = await run('check', shop.url, ...CYRILLIC_LOGIN, '--no-write')
    expect(code).toBe(1)
    expect(stdout).toMatch(/init-lines.*4 lines.*УТ 10\.3/)
  })

  test('warns before it writes', async () => {
    const shop = await scriptedSite()
    const login = await run('check', shop.url, ...LOGIN, '--no-write', '--profile', 'ut115')
    expect(login.stderr).not.toContain('check writes')
    const report = await run('check', shop.url, ...LOGIN, '--profile', 'ut115')
    expect(report.stderr).toMatch(/^check writes: .*a test copy of the shop, or --no-write/)
    expect(report.code).toBe(1) // it lets anybody in
  })

  test('a warning fails it with --fail-on warning alone', async () => {
    // Good, but for the one session that everybody gets.
    const url = await urlOf((request, response) => {
      const { authorization, cookie } = request.headers
      const known = authorization === `Basic ${btoa('1c:secret')}`
      const replies: Replies = cookie === 'sid=abcdef' ? REPLIES : { checkauth: REPLIES.checkauth }
      const mode = /type=(?:catalog|sale)&(?:.*[&?])?mode=(\w+)/.exec(request.url ?? '')?.[1] ?? ''
      response.end((known && replies[mode]) || 'failure\nno')
    })
    const args = ['check', url, ...LOGIN, '--profile', 'ut115', '--no-write']
    const { code, stdout } = await run(...args, '--json')
    expect(JSON.parse(stdout)).toMatchObject({ worst: 'warning' })
    expect(code).toBe(0)
    expect(await run(...args, '--fail-on', 'warning')).toMatchObject({ code: 1 })
  })

  test('its help says that it writes', async () => {
    const { stdout } = await run('check', '--help')
    expect(stdout.replace(/\s+/g, ' ')).toContain('use a test copy of the shop, or --no-write')
    expect(stdout).toContain('complete')
  })
})
