import { describe, expect, test } from 'vitest'
import { type CommerceMLErrorCode, isCommerceMLError } from '../../src/errors.ts'
import { fc } from '../helpers/properties.ts'
import { failureOf, unpack } from './every-source.ts'
import { type EndSpec, type EntrySpec, extraField, packedData, unicodePath, zip64Field, zipBytes } from './zip-bytes.ts'

const xml = { name: 'import.xml', data: '<КоммерческаяИнформация/>'.repeat(8), method: 8 } as const
const stored = { name: 'b.bin', data: 'stored bytes' } as const
const IN_ZIP64 = 0xffffffff

type Row = readonly [what: string, entries: readonly EntrySpec[], end?: EndSpec]

const named = ([what, entries, end]: Row) => ({ what, entries, end })

/** For a table whose rows are archives. */
const refuse = (code: CommerceMLErrorCode, rows: readonly Row[]): void => {
  test.each(rows.map(named))(`${code}: $what`, async ({ entries, end }) => {
    const error = await failureOf(unpack(zipBytes(entries, end)))
    if (!isCommerceMLError(error)) throw error
    expect(`${error.code}: ${error.message}`).toMatch(new RegExp(`^${code}: (?:entry ".+"|entry \\d+ of|the \\w+).*: `))
  })
}
const accept = (rows: readonly Row[]): void => {
  test.each(rows.map(named))('$what', async ({ entries, end }) => {
    const files = await unpack(zipBytes(entries, end))
    for (const { name, data } of entries) {
      if (!String(name).endsWith('/')) expect(files.get(String(name))?.toString()).toBe(data ?? '')
    }
  })
}

const mode = (type: number): Pick<EntrySpec, 'madeBy' | 'attributes'> => ({
  madeBy: 0x0314,
  attributes: (type | 0o644) * 0x10000,
})
const zip64Entry: EntrySpec = {
  ...stored,
  size: IN_ZIP64,
  compressedSize: IN_ZIP64,
  extra: zip64Field(12n, 12n),
}

describe('an archive is accepted', () => {
  accept([
    ['of stored and deflated entries', [xml, stored]],
    ['of a folder and a file in it', [{ name: 'a/' }, { name: 'a/b.xml', data: 'b' }]],
    ['of a folder that was deflated', [{ name: 'a/', method: 8 }, xml]],
    ['of a folder by its mode', [{ name: 'a/', ...mode(0x4000) }, xml]],
    ['of a file by its mode', [{ ...xml, ...mode(0x8000) }]],
    ['of a file with a mode that names no type', [{ ...xml, attributes: 0o644 * 0x10000 }]],
    ['of an empty file, stored and deflated', [{ name: 'a' }, { name: 'b', method: 8 }]],
    ['with gaps between entries', [xml, { ...stored, gap: Buffer.alloc(12) }]],
    ['with comments', [{ ...xml, comment: 'an entry' }], { comment: Buffer.from('the archive') }],
    ['with the longest comment', [xml], { comment: Buffer.alloc(0xffff, 'c') }],
    ['with half an end record in its comment', [xml], { comment: Buffer.from('PK\x05\x06') }],
    ['behind the program of a self-extractor', [xml], { prefix: Buffer.from('MZ program') }],
    ['behind a shell script', [xml], { prefix: Buffer.from('#!/bin/sh\n') }],
    ['with sizes behind the data (bit 3)', [{ ...xml, flags: 8, local: { crc: 0, size: 0, compressedSize: 0 } }]],
    ['framed as ZIP64', [xml], { zip64: {} }],
    [
      'with a ZIP64 record that the end record refers to',
      [xml],
      {
        count: 0xffff,
        directoryStart: IN_ZIP64,
        zip64: { count: 1n, directoryStart: BigInt(30 + 10 + packedData(xml).length) },
      },
    ],
    ['with ZIP64 sizes', [{ ...zip64Entry, local: { extra: zip64Field(12n, 12n) } }]],
    ['with ZIP64 sizes that the local header leaves out', [zip64Entry]],
    ['with a local header whose extra data is padded', [{ ...xml, local: { extra: Buffer.alloc(3) } }]],
    [
      'with a local header whose extra data makes no sense',
      [{ ...zip64Entry, local: { extra: Buffer.from([9, 9, 9, 9]) } }],
    ],
  ])

  test('without entries', async () => {
    expect(await unpack(zipBytes([]))).toEqual(new Map())
  })

  test('that holds a stored archive last: its end record is data', async () => {
    const inner = zipBytes([xml], { comment: Buffer.from('inner') })
    expect((await unpack(zipBytes([{ name: 'inner.zip', data: inner }]))).get('inner.zip')).toEqual(inner)
  })

  test('whose directory lists the entries in another order than they lie', async () => {
    const straight = zipBytes([
      { name: 'a', data: 'aaaaa' },
      { name: 'b', data: 'bbbbb' },
    ])
    const directoryStart = straight.readUInt32LE(straight.length - 6)
    const [data, end] = [straight.subarray(0, directoryStart), straight.subarray(-22)]
    const directory = straight.subarray(directoryStart, -22)
    const half = directory.length / 2
    const swapped = Buffer.concat([data, directory.subarray(half), directory.subarray(0, half), end])
    expect([...(await unpack(swapped)).keys()]).toEqual(['b', 'a'])
  })
})

