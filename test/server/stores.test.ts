import { describe, expect, test } from 'vitest'
import { diskStores } from '../../src/node/disk/stores.ts'
import { memoryStores } from '../../src/server/memory/stores.ts'
import { storeConformance } from '../../src/testing/index.ts'
import { bytesOf, contentOf, upload } from '../../src/testing/upload-files.ts'
import { freshFolders } from './helpers/folders.ts'
import { AREA, FILE } from './helpers/samples.ts'

const freshFolder = freshFolders('stores')

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
