import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type DiskStores, diskStores } from '../../../src/node/disk/stores.ts'
import type { ImportState, UploadStore } from '../../../src/server/stores.ts'
import { storeConformance } from '../../../src/testing/index.ts'
import { bytesOf, joined, readAll, readAt } from '../../../src/testing/upload-files.ts'

const { disk } = await vi.hoisted(async () => ({ disk: (await import('./faulty-disk.ts')).makeDisk() }))
vi.mock('node:fs/promises', async (original) => {
  const { watched } = await import('./faulty-disk.ts')
  return watched(await original<typeof import('node:fs/promises')>(), disk)
})

const AREA = 'a1'.repeat(16)
const NAME = 'import.xml'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'commerceml-faults-'))
  disk.reset()
})
afterEach(() => {
  disk.reset()
  rmSync(root, { recursive: true, force: true })
})

let made = 0
const freshStores = (): readonly [folder: string, stores: DiskStores] => {
  const folder = join(root, `${++made}`)
  return [folder, diskStores(folder)]
}

async function attempt(uploads: UploadStore, mode: 'append' | 'replace', bytes: Uint8Array): Promise<boolean> {
  try {
    const part = await uploads.begin(AREA, NAME)
    try {
      await part.write(bytes)
      await part.commit(mode)
      return true
    } catch {
      await part.abort()
      return false
    }
  } catch {
    return false
  }
}

async function content(uploads: UploadStore): Promise<Uint8Array | undefined> {
  const file = await uploads.open(AREA, NAME)
  if (file === undefined) return undefined
  try {
    return await readAll(file)
  } finally {
    await file.close()
  }
}

const key = (bytes: Uint8Array | undefined): string => (bytes === undefined ? 'no file' : bytes.join())

type Step = 'append' | 'replace' | 'remove'
const STEPS: readonly Step[] = ['append', 'append', 'replace', 'append', 'replace', 'remove', 'replace', 'append']

/** Looks at the disk without being counted or disturbed. */
async function undisturbed<T>(look: () => Promise<T>): Promise<T> {
  const { fault, log, meanwhile } = disk
  disk.reset()
  try {
    return await look()
  } finally {
    disk.fault = fault
    disk.log = log
    disk.meanwhile = meanwhile
  }
}

/**
 * Goes through all steps, and looks at the file after each. Gives the states that the file may be in: after a step that was refused, that before the
 * step. A refused removal may have gone half the way, but not more than half.
 */
async function goThrough(uploads: UploadStore, folder: string): Promise<(Uint8Array | undefined)[]> {
  let states: (Uint8Array | undefined)[] = [undefined]
  for (const [index, step] of STEPS.entries()) {
    const chunk = bytesOf(index, 10 + index)
    if (step === 'remove') {
      const removed = await uploads.remove(AREA, NAME).then(
        () => true,
        () => false,
      )
      states = removed ? [undefined] : [...states, undefined]
    } else if (await attempt(uploads, step, chunk)) {
      states = step === 'replace' ? [chunk] : states.map((state) => joined(state ?? new Uint8Array(0), chunk))
    }
    const found = await undisturbed(() => content(diskStores(folder).uploads))
    expect(states.map(key), `after ${step} ${index}: ${disk.log.at(-1)}`).toContain(key(found))
  }
  return states
}

