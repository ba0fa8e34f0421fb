import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, test, vi } from 'vitest'
import { ZipFile } from 'yazl'
import { openZip } from '../../src/zip/archive.ts'
import type { RandomAccess, ZipSource } from '../../src/zip/random-access.ts'
import { COUNTS_HANDLES, CountedAccess, drain, failureOf, inFolder, openHandles, unpack, WAYS } from './every-source.ts'
import { zipBytes } from './zip-bytes.ts'

const noise = randomBytes(2 * 1024 * 1024)
const text = '<Товар><Ид>1</Ид></Товар>\n'.repeat(20_000)

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

describe('what is no archive', () => {
  test.each([
    ['an empty file', ''],
    ['gzip data', '\x1f\x8b\x08\0'],
    ['a RAR archive', 'Rar!\x1a\x07\0'],
    ['a 7-Zip archive', '7z\xbc\xaf\x27\x1c'],
    ['an HTML page', '<!DOCTYPE html><html>'],
    ['an HTML page', '\xef\xbb\xbf\r\n<html lang="ru">'],
    ['an XML document', '<?xml version="1.0"?><a/>'],
    ['an XML document', '\xef\xbb\xbf<?xml version="1.0"?>'],
    ['an XML document', '\xff\xfe<\0?\0x\0'],
    ['an XML document', '<\xca\xee\xec/>'],
    ['a PDF document', '%PDF-1.7'],
    ['JSON', '{"error":1}'],
    ['text that begins "failure."', 'failure\n'],
  ])('is called %s', async (found, start) => {
    const error = await failureOf(openZip(Buffer.from(start, 'latin1')))
    expect(error).toMatchObject({ code: 'zip-not-zip', found })
    expect((error as Error).message).toBe(`the archive: expected a ZIP archive, found ${found}`)
  })

  test.each(['\x1f\x8b', 'Rar!', '7z\xbc\xaf\x27\x1c', '<?xml version="1.0"?>', '<html>'])(
    'is refused by its beginning %j even with an archive behind it',
    async (start) => {
      const prefix = Buffer.from(start, 'latin1')
      await expect(unpack(zipBytes([{ name: 'a' }], { prefix }))).rejects.toMatchObject({ code: 'zip-not-zip' })
    },
  )

  test('is told from a cut archive by the signature', async () => {
    for (const start of ['P', 'PK', 'PK\x03', 'PK\x03\x04', 'PK\x05\x06']) {
      await expect(unpack(Buffer.from(start))).rejects.toMatchObject({ code: 'zip-truncated' })
    }
    await expect(unpack(Buffer.from('PQ'))).rejects.toMatchObject({ code: 'zip-not-zip' })
  })

  test('is named when an archive inside it does not end it', async () => {
    const inside = Buffer.concat([Buffer.from('MOXCEL'), zipBytes([{ name: 'a' }]), Buffer.from('tail')])
    await expect(unpack(inside)).rejects.toMatchObject({ found: 'a 1C spreadsheet (MXL)' })
  })
})

