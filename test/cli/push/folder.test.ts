import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { zipOf } from '../../helpers/zipped.ts'
import { CATALOG } from '../helpers/catalog.ts'
import { run } from '../helpers/command.ts'
import { LOGIN } from '../helpers/login.ts'
import { scriptedSite, sentNames } from '../helpers/scripted-site.ts'

const folder = temporaryFolder('cli-folder')

describe('push of a folder', () => {
  test('sends documents, pictures and files of goods, and says what it leaves', async () => {
    const path = join(folder, 'export')
    mkdirSync(join(path, 'import_files', '.thumbs'), { recursive: true })
    cpSync(CATALOG, join(path, 'import.xml'))
    const [taken, left] = [
      ['import_files/a.JPG', 'import_files/b.pdf', 'import_files/c.step'],
      ['Thumbs.db', 'a.svg'],
    ]
    for (const name of ['.DS_Store', 'import_files/.thumbs/a.jpg', ...taken, ...left])
      writeFileSync(join(path, name), 'x')
    const shop = await scriptedSite()
    const { code, stderr } = await run('push', shop.url, path, ...LOGIN, '--profile', 'ut103')
    expect(code).toBe(0)
    expect(sentNames(shop)).toEqual(['import.xml', ...taken])
    expect(stderr).toContain('not sent: .DS_Store, Thumbs.db, a.svg, import_files/.thumbs/a.jpg')
  })

  test('so does that of an archive, as Finder makes it', async () => {
    const path = join(folder, 'finder.zip')
    const fork = Uint8Array.from([0, 5, 0x16, 7, 0, 2, 0, 0])
    const files = { 'import.xml': readFileSync(CATALOG), '__MACOSX/._import.xml': fork, '.DS_Store': fork }
    writeFileSync(path, await zipOf(files))
    const shop = await scriptedSite()
    const { code, stderr } = await run('push', shop.url, path, ...LOGIN, '--profile', 'ut103')
    expect(code).toBe(0)
    expect(sentNames(shop)).toEqual(['import.xml'])
    expect(stderr).toContain('not sent: __MACOSX/._import.xml, .DS_Store')
  })

  test('without a document is an error', async () => {
    const path = join(folder, 'pictures')
    mkdirSync(path)
    writeFileSync(join(path, 'a.jpg'), 'x')
    const shop = await scriptedSite()
    const { code, stderr } = await run('push', shop.url, path, ...LOGIN)
    expect(code).toBe(2)
    expect(stderr).toContain('nothing to import')
    expect(shop.asked).toEqual([])
  })
})
