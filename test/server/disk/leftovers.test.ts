import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { diskStores } from '../../../src/node/disk/stores.ts'
import { bytesOf, contentOf, upload } from '../../../src/testing/upload-files.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { below, freshFolders } from '../helpers/folders.ts'
import { AREA, FILE, RUNNING, SESSION } from '../helpers/samples.ts'

const freshFolder = freshFolders('stores')

/** Makes a folder that even its owner cannot remove; `false` where that takes more than we may. */
function makeStuck(folder: string): boolean {
  writeFileSync(join(folder, 'file'), 'x')
  chmodSync(folder, 0o500) // enough, unless we are root
  try {
    execFileSync('chattr', ['+i', join(folder, 'file')], { stdio: 'ignore' })
    return true
  } catch {}
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return process.getuid?.() !== 0
  }
}

function unstick(folder: string): void {
  for (const [command, ...args] of [
    ['chattr', '-i', join(folder, 'file')],
    ['umount', folder],
  ] as const) {
    try {
      execFileSync(command, args, { stdio: 'ignore' })
    } catch {}
  }
  if (existsSync(folder)) chmodSync(folder, 0o700)
}

describe('disk', () => {
  test('aborted chunks, replaced pieces and old states leave no files', async () => {
    const folder = freshFolder()
    const { uploads, imports, settled } = diskStores(folder)
    for (let index = 0; index < 5; index++) await upload(uploads, FILE, 'append', bytesOf(index, 10))
    await upload(uploads, FILE, 'replace', bytesOf(9, 10))
    const part = await uploads.begin(...FILE)
    await part.write(bytesOf(1, 10))
    await part.abort()
    await imports.claim(...FILE, RUNNING, 0)
    for (let index = 0; index < 5; index++) await imports.update(...FILE, { ...RUNNING, message: `${index}` })
    // A head and a piece; a mark and a value; the folders above them.
    expect(below(join(folder, 'uploads'))).toHaveLength(4)
    expect(below(join(folder, 'imports'))).toHaveLength(4)
    await uploads.remove(...FILE)
    await imports.remove(...FILE)
    await settled()
    expect(below(folder)).toEqual(['imports', `imports/${AREA}`, 'uploads', `uploads/${AREA}`])
    await uploads.clear(AREA)
    await imports.clear(AREA)
    await settled()
    expect(below(folder)).toEqual(['imports', 'uploads'])
  })

  test('what cannot be removed makes no clear fail, and is told by each sweep, which takes all else', async () => {
    const folder = freshFolder()
    const { uploads, sweep, settled } = diskStores(folder)
    const stuck = join(folder, 'uploads', 'gone-1')
    const others = ['uploads/gone-0', 'uploads/gone-2', 'imports/gone-3'].map((path) => join(folder, path))
    for (const path of [stuck, ...others]) mkdirSync(path, { recursive: true })
    // A folder that somebody has mounted something in, or whose files are immutable.
    const isStuck = makeStuck(stuck)
    await upload(uploads, FILE, 'append', bytesOf(1, 10))
    await uploads.clear(AREA)
    await settled()
    expect(await uploads.areas()).toEqual([])
    for (let times = 0; times < 2; times++) {
      const swept = sweep()
      if (isStuck) await expect(swept).rejects.toThrow()
      else await swept
    }
    expect(others.filter(existsSync)).toEqual([])
    unstick(stuck)
    await sweep()
    expect(existsSync(stuck)).toBe(false)
  })

  test('clear is over when the area is out of the way: its files go in the background', async () => {
    const folder = freshFolder()
    const { uploads, settled } = diskStores(folder)
    for (let index = 0; index < 300; index++)
      await upload(uploads, [AREA, `${index}.jpg`], 'append', bytesOf(index, 10))
    await uploads.clear(AREA)
    const left = below(join(folder, 'uploads'))
    expect(left.length).toBeGreaterThan(0)
    expect(left.filter((path) => !path.startsWith('gone-'))).toEqual([])
    expect(await uploads.list(AREA)).toEqual([])
    await settled()
    expect(below(join(folder, 'uploads'))).toEqual([])
  })

  test('a sweep removes sessions that a killed process has half written, but none that is being written', async () => {
    const folder = freshFolder()
    const { sessions, sweep } = diskStores(folder)
    await sweep()
    await sessions.put(SESSION)
    const [old, fresh] = ['new-1', 'new-2'].map((name) => join(folder, 'sessions', name)) as [string, string]
    for (const path of [old, fresh]) writeFileSync(path, '{')
    utimesSync(old, 0, 0)
    utimesSync(join(folder, 'sessions', `${AREA}.json`), 0, 0)
    await sweep()
    expect(readdirSync(join(folder, 'sessions')).sort()).toEqual([`${AREA}.json`, 'new-2'])
    expect(await sessions.get(AREA)).toEqual(SESSION)
  })

  test('what a killed process left in an area is not seen, and goes when that is cleared; beside areas, by a sweep', async () => {
    const folder = freshFolder()
    const { uploads, settled, sweep } = diskStores(folder)
    await upload(uploads, FILE, 'append', bytesOf(1, 10))
    const area = join(folder, 'uploads', AREA)
    writeFileSync(join(area, 'part-1'), 'half a chunk')
    mkdirSync(join(area, 'new-1'))
    mkdirSync(join(area, 'gone-1', 'deep'), { recursive: true })
    for (const store of ['uploads', 'imports']) mkdirSync(join(folder, store, 'gone-1', 'deep'), { recursive: true })
    const [file = ''] = readdirSync(area).filter((name) => /^[0-9a-f]{40}$/.test(name))
    writeFileSync(join(area, file, `${'0'.repeat(32)}-0-0`), 'a generation that never was')
    writeFileSync(join(area, file, 'head-1'), '{')
    expect(await uploads.list(AREA)).toEqual([{ name: FILE[1], size: 10 }])
    expect(await contentOf(uploads, FILE)).toEqual(bytesOf(1, 10))
    const left = below(area)
    await sweep()
    expect([readdirSync(join(folder, 'uploads')), readdirSync(join(folder, 'imports'))]).toEqual([[AREA], []])
    expect(below(area), 'another process may be at what looks left over').toEqual(left)
    await uploads.clear(AREA)
    await settled()
    expect(readdirSync(join(folder, 'uploads'))).toEqual([])
  })

  test('an import whose state is missing is told as that, with where it was, until it is removed', async () => {
    const folder = freshFolder()
    const { imports } = diskStores(folder)
    const state = { status: 'running', owner: 'a', until: 10, user: 'shop', type: 'catalog', message: '' } as const
    expect(await imports.claim(AREA, 'import.xml', state, 0)).toBe(true)
    const [path = ''] = below(folder).filter((name) => name.endsWith('.json'))
    rmSync(join(folder, path))
    const others = diskStores(folder).imports
    await expect(others.get(AREA, 'import.xml')).rejects.toThrow(/ is damaged: expected a mark and its value$/)
    await others.remove(AREA, 'import.xml')
    expect(await others.claim(AREA, 'import.xml', state, 0)).toBe(true)
  })
})