describe('the structure', () => {
  refuse('zip-corrupt', [
    ['bytes between directory and end record', [xml], { beforeEnd: Buffer.from('junk') }],
    ['bytes after the end record', [xml], { afterEnd: Buffer.from('junk') }],
    ['a comment that is said to be longer', [xml], { commentLength: 5 }],
    ['a prefix that the offsets do not know', [xml], { prefix: Buffer.from('MZ program'), offsetsWithoutPrefix: true }],
    ['a whole empty archive in the comment', [xml], { comment: zipBytes([]) }],
    ['a whole archive with right offsets in the comment', [xml], { comment: zipBytes([stored]) }],
    ['more entries counted than there are', [xml], { count: 2 }],
    ['fewer entries counted than there are', [xml, stored], { count: 1 }],
    ['no entries counted although there is one', [xml], { count: 0 }],
    ['a count that differs from that of this file', [xml, stored], { countHere: 1 }],
    ['a directory that is said to be shorter', [xml], { directorySize: 40 }],
    ['a directory that is said to begin elsewhere', [xml], { directoryStart: 7 }],
    ['a directory that begins and ends elsewhere', [xml, stored], { directoryStart: 0, directorySize: 0 }],
    ['a local header where there is none', [{ ...xml, offset: 3 }, stored]],
    ['an extra field longer than the extra data', [{ ...xml, extra: Buffer.from([1, 0, 9, 0]) }]],
    ['a ZIP64 field that is too short', [{ ...stored, size: IN_ZIP64, extra: extraField(1, Buffer.alloc(4)) }]],
    ['a ZIP64 locator that leads elsewhere', [xml], { zip64: { locatorAt: 5n } }],
    ['a ZIP64 locator that leads out of the file', [xml], { zip64: { locatorAt: 2n ** 63n } }],
    ['a ZIP64 record that ends elsewhere', [xml], { zip64: { recordLength: 45n } }],
    ['a ZIP64 record of 2^64 bytes', [xml], { zip64: { recordLength: 2n ** 64n - 1n } }],
    ['a ZIP64 directory at 2^63', [xml], { directoryStart: IN_ZIP64, zip64: { directoryStart: 2n ** 63n } }],
    ['a ZIP64 directory of 2^64 bytes', [xml], { directorySize: IN_ZIP64, zip64: { directorySize: 2n ** 64n - 1n } }],
    ['a ZIP64 count that the end record contradicts', [xml], { zip64: { count: 2n } }],
    ['a ZIP64 count in this file that the end record contradicts', [xml], { countHere: 2, zip64: {} }],
    ['a ZIP64 directory that the end record contradicts', [xml], { directoryStart: 1, zip64: { directoryStart: 50n } }],
  ])

  refuse('zip-unsupported', [
    ['an archive in several files', [xml], { disk: 1 }],
    ['a directory in another file', [xml], { directoryDisk: 1 }],
    ['a ZIP64 archive in several files', [xml], { zip64: { disks: 2 } }],
    ['a ZIP64 record that belongs to another file', [xml], { zip64: { disk: 1 } }],
    ['a ZIP64 record in another file', [xml], { zip64: { recordDisk: 1 } }],
    ['a ZIP64 directory in another file', [xml], { zip64: { directoryDisk: 1 } }],
  ])

  test('zip-corrupt: an archive that was appended to itself', async () => {
    const once = zipBytes([xml])
    await expect(unpack(Buffer.concat([once, once]))).rejects.toMatchObject({ code: 'zip-corrupt' })
  })

  test('a ZIP64 count over the limit is refused before the directory is read', async () => {
    const lying = zipBytes([xml], { count: 0xffff, zip64: { count: 2n ** 40n } })
    await expect(unpack(lying)).rejects.toMatchObject({ code: 'limit-exceeded', found: 'zipEntries' })
    const limits = { zipEntries: Number.POSITIVE_INFINITY }
    await expect(unpack(lying, { limits })).rejects.toMatchObject({ code: 'zip-corrupt' })
  })
})

