import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Session } from '../../src/exchange/session.ts'
import { diskStores } from '../../src/node/disk/stores.ts'
import { memoryStores } from '../../src/server/memory-stores.ts'
import type { ImportState } from '../../src/server/stores.ts'
import { storeConformance } from '../../src/testing/index.ts'
import { bytesOf, contentOf, joined, readAll, upload } from '../../src/testing/upload-files.ts'
import { chunkOf, chunksIn, NAME } from './disk/chunks.ts'
import { below, freshFolders } from './disk/folders.ts'
import { temporaryFolder } from './helpers/temporary-folder.ts'

const AREA = 'a1'.repeat(16)
const FILE = [AREA, 'import.xml'] as const
const SESSION: Session = { id: AREA, user: 'shop', state: 'open', createdAt: 1, usedAt: 2 }
const RUNNING: ImportState = { status: 'running', owner: 'one', until: 10, user: 'shop', type: 'catalog', message: '' }

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

describe.each([
  ['memory', () => memoryStores()],
  ['disk', () => diskStores(freshFolder())],
] as const)('%s', (_, create) => {
  for (const { name, run } of storeConformance(create)) test(name, run)

  test.each(['commit', 'abort'] as const)(
    'a chunk that is over by %s is told to whoever goes on with it',
    async (end) => {
      const { uploads } = await create()
      const part = await uploads.begin(...FILE)
      await part.write(bytesOf(1, 10))
      await part[end]('append')
      await expect(part.write(bytesOf(2, 10))).rejects.toThrow(/cannot be written to after .* begin another$/)
      await expect(part.commit('append')).rejects.toThrow(/cannot be committed after .* begin another$/)
      expect(await uploads.list(AREA)).toEqual(end === 'commit' ? [{ name: FILE[1], size: 10 }] : [])
    },
  )

  test('a chunk that was on its way in when its area was cleared does not come into the next exchange', async () => {
    const { uploads } = create()
    const part = await uploads.begin(...FILE)
    await part.write(bytesOf(1, 10))
    await uploads.clear(AREA)
    await upload(uploads, FILE, 'append', bytesOf(2, 10))
    await part.write(bytesOf(3, 10))
    await expect(part.commit('append')).rejects.toThrow()
    await part.abort()
    expect(await contentOf(uploads, FILE)).toEqual(bytesOf(2, 10))
    expect(await uploads.list(AREA)).toHaveLength(1)
  })

  test('a chunk is used once, and a closed file is not read: TypeError', async () => {
    const { uploads } = create()
    const part = await uploads.begin(...FILE)
    await part.write(bytesOf(1, 10))
    await part.commit('append')
    await part.abort()
    await expect(part.write(bytesOf(1, 10))).rejects.toThrow(TypeError)
    await expect(part.commit('append')).rejects.toThrow(TypeError)
    const file = await uploads.open(...FILE)
    await file?.close()
    await file?.close()
    await expect(file?.read(0, 1)).rejects.toThrow(TypeError)
    expect(await contentOf(uploads, FILE)).toEqual(bytesOf(1, 10))
  })

  test('what was read is the caller’s: changing it changes no file', async () => {
    const { uploads } = create()
    await upload(uploads, FILE, 'append', Buffer.from(bytesOf(1, 10)))
    const bytes = await contentOf(uploads, FILE)
    bytes.fill(0)
    const file = await uploads.open(...FILE)
    ;(await file?.read(0, 10))?.fill(0)
    await file?.close()
    expect(await contentOf(uploads, FILE)).toEqual(bytesOf(1, 10))
  })
})

