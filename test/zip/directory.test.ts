import { describe, expect, test } from 'vitest'
import { accept, IN_ZIP64, mode, refuse, stored, xml, zip64Entry } from './directory-rows.ts'
import { unpack } from './every-source.ts'
import { extraField, packedData, zip64Field, zipBytes } from './zip-bytes.ts'

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