describe('the entries', () => {
  refuse('zip-duplicate-name', [
    ['one name twice', [stored, stored]],
    ['names that differ in case', [stored, { ...stored, name: 'B.BIN' }]],
    ['Russian names that differ in case', [{ name: 'Товары.xml' }, { name: 'товары.XML' }]],
    ['names that differ in composition', [{ name: '\u0439.xml' }, { name: '\u0438\u0306.xml' }]],
    ['names that are one after normalisation', [stored, { ...stored, name: './b.bin' }]],
    ['a separator of each kind', [{ name: 'a/b' }, { name: 'a\\b' }]],
    ['a file and a folder', [{ name: 'a' }, { name: 'a/' }]],
    ['a file and what lies in it', [{ name: 'a' }, { name: 'a/b' }]],
    [
      'a file and what lies deep in it, others between',
      [{ name: 'A/b/c' }, { name: 'a!' }, { name: 'a-b' }, { name: 'a' }],
    ],
    ['a folder twice', [{ name: 'a/' }, { name: 'a/' }]],
  ])

  refuse('zip-unsupported', [
    ['a symbolic link', [{ ...stored, ...mode(0xa000) }]],
    ['a symbolic link that claims to come from Windows', [{ ...stored, ...mode(0xa000), madeBy: 20 }]],
    ['a named pipe', [{ name: 'a', ...mode(0x1000) }]],
    ['a character device', [{ name: 'a', ...mode(0x2000) }]],
    ['a block device', [{ name: 'a', ...mode(0x6000) }]],
    ['a socket', [{ name: 'a', ...mode(0xc000) }]],
    ['a type that no system has', [{ name: 'a', ...mode(0x3000) }]],
    ['a folder that carries data', [{ name: 'a/', data: 'data' }]],
    ['a folder by its mode that carries data', [{ name: 'a', data: 'data', ...mode(0x4000) }]],
    ['a folder that carries packed data', [{ name: 'a/', method: 8, packed: Buffer.from('abc') }]],
    ['Deflate64', [{ ...xml, method: 9 }]],
    ['LZMA', [{ ...xml, method: 14 }]],
    ['a method without a name', [{ ...xml, method: 77 }]],
    ['patch data', [{ ...xml, flags: 0x20 }]],
  ])

  test.each([
    ['a symbolic link', 0xa000],
    ['a named pipe', 0x1000],
    ['a character device', 0x2000],
    ['a block device', 0x6000],
    ['a socket', 0xc000],
    ['a special file', 0x3000],
  ])('is called what it is: %s', async (found, type) => {
    await expect(unpack(zipBytes([{ name: 'a', ...mode(type) }]))).rejects.toMatchObject({
      code: 'zip-unsupported',
      found,
    })
  })

  refuse('zip-encrypted', [
    ['traditional encryption', [{ ...xml, flags: 1 }]],
    ['AES, which sets the same bit', [{ ...xml, flags: 1, method: 99 }]],
    ['strong encryption', [{ ...xml, flags: 0x40 }]],
    ['an encrypted directory', [{ ...xml, flags: 0x2000 }]],
  ])

  refuse('zip-checksum', [
    ['a wrong checksum', [{ ...xml, crc: 1 }]],
    ['a wrong checksum of stored data', [{ ...stored, crc: 1 }]],
    ['a checksum of nothing', [{ name: 'a', crc: 1 }]],
    ['a checksum of nothing, deflated', [{ name: 'a', method: 8, crc: 1 }]],
    ['a checksum 0 of something', [{ ...stored, crc: 0 }]],
  ])

  refuse('zip-size-mismatch', [
    ['more data than promised', [{ ...xml, size: 5 }]],
    ['less data than promised', [{ ...xml, size: 5000 }]],
    ['data where nothing is promised', [{ ...xml, size: 0 }]],
    ['stored data with two sizes', [{ ...stored, size: 5 }]],
    ['data with checksum 0 where nothing is promised', [{ ...xml, size: 0, crc: 0 }]],
  ])

  refuse('zip-corrupt', [
    ['no Deflate data', [{ ...xml, packed: Buffer.from('\xff\xff no deflate data', 'latin1') }]],
    ['no data at all', [{ ...xml, packed: Buffer.alloc(0) }]],
    ['Deflate data without its end', [{ ...xml, packed: packedData(xml).subarray(0, -1) }]],
    ['bytes after the Deflate data', [{ ...xml, packed: Buffer.concat([packedData(xml), Buffer.from('hidden')]) }]],
    [
      'many bytes after the Deflate data',
      [{ ...xml, packed: Buffer.concat([packedData(xml), Buffer.alloc(300_000)]) }],
    ],
  ])

  refuse('zip-header-mismatch', [
    ['a local header with another name', [{ ...xml, local: { name: 'imporT.xml' } }]],
    ['a local header with an escaping name', [{ ...xml, local: { name: '../../x.php' } }]],
    ['a local header with another method', [{ ...xml, local: { method: 0 } }]],
    ['a local header that says encrypted', [{ ...xml, local: { flags: 1 } }]],
    ['a local header with another size', [{ ...xml, local: { size: 1 } }]],
    ['a local header with another packed size', [{ ...xml, local: { compressedSize: 1 } }]],
    ['a local header with another checksum', [{ ...xml, local: { crc: 1 } }]],
    [
      'a local header with another ZIP64 size',
      [
        {
          ...zip64Entry,
          local: { extra: Buffer.concat([extraField(0x5455, Buffer.from([1])), zip64Field(13n, 12n)]) },
        },
      ],
    ],
    ['a local header with another ZIP64 packed size', [{ ...zip64Entry, local: { extra: zip64Field(12n, 13n) } }]],
  ])

  refuse('zip-overlap', [
    ['data that runs into the directory', [{ ...stored, size: 13, compressedSize: 13 }]],
    ['data that runs into the next entry', [{ ...stored, size: 14, compressedSize: 14 }, xml]],
    ['a local header behind the directory', [{ ...stored, offset: 5_000 }]],
    ['2^63 bytes of data', [{ ...zip64Entry, method: 8, extra: zip64Field(12n, 2n ** 63n) }]],
  ])
})