/** Files below the folder that belong to nothing; without those of a removal that failed half way, which clear takes. */
function leftovers(folder: string): string[] {
  return readdirSync(join(folder, 'uploads'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !basename(entry.parentPath).startsWith('gone-'))
    .filter(({ name, parentPath }) => {
      if (!/^[0-9a-f]{40}$/.test(basename(parentPath))) return true
      if (name === 'head.json') return false
      const { generation } = JSON.parse(readFileSync(join(parentPath, 'head.json'), 'utf8'))
      return !name.startsWith(`${generation}-`)
    })
    .map(({ name, parentPath }) => join(parentPath, name))
}

describe('an operation that fails', () => {
  const code = 'EIO'

  test('fails one chunk or none: the file is what was acknowledged, nothing is left over, and uploads go on', async () => {
    let failed = 0
    for (let at = 1; ; at++) {
      const [folder, { uploads, settled, sweep }] = freshStores()
      disk.reset()
      disk.fault = (_, index) => (index === at ? code : undefined)
      const states = await goThrough(uploads, folder)
      await settled()
      const operation = disk.log[at - 1]
      disk.reset()
      if (operation === undefined) break
      failed++
      const what = `with a failure of ${at}: ${operation}`
      // Other processes look too, and this one on.
      for (const seen of [uploads, diskStores(folder).uploads]) {
        expect(states.map(key), what).toContain(key(await content(seen)))
      }
      // Dropping what nobody needs may fail: clear takes it.
      if (!operation.startsWith('rm ')) expect(leftovers(folder), what).toEqual([])
      const before = (await content(uploads)) ?? new Uint8Array(0)
      expect(await attempt(uploads, 'append', bytesOf(99, 9)), what).toBe(true)
      expect(key(await content(uploads)), what).toBe(key(joined(before, bytesOf(99, 9))))
      await uploads.clear(AREA)
      await settled()
      await sweep()
      expect(readdirSync(join(folder, 'uploads')), what).toEqual([])
      expect(disk.handles, what).toBe(0)
      rmSync(folder, { recursive: true })
    }
    expect(failed).toBeGreaterThan(100)
  })

  test('and all after it: the file is the old one or the new one, or cannot be read, and a new exchange works', async () => {
    for (let at = 1; ; at++) {
      const [folder, { uploads }] = freshStores()
      disk.reset()
      disk.fault = (_, index) => (index >= at ? code : undefined)
      const states: (Uint8Array | undefined)[] = [undefined]
      let refused = false
      for (const [index, step] of STEPS.entries()) {
        const chunk = bytesOf(index, 10 + index)
        const done =
          step === 'remove'
            ? await uploads.remove(AREA, NAME).then(
                () => true,
                () => false,
              )
            : await attempt(uploads, step, chunk)
        const last = states.at(-1) ?? new Uint8Array(0)
        states.push(step === 'remove' ? undefined : step === 'replace' ? chunk : joined(last, chunk))
        refused = !done
        if (refused) break
      }
      const what = `with failures from ${at} on: ${disk.log[at - 1]}`
      disk.reset()
      const possible = [...states.slice(refused ? -2 : -1).map(key), 'damaged']
      const found = await content(diskStores(folder).uploads).then(key, () => 'damaged')
      expect(possible, what).toContain(found)
      await uploads.clear(AREA)
      expect(await attempt(uploads, 'append', bytesOf(1, 5)), what).toBe(true)
      expect(key(await content(uploads)), what).toBe(key(bytesOf(1, 5)))
      expect(disk.handles, what).toBe(0)
      rmSync(folder, { recursive: true })
      if (!refused) break
    }
  })

  test('leaves an import unclaimed or claimed, and a session the old one or the new one', async () => {
    const state = (owner: string, until: number): ImportState => ({
      status: 'running',
      owner,
      until,
      user: 'shop',
      type: 'catalog',
      message: '',
    })
    const session = (usedAt: number) => ({ id: AREA, user: 'shop', state: 'open' as const, createdAt: 1, usedAt })
    for (let at = 1; ; at++) {
      const [folder, { imports, sessions }] = freshStores()
      disk.reset()
      disk.fault = (_, index) => (index === at ? code : undefined)
      const quietly = (work: Promise<unknown>): Promise<unknown> => work.catch(() => false)
      await quietly(imports.claim(AREA, NAME, state('one', 10), 0))
      await quietly(imports.claim(AREA, NAME, state('two', 20), 15))
      await quietly(imports.update(AREA, NAME, state('two', 30)))
      await quietly(sessions.put(session(1)))
      await quietly(sessions.put(session(2)))
      const operation = disk.log[at - 1]
      disk.reset()
      if (operation === undefined) break
      const what = `with a failure of ${at}: ${operation}`
      const { imports: others, sessions: sessionsOfOthers } = diskStores(folder)
      expect([undefined, 'one', 'two'], what).toContain((await others.get(AREA, NAME))?.owner)
      expect([1, 2], what).toContain((await sessionsOfOthers.get(AREA))?.usedAt)
      expect(await others.claim(AREA, NAME, state('three', 99), 50), what).toBe(true)
      expect(disk.handles, what).toBe(0)
      rmSync(folder, { recursive: true })
    }
  })
})

test('a write that fails never becomes half a chunk, even if it is committed all the same', async () => {
  const [folder, { uploads }] = freshStores()
  await attempt(uploads, 'append', bytesOf(1, 5))
  const part = await uploads.begin(AREA, NAME)
  disk.fault = (operation) => (operation === 'write' ? 'ENOSPC' : undefined)
  await expect(part.write(bytesOf(2, 50))).rejects.toMatchObject({ code: 'ENOSPC' })
  disk.reset()
  await part.write(bytesOf(3, 3))
  await expect(part.commit('append')).rejects.toMatchObject({ code: 'ENOSPC' })
  expect(key(await content(uploads))).toBe(key(bytesOf(1, 5)))
  expect(leftovers(folder)).toEqual([])
  await expect(part.commit('append')).rejects.toThrow(TypeError)
})

test('bytes are on disk before they are seen, and their name before they are acknowledged', async () => {
  const [folder, { uploads }] = freshStores()
  // Names are random or hashes: what they stand for.
  const steps = (): string[] =>
    disk.log
      .map((line) => line.replace(/-[0-9a-f-]{36}/g, '').replaceAll(AREA, 'area'))
      .map((line) => line.replace(/[0-9a-f]{40}/g, 'file').replace(/[0-9a-f]{32}-(\d+)-\d+/g, 'piece $1'))
      .filter((line) => /^(sync|link|rename|mkdir)/.test(line))
  await attempt(uploads, 'append', bytesOf(1, 5))
  expect(steps().slice(steps().indexOf('sync part'))).toEqual([
    'sync part',
    'mkdir new',
    'rename part piece 0',
    'sync head',
    'rename head head.json',
    'sync new',
    'rename new file',
    'sync area',
  ])
  expect(steps()).toContain('sync uploads')
  disk.log = []
  await attempt(uploads, 'append', bytesOf(2, 5))
  expect(steps()).toEqual(['mkdir area', 'sync part', 'link part piece 1', 'sync file'])
  disk.log = []
  // Who has begun the file may not have come to that yet.
  await attempt(diskStores(folder).uploads, 'append', bytesOf(2, 5))
  expect(steps()).toEqual(['mkdir area', 'sync part', 'link part piece 2', 'sync file', 'sync area'])
  disk.log = []
  await attempt(uploads, 'replace', bytesOf(3, 5))
  expect(steps()).toEqual([
    'mkdir area',
    'sync part',
    'sync head',
    'link part piece 0',
    'sync file',
    'rename head head.json',
    'sync file',
  ])
})

test('a session is on disk before its login is answered, and not synced again with each request', async () => {
  const [, { sessions }] = freshStores()
  const session = { id: AREA, user: 'shop', state: 'open' as const, createdAt: 1, usedAt: 1 }
  const syncs = (): string[] =>
    disk.log.map((line) => line.replace(/-[0-9a-f-]{36}/g, '')).filter((line) => /^(sync|rename)/.test(line))
  await sessions.put(session)
  expect(syncs().slice(-3)).toEqual(['sync new', `rename new ${AREA}.json`, 'sync sessions'])
  disk.log = []
  await sessions.put({ ...session, usedAt: 2 })
  expect(syncs()).toEqual([`rename new ${AREA}.json`])
})

test('the state of an import is on disk before it is seen, and its name before a claim or an update is answered', async () => {
  const [, { imports }] = freshStores()
  // Marks are random, and the names of files hashes.
  const steps = (): string[] =>
    disk.log
      .map((line) => line.replace(/-?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '').replaceAll(AREA, 'area'))
      .map((line) => line.replace(/[0-9a-f]{40}/g, 'file'))
      .filter((line) => /^(sync|rename|mkdir)/.test(line))
  const state = { status: 'running', owner: 'one', until: 9, user: 'shop', type: 'catalog', message: '' } as const
  expect(await imports.claim(AREA, NAME, state, 1)).toBe(true)
  expect(steps().slice(steps().indexOf('mkdir new'))).toEqual([
    'mkdir new',
    'sync .json',
    'sync new',
    'rename new file',
    'sync area',
  ])
  disk.log = []
  expect(await imports.update(AREA, NAME, state)).toBe(true)
  expect(steps()).toEqual(['sync .json', 'rename at at', 'sync file'])
})

test('appending 10,000 chunks costs each the same, and reading finds them with four handles', async () => {
  const [folder, { uploads }] = freshStores()
  const chunk = (index: number): Uint8Array => bytesOf(index, 1 + (index % 7))
  const starts: number[] = []
  let size = 0
  const costs: number[] = []
  for (let index = 0; index < 10_000; index++) {
    starts.push(size)
    size += chunk(index).length
    const before = disk.log.length
    await attempt(uploads, 'append', chunk(index))
    costs.push(disk.log.length - before)
  }
  expect(disk.log.filter((line) => line.startsWith('readdir'))).toHaveLength(0)
  expect(new Set(costs.slice(1)).size, 'operations of an append').toBe(1)
  // A process that has not seen the file lists it once.
  disk.reset()
  const others = diskStores(folder).uploads
  await attempt(others, 'append', chunk(10_000))
  expect(disk.log.filter((line) => line.startsWith('readdir'))).toHaveLength(1)
  starts.push(size)
  size += chunk(10_000).length
  // The first process notices the chunk of the other.
  await attempt(uploads, 'append', chunk(10_001))
  starts.push(size)
  size += chunk(10_001).length
  disk.reset()
  const file = await uploads.open(AREA, NAME)
  expect(disk.log.length, 'operations of opening').toBeLessThan(10)
  expect(file?.size).toBe(size)
  disk.mostHandles = 0
  for (let step = 0; step < 1_000; step++) {
    const index = (step * 7_919) % starts.length
    expect(key(await readAt(file!, starts[index]!, 7))).toBe(key(chunk(index)))
  }
  expect(disk.mostHandles).toBeLessThanOrEqual(5) // the fifth is closed as soon as it is there
  await file?.close()
  expect(disk.handles).toBe(0)
  await expect(file?.read(0, 1)).rejects.toThrow(TypeError)
}, 300_000)

test('another process that replaces a file, or removes it and begins it anew, is noticed', async () => {
  const [folder, { uploads }] = freshStores()
  const others = diskStores(folder).uploads
  await attempt(uploads, 'append', bytesOf(1, 5))
  await attempt(others, 'replace', bytesOf(2, 5))
  await attempt(uploads, 'append', bytesOf(3, 5))
  expect(key(await content(others))).toBe(key(joined(bytesOf(2, 5), bytesOf(3, 5))))
  await others.remove(AREA, NAME)
  await attempt(uploads, 'append', bytesOf(4, 5))
  expect(key(await content(others))).toBe(key(bytesOf(4, 5)))
  await others.remove(AREA, NAME)
  await attempt(others, 'append', bytesOf(5, 5))
  await attempt(uploads, 'append', bytesOf(6, 5))
  await others.clear(AREA)
  await attempt(others, 'append', bytesOf(7, 5))
  await attempt(uploads, 'append', bytesOf(8, 5))
  expect(key(await content(others))).toBe(key(joined(bytesOf(7, 5), bytesOf(8, 5))))
  expect(leftovers(folder)).toEqual([])
})

describe('whatever another process does between two operations', () => {
  const [A, B, C, X] = [1, 2, 3, 4].map((seed) => bytesOf(seed, 10 * seed)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ]
  const changes = {
    append: (others: UploadStore) => attempt(others, 'append', X),
    replace: (others: UploadStore) => attempt(others, 'replace', X),
    remove: (others: UploadStore) => others.remove(AREA, NAME),
    'remove and append': async (others: UploadStore) => {
      await others.remove(AREA, NAME)
      await attempt(others, 'append', X)
    },
  }
  type Change = keyof typeof changes

  /** Runs the work on a file of two chunks once for each of its operations, with the change before that operation. */
  async function eachTime(
    change: Change,
    work: (uploads: UploadStore, what: string, isChanged: () => boolean) => Promise<unknown>,
  ): Promise<void> {
    for (const isKnown of [true, false]) {
      for (let at = 1; ; at++) {
        const [folder, { uploads }] = freshStores()
        disk.reset()
        for (const bytes of [A, B]) await attempt(isKnown ? uploads : diskStores(folder).uploads, 'append', bytes)
        disk.reset()
        let isChanged = false
        const others = diskStores(folder)
        disk.meanwhile = async (index) => {
          if (index < at || isChanged) return
          isChanged = true
          await undisturbed(async () => changes[change](others.uploads))
        }
        await work(
          uploads,
          `${change} before operation ${at}: ${isKnown ? 'a known file' : 'an unknown file'}`,
          () => isChanged,
        )
        disk.reset()
        await others.settled() // what is still being removed would make the next change, and nobody wait for it
        // Of two that replace at once, one may leave the pieces of the other.
        expect(leftovers(folder).length).toBeLessThanOrEqual(change.startsWith('re') ? 1 : 0)
        expect(disk.handles).toBe(0)
        if (!isChanged) break
      }
    }
  }

  test.each<[Change, (Uint8Array | undefined)[]]>([
    ['append', [joined(A, B, X)]],
    ['replace', [X]],
    ['remove', [undefined]],
    ['remove and append', [X]],
  ])('%s: a reader gets the file as it was or as it is', (change, after) =>
    eachTime(change, async (uploads, what) => {
      const found = await content(uploads).then(key, (error) => error.code)
      expect([joined(A, B), ...after].map(key).concat('ENOENT'), what).toContain(found)
    }),
  )

  test.each<[Change, (Uint8Array | undefined)[]]>([
    ['append', [joined(A, B, X, C), joined(A, B, C, X)]],
    ['replace', [joined(X, C), X]],
    ['remove', [C, undefined]],
    ['remove and append', [joined(X, C), X]],
  ])('%s: an append comes before or after it', (change, possible) =>
    eachTime(change, async (uploads, what, isChanged) => {
      expect(await attempt(uploads, 'append', C), what).toBe(true)
      const states = isChanged() ? possible : [joined(A, B, C)]
      expect(states.map(key), what).toContain(key(await undisturbed(() => content(uploads))))
    }),
  )

  test.each<[Change, (Uint8Array | undefined)[]]>([
    ['append', [C, joined(C, X)]],
    ['replace', [C, X]],
    ['remove', [C, undefined]],
    ['remove and append', [C, X]],
  ])('%s: a replace comes before or after it', (change, possible) =>
    eachTime(change, async (uploads, what) => {
      expect(await attempt(uploads, 'replace', C), what).toBe(true)
      expect(possible.map(key), what).toContain(key(await undisturbed(() => content(uploads))))
    }),
  )
})

test('a file system that knows no fsync of a folder is used all the same', async () => {
  const [, { uploads }] = freshStores()
  disk.fault = (operation, index) =>
    operation === 'sync' && /^sync [0-9a-f]{32,40}$/.test(disk.log[index - 1] ?? '') ? 'EINVAL' : undefined
  expect(await attempt(uploads, 'append', bytesOf(1, 5))).toBe(true)
})

describe('without hard links', () => {
  beforeEach(() => {
    disk.fault = (operation) => (operation === 'link' ? 'EPERM' : undefined)
  })
  for (const { name, run } of storeConformance(() => freshStores()[1])) test(name, run)
})
