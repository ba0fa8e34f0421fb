import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { ClientFile } from 'commerceml/client'
import { openZip, type ZipEntry } from 'commerceml/zip'
import { describe, expect, test } from 'vitest'
import { bytesOf, openShipment, type Shipment } from '../../../src/cli/exchange/client-files.ts'
import { entryFiles } from '../../../src/cli/exchange/entry-files.ts'
import { zipPacker } from '../../../src/cli/exchange/zip-packer.ts'
import { zipOf } from '../../helpers/zipped.ts'
import { temporaryFiles } from '../helpers/temporary-files.ts'

const { folder, made } = temporaryFiles()

// Longer than a piece of a file, and than one of an entry.
const XML = Buffer.from(`<КоммерческаяИнформация>${'Товар '.repeat(50_000)}</КоммерческаяИнформация>`)

const opened = (name: string, content: Uint8Array): Promise<Shipment> => openShipment(made(name, content))
const firstOf = ({ files }: Pick<Shipment, 'files'>): ClientFile => files[0] as ClientFile
const read = (file: ClientFile): Promise<Buffer> => buffer(bytesOf(file))

/** An archive with one byte of its document changed. */
async function corrupt(): Promise<Uint8Array> {
  const archive = await zipOf({ 'import.xml': XML }, false)
  archive[1000] = (archive[1000] as number) ^ 1
  return archive
}

test.each([true, false])(
  'an entry is read as its file was, again and in any parts (deflated: %s)',
  async (compress) => {
    await using shipment = await opened('good.zip', await zipOf({ 'import.xml': XML }, compress))
    const file = firstOf(shipment)
    expect(XML.subarray(70_000, 70_010).equals(await file.read(70_000, 10))).toBe(true)
    for (const _ of [1, 2]) expect((await read(file)).equals(XML)).toBe(true)
  },
)

test('the last byte of an entry is given out only when its checksum is right', async () => {
  await using shipment = await opened('corrupt.zip', await corrupt())
  const file = firstOf(shipment)
  expect((await file.read(0, 500)).length).toBe(500)
  await expect(read(file)).rejects.toMatchObject({ code: 'zip-checksum' })
})

test('an archive has one entry open at a time, however many were begun', async () => {
  let open = 0
  const entry = (name: string): ZipEntry => ({
    ...{ name, size: 3, compressedSize: 3, crc32: 0 },
    async *open() {
      open++
      try {
        for (const byte of [1, 2, 3]) yield Uint8Array.of(byte)
      } finally {
        open--
      }
    },
  })
  const { files, close } = entryFiles([entry('a'), entry('b')])
  for (const file of files) {
    for (const position of [1, 0, 0, 2]) {
      expect(await file.read(position, 5)).toEqual(Uint8Array.of(position + 1))
      expect(open).toBeLessThan(2)
    }
  }
  await files[0]?.read(0, 1)
  expect(open).toBe(1)
  await close()
  expect(open).toBe(0)
})

test('a file that was cut since it was listed ends with an error', async () => {
  const path = made('cut.xml', XML)
  await using shipment = await openShipment(path)
  truncateSync(path, 10)
  await expect(read(firstOf(shipment))).rejects.toThrow('cut.xml ends before its size')
})

describe('the packer', () => {
  test('packs what it is given', async () => {
    const packer = zipPacker()
    await using shipment = await opened('import.xml', XML)
    const packed = await read(await packer.pack(shipment.files))
    await packer.remove()
    const [entry] = (await openZip(packed)).entries as [ZipEntry]
    expect((await buffer(entry.open())).equals(XML)).toBe(true)
  })

  const cut = async (): Promise<ClientFile> => {
    const path = made('cut.xml', XML)
    const { files } = await openShipment(path)
    truncateSync(path, 10)
    return files[0] as ClientFile
  }
  test.each([
    ['was cut', cut, 'cut.xml ends before its size'],
    ['is corrupt', async () => firstOf(await opened('corrupt.zip', await corrupt())), 'expected CRC-32'],
    ['gives too much', () => ({ name: 'a.xml', size: 1, read: async () => Uint8Array.of(1, 2) }), 'unexpected number'],
  ])('rejects when a file %s', async (_, file, words) => {
    const packer = zipPacker()
    await expect(packer.pack([await file(), await file()])).rejects.toThrow(words)
    await packer.remove()
  })
})

// Other systems have no such names.
test.runIf(process.platform === 'linux')(
  'a name on the disk that is no UTF-8 leads to no file, and is told as one that is not sent',
  async () => {
    const goods = join(folder, 'goods')
    mkdirSync(goods)
    writeFileSync(join(goods, 'import.xml'), XML)
    writeFileSync(Buffer.concat([Buffer.from(`${goods}/`), Buffer.of(0xcf, 0xee), Buffer.from('.jpg')]), 'picture')
    await using shipment = await openShipment(goods)
    expect(shipment.files.map(({ name }) => name)).toEqual(['import.xml'])
    expect(shipment.skipped).toEqual(['\ufffd\ufffd.jpg'])
  },
)
