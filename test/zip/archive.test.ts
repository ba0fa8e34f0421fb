import { once } from 'node:events'
import { Readable } from 'node:stream'
import { describe, expect, test, vi } from 'vitest'
import { ZipFile } from 'yazl'
import { openZip } from '../../src/zip/archive.ts'
import { COUNTS_HANDLES, CountedAccess, drain, failureOf, inFolder, openHandles, unpack, WAYS } from './every-source.ts'
import { noise, text } from './noise.ts'
import { zipBytes } from './zip-bytes.ts'

/** An archive of everything that yazl, a writer like any other, can be told to write. */
async function written(options: { zip64?: boolean; streamed?: boolean } = {}): Promise<Buffer> {
  const zip = new ZipFile()
  const entry = { forceZip64Format: options.zip64 ?? false }
  zip.addEmptyDirectory('import_files')
  zip.addBuffer(Buffer.from(text), 'import.xml', entry)
  zip.addBuffer(noise, 'import_files/товар.jpg', { ...entry, compress: false })
  if (options.streamed) zip.addReadStream(Readable.from([noise]), 'offers.xml', entry)
  else zip.addBuffer(noise, 'offers.xml', entry)
  zip.addBuffer(Buffer.alloc(0), 'empty.xml', entry)
  zip.end({ forceZip64Format: options.zip64 ?? false, comment: 'an exchange' })
  return drain(zip.outputStream as unknown as AsyncIterable<Uint8Array>)
}

const expected = new Map<string, Buffer>([
  ['import.xml', Buffer.from(text)],
  ['import_files/товар.jpg', noise],
  ['offers.xml', noise],
  ['empty.xml', Buffer.alloc(0)],
])

describe.each(Object.entries(WAYS))('an archive as %s', (_, sourceOf) => {
  test.each([{}, { zip64: true }, { streamed: true }, { zip64: true, streamed: true }])(
    'gives its files in order, byte for byte, written with %j',
    async (options) => {
      const bytes = await written(options)
      await inFolder(async (folder) => {
        const files = await unpack(sourceOf(bytes, folder))
        expect([...files.keys()]).toEqual([...expected.keys()])
        for (const [name, data] of expected) expect(files.get(name)?.equals(data)).toBe(true)
        expect(openHandles(folder)).toBe(0)
      })
    },
  )

  test('can be read twice, in any order, and two entries at once', async () => {
    const bytes = await written()
    await inFolder(async (folder) => {
      const archive = await openZip(sourceOf(bytes, folder))
      const [first, picture, offers] = archive.entries
      expect((await drain(offers!.open())).equals(noise)).toBe(true)
      const together = await Promise.all([first!, picture!, first!, offers!].map((entry) => drain(entry.open())))
      expect(together.map((data) => data.length)).toEqual([first, picture, first, offers].map((entry) => entry?.size))
      await archive.close()
    })
  })

  test('can be left in the middle of an entry', async () => {
    const bytes = await written()
    await inFolder(async (folder) => {
      const archive = await openZip(sourceOf(bytes, folder))
      for (const entry of archive.entries) {
        for await (const piece of entry.open()) {
          expect(piece.length).toBeGreaterThan(0)
          break
        }
      }
      expect((await drain(archive.entries[2]!.open())).equals(noise)).toBe(true)
      await archive.close()
      expect(openHandles(folder)).toBe(0)
    })
  })

  test('cannot be read once it is closed', async () => {
    const bytes = await written()
    await inFolder(async (folder) => {
      const archive = await openZip(sourceOf(bytes, folder))
      const reading = archive.entries[2]!.open()[Symbol.asyncIterator]()
      await reading.next()
      await archive.close()
      await archive.close()
      expect(await failureOf(drain({ [Symbol.asyncIterator]: () => reading }))).toBeInstanceOf(TypeError)
      for (const entry of archive.entries) {
        if (entry.size > 0) await expect(drain(entry.open())).rejects.toThrow(/closed/)
      }
    })
  })
})

