import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { diskStores } from '../../../src/node/disk/stores.ts'
import type { ImportState, UploadStore } from '../../../src/server/stores.ts'
import { storeConformance } from '../../../src/testing/index.ts'
import { bytesOf, joined } from '../../../src/testing/upload-files.ts'
import { AREA } from '../helpers/samples.ts'
import { disk } from './faulty-disk.ts'
import { storesOnFaultyDisk } from './faulty-stores.ts'
import { attempt, content, key, leftovers, NAME, undisturbed } from './faulty-uploads.ts'

vi.mock('node:fs/promises', async (original) => {
  const { watched } = await import('./faulty-disk.ts')
  return watched(await original<typeof import('node:fs/promises')>())
})

const freshStores = storesOnFaultyDisk()

type Step = 'append' | 'replace' | 'remove'
const STEPS: readonly Step[] = ['append', 'append', 'replace', 'append', 'replace', 'remove', 'replace', 'append']

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

test('a file system that knows no fsync of a folder is used all the same', async () => {
  const [, { uploads }] = freshStores()
  disk.fault = (operation, index) =>
    operation === 'sync' && /^sync [0-9a-f]{32,40}$/.test(disk.log[index - 1] ?? '') ? 'EINVAL' : undefined
  expect(await attempt(uploads, 'append', bytesOf(1, 5))).toBe(true)
})

describe.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR'])('without hard links, told by %s', (code) => {
  beforeEach(() => {
    disk.fault = (operation) => (operation === 'link' ? code : undefined)
  })
  for (const { name, run } of storeConformance(() => freshStores()[1])) test(name, run)
})
