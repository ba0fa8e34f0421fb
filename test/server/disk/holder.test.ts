import { sep } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { storeConformance } from '../../../src/testing/index.ts'
import { bytesOf, contentOf, upload } from '../../../src/testing/upload-files.ts'
import { below } from '../helpers/folders.ts'
import { AREA, FILE } from '../helpers/samples.ts'
import { disk } from './faulty-disk.ts'
import { storesOnFaultyDisk } from './faulty-stores.ts'
import { asOnWindows } from './windows.ts'

vi.mock('node:fs/promises', async (original) => {
  const { watched } = await import('./faulty-disk.ts')
  return watched(await original<typeof import('node:fs/promises')>())
})

const freshStores = storesOnFaultyDisk()

describe('on Windows, which renames no folder that something is open in, and nothing over what is open', () => {
  const waits = asOnWindows()
  beforeEach(() => {
    disk.fault = (operation, _, [from, to]) => {
      if (operation !== 'rename') return undefined
      return disk.opened.some((path) => path === to || path.startsWith(`${from}${sep}`)) ? 'EPERM' : undefined
    }
  })
  for (const { name, run } of storeConformance(() => freshStores()[1])) test(name, run)

  test('an area is cleared at once while a chunk of it comes in and a file is read', async () => {
    const [folder, { uploads, settled }] = freshStores()
    await upload(uploads, FILE, 'append', bytesOf(1, 10))
    const file = await uploads.open(...FILE)
    await file?.read(0, 1)
    const part = await uploads.begin(...FILE)
    await part.write(bytesOf(2, 10))
    await uploads.clear(AREA)
    expect(waits).toEqual([])
    expect(disk.handles).toBe(0)
    await expect(part.write(bytesOf(3, 10))).rejects.toThrow('its area was cleared')
    await expect(part.commit('append')).rejects.toThrow('its area was cleared')
    await part.abort()
    await expect(file?.read(1, 1)).rejects.toMatchObject({ code: 'ENOENT' })
    await file?.close()
    await settled()
    expect(disk.handles).toBe(0)
    expect(below(folder)).toEqual(['uploads'])
  })

  test('removing a file disturbs no other, and no chunk that comes in', async () => {
    const [, { uploads }] = freshStores()
    const other = [AREA, 'offers.xml'] as const
    for (const name of [FILE, other]) await upload(uploads, name, 'append', bytesOf(1, 10))
    const [file, otherFile] = [await uploads.open(...FILE), await uploads.open(...other)]
    for (const opened of [file, otherFile]) await opened?.read(0, 1)
    const part = await uploads.begin(...FILE)
    await uploads.remove(...FILE)
    expect(disk.handles).toBe(2)
    expect(await otherFile?.read(0, 10)).toEqual(bytesOf(1, 10))
    await part.write(bytesOf(2, 10))
    expect(await part.commit('append')).toBe(10)
    expect(await contentOf(uploads, FILE)).toEqual(bytesOf(2, 10))
    for (const opened of [file, otherFile]) await opened?.close()
    expect(disk.handles).toBe(0)
  })
})