describe('disk', () => {
  const NAMES = [
    '../../../etc/passwd',
    '/etc/passwd',
    '..',
    '.',
    '',
    'a/../../b',
    '..\\..\\b',
    'C:\\b',
    'CON',
    'head.json',
    'a\0b',
    'a\nb',
    'gone-1',
    AREA,
    'x'.repeat(5_000),
    '\u0439',
    '\u0438\u0306',
  ]

  test('no name becomes a part of a path, and all are kept apart', async () => {
    const folder = freshFolder()
    const { uploads, imports } = diskStores(folder)
    for (const [index, name] of NAMES.entries()) {
      await upload(uploads, [AREA, name], 'append', bytesOf(index, 10))
      await imports.claim(AREA, name, { ...RUNNING, owner: name }, 0)
    }
    for (const [index, name] of NAMES.entries()) {
      expect(await contentOf(uploads, [AREA, name])).toEqual(bytesOf(index, 10))
      expect((await imports.get(AREA, name))?.owner).toBe(name)
    }
    expect((await uploads.list(AREA)).map(({ name }) => name)).toEqual(NAMES)
    const ours = new RegExp(
      `^(uploads|imports)(/${AREA}(/[0-9a-f]{40}(/(head\\.json|[0-9a-f]{32}-0-0|[0-9a-f-]{36}\\.json|at-[0-9a-f-]{36}))?)?)?$`,
    )
    expect(below(folder).filter((path) => !ours.test(path))).toEqual([])
    expect(readdirSync(join(folder, '../..'))).toEqual(['made'])
  })

  test.each([
    '..',
    '',
    '../a',
    'a',
    AREA.toUpperCase(),
    `${AREA}0`,
    `${AREA}\n`,
    `${AREA.slice(2)}/.`,
    undefined,
    [AREA],
  ])('an area or session %j is a TypeError and makes nothing', async (area) => {
    const folder = freshFolder()
    const { sessions, uploads, imports } = diskStores(folder)
    const bad = area as string
    const calls = [
      () => sessions.get(bad),
      () => sessions.put({ ...SESSION, id: bad }),
      () => sessions.remove(bad),
      () => uploads.begin(bad, 'import.xml'),
      () => uploads.list(bad),
      () => uploads.open(bad, 'import.xml'),
      () => uploads.remove(bad, 'import.xml'),
      () => uploads.clear(bad),
      () => imports.get(bad, 'import.xml'),
      () => imports.claim(bad, 'import.xml', RUNNING, 0),
      () => imports.update(bad, 'import.xml', RUNNING),
      () => imports.remove(bad, 'import.xml'),
      () => imports.clear(bad),
    ]
    for (const call of calls) await expect(call(), `${call}`).rejects.toThrow(TypeError)
    expect(existsSync(folder)).toBe(false)
  })

  test('another process, or the same after a restart, finds everything', async () => {
    const folder = freshFolder()
    const before = diskStores(folder)
    await before.sessions.put(SESSION)
    await upload(before.uploads, FILE, 'append', bytesOf(1, 10))
    await before.imports.claim(...FILE, RUNNING, 0)
    const after = diskStores(folder)
    expect(await after.sessions.get(AREA)).toEqual(SESSION)
    expect(await upload(after.uploads, FILE, 'append', bytesOf(2, 5))).toBe(15)
    expect(await after.imports.get(...FILE)).toEqual(RUNNING)
    expect(await contentOf(before.uploads, FILE)).toEqual(joined(bytesOf(1, 10), bytesOf(2, 5)))
  })

  test('nobody else may read: folders have mode 700, files 600', async () => {
    const folder = freshFolder()
    const { sessions, uploads, imports } = diskStores(folder)
    await sessions.put(SESSION)
    await upload(uploads, FILE, 'append', bytesOf(1, 10))
    await upload(uploads, FILE, 'append', bytesOf(1, 10))
    await imports.claim(...FILE, RUNNING, 0)
    await imports.update(...FILE, { ...RUNNING, message: '1' })
    const modes = ['', ...below(folder)].map((path) => {
      const stat = statSync(join(folder, path))
      return `${stat.isDirectory() ? 'folder' : 'file'} ${(stat.mode & 0o777).toString(8)}`
    })
    expect(new Set(modes)).toEqual(new Set(['folder 700', 'file 600']))
  })

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

  test('a file with a piece missing or a damaged head is refused, never read as another', async () => {
    const folder = freshFolder()
    const { uploads } = diskStores(folder)
    for (let index = 0; index < 3; index++) await upload(uploads, FILE, 'append', bytesOf(index, 10))
    const [file = ''] = readdirSync(join(folder, 'uploads', AREA))
    const path = join(folder, 'uploads', AREA, file)
    rmSync(join(path, readdirSync(path).find((name) => name.endsWith('-1-10')) ?? ''))
    const others = diskStores(folder).uploads
    await expect(others.open(...FILE)).rejects.toThrow('a piece is missing')
    await expect(upload(others, FILE, 'append', bytesOf(3, 10))).rejects.toThrow('a piece is missing')
    const heads = [{ name: 1 }, { name: 'a', begun: 1 }, { name: 'a', generation: 'b' }, { begun: 1, generation: 'b' }]
    for (const text of ['', '{', 'null', ...heads.map((head) => JSON.stringify(head))]) {
      writeFileSync(join(path, 'head.json'), text)
      await expect(others.open(...FILE), text).rejects.toThrow('damaged')
    }
    expect(await upload(others, [AREA, 'offers.xml'], 'append', bytesOf(1, 10))).toBe(10)
    await others.remove(...FILE)
    expect(await upload(others, FILE, 'append', bytesOf(1, 10))).toBe(10)
  })

  test.each([
    '',
    '{',
    'null',
    '[]',
    '{"id":"a"}',
    `{"id":"${AREA}","user":1}`,
    JSON.stringify({ ...SESSION, usedAt: '2' }),
  ])('a session that reads %j counts as absent, and is found when old ones are swept', async (text) => {
    const folder = freshFolder()
    const { sessions } = diskStores(folder)
    await sessions.put(SESSION)
    writeFileSync(join(folder, 'sessions', `${AREA}.json`), text)
    writeFileSync(join(folder, 'sessions', 'new-1'), text)
    expect(await sessions.get(AREA)).toBeUndefined()
    expect(await sessions.unusedSince(Date.now() - 60_000)).toEqual([])
    expect(await sessions.unusedSince(Date.now() + 60_000)).toEqual([AREA])
    await sessions.put(SESSION)
    expect(await sessions.get(AREA)).toEqual(SESSION)
  })

  test('of several processes that claim at once one wins, of a new file and of one that is nobody’s any more', async () => {
    const folder = freshFolder()
    const processes = Array.from({ length: 8 }, (_, index) => ({ owner: `${index}`, ...diskStores(folder) }))
    for (let round = 0; round < 20; round++) {
      for (const now of [0, 100]) {
        const claims = processes.map(({ owner, imports }) =>
          imports.claim(AREA, `${round}.xml`, { ...RUNNING, owner, until: now + 10 }, now),
        )
        const winners = (await Promise.all(claims)).flatMap((won, index) => (won ? [`${index}`] : []))
        expect(winners).toHaveLength(1)
        expect((await diskStores(folder).imports.get(AREA, `${round}.xml`))?.owner).toBe(winners[0])
      }
    }
  })
})