describe('the source', () => {
  test('that does not exist gives the error of the file system', async () => {
    await inFolder(async (folder) => {
      await expect(openZip(join(folder, 'none.zip'))).rejects.toMatchObject({ code: 'ENOENT' })
    })
  })

  test('that is a folder gives the error of the file system and stays closed', async () => {
    await inFolder(async (folder) => {
      mkdirSync(join(folder, 'a.zip'))
      await expect(openZip(join(folder, 'a.zip'))).rejects.toMatchObject({ code: 'EISDIR' })
      expect(openHandles(folder)).toBe(0)
    })
  })

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 5],
    ['an ArrayBuffer', new ArrayBuffer(8)],
    ['a list of bytes', [80, 75]],
    ['an object without read', { size: 5 }],
    ['an object whose read is no function', { size: 5, read: 5 }],
    ['a negative size', { size: -1, read: async () => new Uint8Array(0) }],
    ['a size that is no number', { size: '5', read: async () => new Uint8Array(0) }],
    ['half a byte', { size: 22.5, read: async () => new Uint8Array(0) }],
  ])('must not be %s', async (_, source) => {
    await expect(openZip(source as unknown as ZipSource)).rejects.toThrow(TypeError)
  })

  test.each([
    ['more than it was asked for', (length: number) => new Uint8Array(length + 1)],
    ['no bytes', () => 'text' as unknown as Uint8Array],
  ])('must not give %s', async (_, answer) => {
    const source: RandomAccess = { size: 100, read: async (_position, length) => answer(length) }
    await expect(openZip(source)).rejects.toThrow(TypeError)
  })

  test('that ends early has been cut', async () => {
    const bytes = zipBytes([{ name: 'a', data: noise }])
    let end = bytes.length
    const source: RandomAccess = {
      size: bytes.length,
      read: async (position, length) => bytes.subarray(position, Math.min(position + length, end)),
    }
    const archive = await openZip(source)
    end = 1_000_000
    await expect(drain(archive.entries[0]!.open())).rejects.toMatchObject({ code: 'zip-truncated' })
  })

  test('that is a file may be cut while it is read', async () => {
    await inFolder(async (folder) => {
      const path = WAYS['path']!(zipBytes([{ name: 'a', data: noise, method: 8 }]), folder) as string
      const archive = await openZip(path)
      truncateSync(path, 1_000_000)
      await expect(drain(archive.entries[0]!.open())).rejects.toMatchObject({ code: 'zip-truncated' })
      await archive.close()
      expect(openHandles(folder)).toBe(0)
    })
  })

  test.each([
    ['stored', 0],
    ['deflated', 8],
  ])('that fails gives its own error, at every read of a %s archive, and is closed once', async (_, method) => {
    const bytes = zipBytes([
      { name: 'a', data: noise.subarray(0, 200_000), method },
      { name: 'b', gap: noise },
    ])
    const trouble = Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' })
    let failing = 0
    for (let finished = false; !finished; failing++) {
      const source = new CountedAccess(bytes)
      const read = source.read.bind(source)
      source.read = (position, length) => (source.reads === failing ? Promise.reject(trouble) : read(position, length))
      const error = await unpack(source).catch((caught: unknown) => caught)
      finished = error !== trouble
      if (finished) expect(error).toBeInstanceOf(Map)
      expect(source.closes).toBe(1)
    }
    expect(failing).toBeGreaterThan(8)
  })

  test('needs no close', async () => {
    const bytes = zipBytes([{ name: 'a', data: 'abc' }])
    const source: RandomAccess = { size: bytes.length, read: async (at, length) => bytes.subarray(at, at + length) }
    expect(String((await unpack(source)).get('a'))).toBe('abc')
  })

  test('is closed when a limit is out of range', async () => {
    const access = new CountedAccess(zipBytes([]))
    await expect(openZip(access, { limits: { zipEntries: -1 } })).rejects.toThrow(TypeError)
    expect([access.reads, access.closes]).toEqual([0, 1])
  })

  test.each([new AbortController(), 5, {}])('is closed when the signal is none: %s', async (signal) => {
    const access = new CountedAccess(zipBytes([]))
    await expect(openZip(access, { signal: signal as never })).rejects.toThrow('signal must be an AbortSignal')
    expect([access.reads, access.closes]).toEqual([0, 1])
  })

  test('that cannot be closed says so, but not in place of the first error', async () => {
    const access = (bytes: Buffer): RandomAccess => ({
      size: bytes.length,
      read: async (at, length) => bytes.subarray(at, at + length),
      close: () => Promise.reject(new Error('not now')),
    })
    await expect(openZip(access(Buffer.from('no archive')))).rejects.toMatchObject({ code: 'zip-not-zip' })
    await expect((await openZip(access(zipBytes([])))).close()).rejects.toThrow('not now')
  })

  test('is asked for headers in runs, not one by one', async () => {
    const small = new CountedAccess(zipBytes(Array.from({ length: 1_000 }, (_, index) => ({ name: `${index}.xml` }))))
    await openZip(small)
    expect(small.reads).toBeLessThan(20)
    // One read for each local header, as they lie apart, and the directory in runs all the same.
    const picture = noise.subarray(0, 20_000)
    const apart = Array.from({ length: 100 }, (_, index) => ({ name: `${index}.jpg`, data: picture }))
    const large = new CountedAccess(zipBytes(apart))
    await openZip(large)
    expect(large.reads).toBeLessThan(110)
  })
})

describe('an abort', () => {
  const reasons = [new Error('enough'), 'a text', null, undefined]

  test.each(reasons)('before opening is thrown: %s', async (reason) => {
    const access = new CountedAccess(zipBytes([]))
    const signal = AbortSignal.abort(reason)
    expect(await failureOf(openZip(access, { signal }))).toBe(signal.reason)
    expect([access.reads, access.closes]).toEqual([0, 1])
  })

  test.each(reasons)('at any read is thrown: %s', async (reason) => {
    const bytes = zipBytes([
      { name: 'a', data: noise.subarray(0, 200_000), method: 8 },
      { name: 'b', data: noise.subarray(0, 200_000) },
    ])
    let last = 0
    for (let finished = false; !finished; last++) {
      const controller = new AbortController()
      const source = new CountedAccess(bytes)
      const read = source.read.bind(source)
      source.read = (position, length) => {
        if (source.reads === last) controller.abort(reason)
        return read(position, length)
      }
      const result = await unpack(source, { signal: controller.signal }).catch((error: unknown) => ({ error }))
      finished = result instanceof Map
      if (!finished) expect(result).toEqual({ error: controller.signal.reason })
      expect(source.closes).toBe(1)
    }
    expect(last).toBeGreaterThan(8)
  })

  test.each([
    ['stored', 0],
    ['deflated', 8],
  ])('does not wait for a source that hangs: %s', async (_, method) => {
    const bytes = zipBytes([{ name: 'a', data: noise, method }])
    let hangs = false
    const controller = new AbortController()
    const source: RandomAccess = {
      size: bytes.length,
      read: (at, length) => (hangs ? new Promise(() => {}) : Promise.resolve(bytes.subarray(at, at + length))),
    }
    const archive = await openZip(source, { signal: controller.signal })
    hangs = true
    setTimeout(() => controller.abort(new Error('enough')), 10)
    await expect(drain(archive.entries[0]!.open())).rejects.toThrow('enough')
  })

  test('and closing end a read that hangs', async () => {
    const bytes = zipBytes([{ name: 'a', data: noise }])
    let hangs = false
    const archive = await openZip({
      size: bytes.length,
      read: (at, length) => (hangs ? new Promise(() => {}) : Promise.resolve(bytes.subarray(at, at + length))),
    })
    hangs = true
    const reading = failureOf(drain(archive.entries[0]!.open()))
    await archive.close()
    expect(await reading).toBeInstanceOf(TypeError)
  })

  test('between two pieces ends the entry', async () => {
    const controller = new AbortController()
    const archive = await openZip(zipBytes([{ name: 'a', data: noise }]), { signal: controller.signal })
    const read = async (): Promise<void> => {
      for await (const _ of archive.entries[0]!.open()) controller.abort(new Error('enough'))
    }
    await expect(read()).rejects.toThrow('enough')
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
