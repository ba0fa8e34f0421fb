import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CATALOG } from '../helpers/catalog.ts'
import { run } from '../helpers/command.ts'
import { CYRILLIC_LOGIN } from '../helpers/login.ts'
import { serve } from '../helpers/own-site.ts'
import { eventsIn, eventsOf } from '../helpers/printed.ts'

describe('serve and push', () => {
  test.each(['ut103', 'smb', 'ut115', 'unf', 'bitrix'])(
    '%s: an archive in parts comes out the same',
    async (profile) => {
      const site = await serve('--zip', '--file-limit', '1000')
      const pushed = await run('push', site.url, CATALOG, ...CYRILLIC_LOGIN, '--profile', profile, '--zip')
      expect(pushed.code).toBe(0)
      expect(pushed.stderr).toMatch(/uploaded v8_\w{4}_\w{2}\.zip/)
      const { stdout } = await site.stop()
      expect(eventsIn(stdout)).toEqual(await eventsOf(CATALOG))
    },
  )

  test('sizes of a whole number of parts, and one byte beside', async () => {
    const { length } = readFileSync(CATALOG)
    for (const limit of [length, length - 1, length + 1, Math.ceil(length / 4)]) {
      const site = await serve('--file-limit', String(limit))
      expect(await run('push', site.url, CATALOG, ...CYRILLIC_LOGIN)).toMatchObject({ code: 0 })
      const { stdout } = await site.stop()
      expect(eventsIn(stdout)).toEqual(await eventsOf(CATALOG))
    }
  })
})