test('processes that append, replace and remove at once leave whole chunks in order, and readers see nothing else', async () => {
  const folder = freshFolder()
  const name = [AREA, NAME] as const
  let isOver = false
  let reads = 0
  const write = async (writer: number): Promise<void> => {
    const { uploads } = diskStores(folder)
    for (let number = 1; number <= 60; number++) {
      await upload(uploads, name, number % 7 === 0 ? 'replace' : 'append', chunkOf(writer, number))
      if (writer === 0 && number % 13 === 0) await uploads.remove(...name)
    }
  }
  const read = async (): Promise<void> => {
    const { uploads } = diskStores(folder)
    while (!isOver) {
      const file = await uploads.open(...name)
      if (file === undefined) continue
      // What was replaced or removed meanwhile may be gone.
      const bytes = await readAll(file).catch((error) => expect(error).toMatchObject({ code: 'ENOENT' }))
      await file.close()
      if (bytes === undefined) continue
      reads++
      const chunks = chunksIn(bytes)
      for (const writer of [0, 1, 2]) {
        const own = chunks.filter((chunk) => chunk.writer === writer).map(({ number }) => number)
        expect(own).toEqual(own.toSorted((one, other) => one - other))
        expect(new Set(own).size).toBe(own.length)
      }
    }
  }
  const reading = Promise.all([read(), read()])
  await Promise.all([0, 1, 2].map(write))
  isOver = true
  await reading
  expect(reads).toBeGreaterThan(10)
  expect(chunksIn(await contentOf(diskStores(folder).uploads, name)).length).toBeGreaterThan(0)
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
