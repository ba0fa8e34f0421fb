import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { publishFolder } from '../../../src/node/disk/files.ts'
import type { DiskStores } from '../../../src/node/disk/stores.ts'
import { storeConformance } from '../../../src/testing/index.ts'
import { bytesOf, contentOf, joined, upload } from '../../../src/testing/upload-files.ts'
import { below } from '../helpers/folders.ts'
import { AREA, FILE, RUNNING, SESSION } from '../helpers/samples.ts'
import { disk } from './faulty-disk.ts'
import { storesOnFaultyDisk } from './faulty-stores.ts'
import { leftovers, undisturbed } from './faulty-uploads.ts'
import { asOnWindows } from './windows.ts'

vi.mock('node:fs/promises', async (original) => {
  const { watched } = await import('./faulty-disk.ts')
  return watched(await original<typeof import('node:fs/promises')>())
})

const freshStores = storesOnFaultyDisk()

// Making a folder touches nothing that anybody could hold open.
const DISTURBED = new Set(['access', 'link', 'open', 'readFile', 'readdir', 'rename', 'rm', 'stat'])

/** As when whatever an operation touches is open elsewhere for a moment: the first such call fails, what repeats it works. */
function failEachOnce(code: string): void {
  const failed = new Set<string>()
  disk.fault = (operation, index) => {
    const line = disk.log[index - 1] ?? ''
    if (!DISTURBED.has(operation) || failed.has(line)) return undefined
    failed.add(line)
    return code
  }
}

const CODES = ['EPERM', 'EACCES', 'EBUSY']

describe.each(CODES)('on Windows, where a scan makes every operation fail once with %s', (code) => {
  const waits = asOnWindows()
  beforeEach(() => failEachOnce(code))
  for (const { name, run } of storeConformance(() => freshStores()[1])) test(name, run)

  test('nothing is lost, and nothing left over', async () => {
    const [folder, { uploads, imports, sessions, settled, sweep }] = freshStores()
    await sessions.put(SESSION)
    await sessions.put({ ...SESSION, usedAt: SESSION.usedAt + 1 })
    for (const mode of ['append', 'append', 'replace', 'append'] as const) {
      await upload(uploads, FILE, mode, bytesOf(1, 10))
    }
    await imports.claim(...FILE, RUNNING, 0)
    await imports.update(...FILE, { ...RUNNING, message: '1' })
    expect(await contentOf(uploads, FILE)).toEqual(joined(bytesOf(1, 10), bytesOf(1, 10)))
    expect(leftovers(folder)).toEqual([])
    expect(below(join(folder, 'imports'))).toHaveLength(4) // a mark and a value; the folders above them
    expect(below(join(folder, 'sessions'))).toHaveLength(1)
    await uploads.clear(AREA)
    await imports.clear(AREA)
    await sessions.remove(AREA)
    await settled()
    await sweep()
    expect(below(folder)).toEqual(['imports', 'sessions', 'uploads'])
    expect(new Set(waits)).toEqual(new Set([10]))
    expect(disk.handles).toBe(0)
  })
})

const OPERATIONS: Readonly<
  Record<string, readonly [operation: string, work: (stores: DiskStores) => Promise<unknown>]>
> = {
  'a session is written': ['rename', ({ sessions }) => sessions.put(SESSION)],
  'a session is read': ['readFile', ({ sessions }) => sessions.get(AREA)],
  'a session is removed': ['rm', ({ sessions }) => sessions.remove(AREA)],
  'a file is begun': ['rename', ({ uploads }) => upload(uploads, [AREA, 'offers.xml'], 'append', bytesOf(1, 10))],
  'a file is listed': ['stat', ({ uploads }) => uploads.list(AREA)],
  'a file is read': ['open', ({ uploads }) => contentOf(uploads, FILE)],
  'an import is claimed': ['rename', ({ imports }) => imports.claim(AREA, 'offers.xml', RUNNING, 0)],
  'an import is updated': ['rename', ({ imports }) => imports.update(...FILE, RUNNING)],
  'an area is cleared': ['rename', ({ uploads }) => uploads.clear(AREA)],
}

/** Does the work while one operation fails for ever; gives how often that was tried in vain before the work was given up. */
async function failing(code: string, [operation, work]: (typeof OPERATIONS)[string]): Promise<number> {
  const [, stores] = freshStores()
  await undisturbed(async () => {
    await stores.sessions.put(SESSION)
    await upload(stores.uploads, FILE, 'append', bytesOf(1, 10))
    await stores.imports.claim(...FILE, RUNNING, 0)
  })
  let line: string | undefined
  let tries = 0
  disk.fault = (asked, index) => {
    if (asked !== operation) return undefined
    line ??= disk.log[index - 1]
    if (disk.log[index - 1] === line) tries++
    return code
  }
  await expect(work(stores)).rejects.toMatchObject({ code })
  return tries
}

describe('what stays open elsewhere', () => {
  const waits = asOnWindows()

  test.each(Object.entries(OPERATIONS))('is given up within two seconds when %s', async (_, work) => {
    expect(await failing('EPERM', work)).toBe(9)
    expect(waits.slice(0, 8)).toEqual([10, 20, 40, 80, 160, 320, 640, 640])
  })

  test('is not told from a disk that fails: other errors are told at once', async () => {
    for (const work of Object.values(OPERATIONS)) expect(await failing('EIO', work)).toBe(1)
    expect(waits).toEqual([])
  })

  test('is not waited for where the name of a folder is taken, which Windows calls EPERM too', async () => {
    const [folder] = freshStores()
    for (const name of ['fresh', 'taken']) mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(folder, 'taken', 'file'), '')
    disk.fault = (operation) => (operation === 'rename' ? 'EPERM' : undefined)
    expect(await publishFolder(join(folder, 'fresh'), join(folder, 'taken'))).toBe(false)
    expect(waits).toEqual([])
  })

  test('is waited for once while an area is removed in the background, not once for each file, and swept later', async () => {
    const [folder, { uploads, settled, sweep }] = freshStores()
    for (const name of ['1', '2', '3']) await upload(uploads, [AREA, name], 'append', bytesOf(1, 10))
    disk.fault = (operation) => (operation === 'rm' ? 'EBUSY' : undefined)
    await uploads.clear(AREA)
    await settled()
    expect(waits).toHaveLength(8)
    await expect(sweep()).rejects.toMatchObject({ code: 'EBUSY' })
    disk.reset()
    await sweep()
    expect(below(folder)).toEqual(['uploads'])
  })

  test('may come to be taken while it is waited for', async () => {
    const [folder] = freshStores()
    mkdirSync(join(folder, 'fresh'), { recursive: true })
    let tries = 0
    disk.fault = (operation) => {
      if (operation !== 'rename') return undefined
      if (++tries === 3) {
        mkdirSync(join(folder, 'name'))
        writeFileSync(join(folder, 'name', 'file'), '')
      }
      return 'EPERM'
    }
    expect(await publishFolder(join(folder, 'fresh'), join(folder, 'name'))).toBe(false)
    expect(waits).toEqual([10, 20])
  })
})

test.each(CODES)('elsewhere than on Windows %s does not pass, and nothing is repeated', async (code) => {
  for (const work of Object.values(OPERATIONS)) expect(await failing(code, work)).toBe(1)
})
