import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { diskStores } from '../../../src/node/disk/stores.ts'
import { bytesOf, contentOf, joined, readAll, upload } from '../../../src/testing/upload-files.ts'
import { below, freshFolders } from '../helpers/folders.ts'
import { AREA, FILE, RUNNING, SESSION } from '../helpers/samples.ts'
import { CHUNKED_NAME, chunkOf, chunksIn } from './chunks.ts'

const freshFolder = freshFolders('stores')

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
  const name = [AREA, CHUNKED_NAME] as const
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