describe('overlapping entries', () => {
  test('that share one local entry are refused although every byte of each is right', async () => {
    // The names have to be equal for the headers to agree, so the second differs by its Unicode Path only.
    const shared = Array.from({ length: 3 }, (_, index) => ({
      ...stored,
      directoryOnly: index > 0,
      offset: 0,
      extra: unicodePath(stored.name, `${index}.bin`),
    }))
    await expect(unpack(zipBytes(shared))).rejects.toMatchObject({ code: 'zip-overlap' })
  })

  test('that quote each other’s headers are refused', async () => {
    // A stored block of Deflate that carries the next local header as data, then the data of that entry.
    const inner = packedData(xml)
    const name = Buffer.from('b.xml')
    const innerArchive = zipBytes([{ ...xml, name }])
    const header = innerArchive.subarray(0, 30 + name.length)
    const block = Buffer.from([0, header.length, 0, ~header.length & 0xff, 0xff])
    const quoting: EntrySpec = {
      name: 'a.xml',
      method: 8,
      data: Buffer.concat([header, Buffer.from(xml.data)]),
      packed: Buffer.concat([block, header, inner]),
    }
    const second: EntrySpec = { ...xml, name, directoryOnly: true, offset: 30 + 5 + block.length }
    const error = await failureOf(unpack(zipBytes([quoting, second])))
    expect(error).toMatchObject({ code: 'zip-overlap' })
    expect((error as Error).message).toMatch(/entry "a\.xml": .* entry "b\.xml" begins/)
  })
})

describe('a damaged archive', () => {
  const whole = zipBytes([xml, { name: 'каталог/', ...mode(0x4000) }, stored], { comment: Buffer.from('c'), zip64: {} })
  const verdictOf = async (bytes: Buffer): Promise<CommerceMLErrorCode | 'accepted'> => {
    try {
      await unpack(bytes)
      return 'accepted'
    } catch (error) {
      if (isCommerceMLError(error)) return error.code
      throw error
    }
  }

  test('is whole to begin with', async () => {
    expect(await verdictOf(whole)).toBe('accepted')
  })

  test('is refused wherever it is cut off', async () => {
    for (let length = 0; length < whole.length; length++) {
      const expected = length === 0 ? 'zip-not-zip' : length === whole.length - 1 ? 'zip-corrupt' : 'zip-truncated'
      expect([length, await verdictOf(whole.subarray(0, length))]).toEqual([length, expected])
    }
  })

  test('is refused wherever its beginning is missing', async () => {
    for (let start = 1; start < whole.length; start++) {
      expect([start, await verdictOf(whole.subarray(start))]).not.toEqual([start, 'accepted'])
    }
  })

  test('gives one of our errors or the true data when any one byte is another', async () => {
    for (let at = 0; at < whole.length; at++) {
      for (const change of [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff]) {
        const bytes = Buffer.from(whole)
        bytes[at] = (bytes[at] as number) ^ change
        const verdict = await verdictOf(bytes)
        if (verdict !== 'accepted') continue
        expect((await unpack(bytes)).get('import.xml')?.toString() ?? xml.data).toBe(xml.data)
      }
    }
  })

  test('gives one of our errors or an archive whatever is done to it', async () => {
    const edit = fc.record({
      at: fc.nat(whole.length - 1),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
      cut: fc.nat(4),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
        let bytes = whole
        for (const { at, bytes: put, cut } of edits) {
          bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)])
        }
        await verdictOf(bytes)
      }),
      { numRuns: 2_000 },
    )
  })
})
