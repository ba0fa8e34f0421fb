import { describe, expect, test } from 'vitest'
import { openZip } from '../../src/zip/archive.ts'
import { failureOf, unpack } from './every-source.ts'
import { zipBytes } from './zip-bytes.ts'

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
