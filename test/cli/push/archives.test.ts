import { mkdtempSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { CATALOG } from '../helpers/catalog.ts'
import { ended, run, start } from '../helpers/command.ts'
import { STUCK_FILES } from '../helpers/faked-failures.ts'
import { LOGIN } from '../helpers/login.ts'
import { scriptedSite, sentNames } from '../helpers/scripted-site.ts'

const folder = temporaryFolder('cli-archives')

describe('push to a site that asks for archives', () => {
  const ZIP = { init: 'zip=yes\nfile_limit=1000000' }

  test('packs as every 1C does, unless told not to', async () => {
    const shop = await scriptedSite(ZIP)
    expect(await run('push', shop.url, CATALOG, ...LOGIN)).toMatchObject({ code: 0 })
    expect(await run('push', shop.url, CATALOG, ...LOGIN, '--no-zip')).toMatchObject({ code: 0 })
    expect(sentNames(shop)).toEqual([expect.stringMatching(/^v8_\w{4}_\w{2}\.zip$/), 'import0_1.xml'])
  })

  /** A push that is interrupted while the site imports, and how many folders for archives there were before and after. */
  async function interrupted(env: Record<string, string> = {}) {
    const temporary = mkdtempSync(join(folder, 'tmp-'))
    let packed: string[] = []
    const { url } = await scriptedSite(ZIP, () => {
      packed = readdirSync(temporary)
      child.kill('SIGINT')
    })
    const child = start(['push', url, CATALOG, ...LOGIN], { TMPDIR: temporary, ...env })
    const { stderr } = await ended(child)
    return { signal: child.signalCode, stderr, before: packed.length, after: readdirSync(temporary).length }
  }

  test('leaves no archive behind when it is interrupted', async () => {
    expect(await interrupted()).toMatchObject({ signal: 'SIGINT', before: 1, after: 0 })
  })

  test('ends by the signal though its archives cannot be removed, and says nothing of them', async () => {
    const { signal, stderr } = await interrupted(STUCK_FILES)
    expect(signal).toBe('SIGINT')
    expect(stderr).not.toMatch(/EBUSY|\n {4}at /)
  })

  test('has succeeded though its archives cannot be removed', async () => {
    const { url } = await scriptedSite(ZIP)
    const child = start(['push', url, CATALOG, ...LOGIN], { ...STUCK_FILES, TMPDIR: mkdtempSync(join(folder, 'tmp-')) })
    const { code, stderr } = await ended(child)
    expect(stderr).toMatch(/\ndone: [^\n]*\n$/)
    expect(code).toBe(0)
  })
})