const small = join(temporaryFolder('full'), 'small')
const isMounted = ((): boolean => {
  mkdirSync(small)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()
afterAll(() => {
  if (isMounted) execFileSync('umount', [small])
})

test.skipIf(!isMounted)(
  'a full disk refuses a chunk and leaves no part of it (skipped unless tmpfs can be mounted)',
  async () => {
    const { uploads, sessions, settled } = diskStores(small)
    const chunk = bytesOf(1, 100_000)
    let size = 0
    const refused = async (): Promise<unknown> => {
      for (;;) {
        const part = await uploads.begin(...FILE)
        try {
          await part.write(chunk)
          size = await part.commit('append')
        } catch (error) {
          await part.abort()
          return error
        }
      }
    }
    expect(await refused()).toMatchObject({ code: 'ENOSPC' })
    expect(size).toBeGreaterThan(700_000)
    expect(below(small).filter((path) => /part-|new-|head-/.test(path))).toEqual([])
    expect(await contentOf(uploads, FILE)).toHaveLength(size)
    expect((await contentOf(uploads, FILE)).subarray(size - chunk.length)).toEqual(chunk)
    writeFileSync(join(small, 'rest'), '')
    try {
      writeFileSync(join(small, 'rest'), new Uint8Array(1_000_000))
    } catch {}
    await expect(sessions.put({ ...SESSION, offer: 'x'.repeat(10_000) })).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(await sessions.get(AREA)).toBeUndefined()
    rmSync(join(small, 'rest'))
    await uploads.clear(AREA)
    await settled()
    expect(await upload(uploads, FILE, 'append', chunk)).toBe(100_000)
  },
)
