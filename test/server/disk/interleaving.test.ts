import { describe, expect, test, vi } from 'vitest'
import { diskStores } from '../../../src/node/disk/stores.ts'
import type { UploadStore } from '../../../src/server/stores.ts'
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
