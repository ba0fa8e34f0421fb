import { describe, expect, test } from 'vitest'
import { mode, refuse, stored, xml, zip64Entry } from './directory-rows.ts'
import { failureOf, unpack } from './every-source.ts'
import { type EntrySpec, extraField, packedData, unicodePath, zip64Field, zipBytes } from './zip-bytes.ts'

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
