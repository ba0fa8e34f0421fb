import { expect, test, vi } from 'vitest'
import { diskStores } from '../../../src/node/disk/stores.ts'
import { bytesOf, readAt } from '../../../src/testing/upload-files.ts'
import { AREA } from '../helpers/samples.ts'
import { disk } from './faulty-disk.ts'
import { storesOnFaultyDisk } from './faulty-stores.ts'
import { attempt, key, NAME } from './faulty-uploads.ts'

vi.mock('node:fs/promises', async (original) => {
  const { watched } = await import('./faulty-disk.ts')
  return watched(await original<typeof import('node:fs/promises')>())
})

const freshStores = storesOnFaultyDisk()

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
