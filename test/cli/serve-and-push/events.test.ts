import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CATALOG } from '../helpers/catalog.ts'
import { run } from '../helpers/command.ts'
import { CYRILLIC_LOGIN } from '../helpers/login.ts'
import { serve } from '../helpers/own-site.ts'
import { eventsIn, eventsOf } from '../helpers/printed.ts'
import { temporaryFiles } from '../helpers/temporary-files.ts'

const { made } = temporaryFiles()

describe('serve and push', () => {
  test('the events of each import go to the end of the file of --events', async () => {
    const earlier = '{"type":"earlier","position":{}}'
    const path = made('events.jsonl', `${earlier}\n{"type":"prod`) // the power was cut
    const site = await serve('--events', path)
    for (const _ of [1, 2]) expect(await run('push', site.url, CATALOG, ...CYRILLIC_LOGIN)).toMatchObject({ code: 0 })
    expect(await site.stop()).toMatchObject({ code: 0, stdout: '' })
    const text = readFileSync(path, 'utf8')
    expect(text.startsWith(`${earlier}\n{"type":"prod\n{"type":"document"`)).toBe(true)
    const imported = await eventsOf(CATALOG)
    expect(eventsIn(text.split('\n').slice(2).join('\n'))).toEqual([...imported, ...imported])
  })

  test.skipIf(!existsSync('/dev/full'))('an import of which the disk has no room for the events fails', async () => {
    const site = await serve('--events', '/dev/full')
    const { code, stderr } = await run('push', site.url, CATALOG, ...CYRILLIC_LOGIN)
    expect(code).toBe(1)
    expect(stderr).toMatch(/\nerror: import[^\n]*ENOSPC/)
    expect((await site.stop()).code).toBe(0)
  })
})