describe('an entry', () => {
  test('says what it is', async () => {
    const { entries } = await openZip(zipBytes([{ name: 'a/' }, { name: 'a\\b.xml', data: text, method: 8 }]))
    expect(entries.map(({ name, size }) => ({ name, size }))).toEqual([
      { name: 'a/b.xml', size: Buffer.byteLength(text) },
    ])
    expect(entries[0]?.compressedSize).toBeLessThan(text.length / 100)
  })

  test.each([
    ['stored', 0],
    ['deflated', 8],
  ])('that is %s is read as it is asked for, not ahead', async (_, method) => {
    const access = new CountedAccess(zipBytes([{ name: 'noise.bin', data: noise, method }]))
    const archive = await openZip(access)
    const before = access.bytesRead
    const reading = archive.entries[0]!.open()[Symbol.asyncIterator]()
    await reading.next()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(access.bytesRead - before).toBeLessThanOrEqual(512 * 1024)
    await reading.return?.()
    const after = access.bytesRead
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(access.bytesRead).toBe(after)
  })

  test('never gives out more than it promised', async () => {
    const lying = zipBytes([{ name: 'bomb.bin', data: Buffer.alloc(5_000_000), method: 8, size: 100_000 }])
    const archive = await openZip(lying)
    let given = 0
    const read = async (): Promise<void> => {
      for await (const piece of archive.entries[0]!.open()) given += piece.length
    }
    await expect(read()).rejects.toMatchObject({ code: 'zip-size-mismatch' })
    expect(given).toBeLessThanOrEqual(100_000)
  })

  test('that is bad does not spoil the others', async () => {
    const archive = await openZip(
      zipBytes([
        { name: 'a', data: 'abc', crc: 1 },
        { name: 'b', data: 'good' },
      ]),
    )
    await expect(drain(archive.entries[0]!.open())).rejects.toMatchObject({ code: 'zip-checksum' })
    expect(String(await drain(archive.entries[1]!.open()))).toBe('good')
  })

  test('is no view of the caller’s memory', async () => {
    const bytes = zipBytes([{ name: 'a', data: 'abc' }])
    const files = (await openZip(bytes)).entries
    for await (const piece of files[0]!.open()) piece.fill(0)
    expect(String(await drain(files[0]!.open()))).toBe('abc')
  })
})

describe('resources', () => {
  test('are disposed of', async () => {
    const access = new CountedAccess(zipBytes([]))
    const archive = await openZip(access)
    await archive[Symbol.asyncDispose]()
    expect(access.closes).toBe(1)
  })

  test.skipIf(!COUNTS_HANDLES)('are one file handle while the archive is open', async () => {
    await inFolder(async (folder) => {
      const archive = await openZip(WAYS['path']!(await written(), folder))
      expect(openHandles(folder)).toBe(1)
      await Promise.all(archive.entries.map((entry) => drain(entry.open())))
      expect(openHandles(folder)).toBe(1)
      await archive.close()
      expect(openHandles(folder)).toBe(0)
    })
  })

  test('of zlib are released when a loop is left early', async () => {
    const zlibs = (): number => process.getActiveResourcesInfo().filter((name) => /zlib/i.test(name)).length
    const archive = await openZip(await written())
    for (let round = 0; round < 50; round++) {
      for await (const _ of archive.entries[2]!.open()) break
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(zlibs()).toBe(0)
  })

  test('are one listener on the signal, for 20 entries read at once', async () => {
    const controller = new AbortController()
    const add = vi.spyOn(controller.signal, 'addEventListener')
    const remove = vi.spyOn(controller.signal, 'removeEventListener')
    const archive = await openZip(await written(), { signal: controller.signal })
    await Promise.all(Array.from({ length: 20 }, () => drain(archive.entries[0]!.open())))
    await archive.close()
    expect([add.mock.calls.length, remove.mock.calls.length]).toEqual([1, 1])
  })
})

test('a slow reader sees the whole entry', async () => {
  const archive = await openZip(await written())
  let size = 0
  for await (const piece of archive.entries[2]!.open()) {
    size += piece.length
    await once(Readable.from(['tick']), 'data')
  }
  expect(size).toBe(noise.length)
})
