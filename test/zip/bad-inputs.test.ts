import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type CommerceMLErrorCode, isCommerceMLError } from '../../src/errors.ts'
import { CountedAccess, failureOf, inFolder, openHandles, unpack, WAYS } from './every-source.ts'

const FOLDER = new URL('../../../shared/badinputs/zip/', import.meta.url)
const MANIFEST = new URL('MANIFEST.tsv', FOLDER)
const present = existsSync(MANIFEST)
if (!present) console.info('the corpus of bad archives is not here: its tests are skipped')

/** The manifest's codes in ours. */
const CODES: Readonly<Record<string, CommerceMLErrorCode>> = {
  ERR_ZIP_NOT_ZIP: 'zip-not-zip',
  ERR_ZIP_TRUNCATED: 'zip-truncated',
  ERR_ZIP_CORRUPT: 'zip-corrupt',
  ERR_ZIP_ENCRYPTED: 'zip-encrypted',
  ERR_ZIP_UNSUPPORTED_ENTRY: 'zip-unsupported',
  ERR_ZIP_UNSAFE_NAME: 'zip-unsafe-name',
  ERR_ZIP_DUPLICATE_NAME: 'zip-duplicate-name',
  ERR_ZIP_CRC: 'zip-checksum',
  ERR_ZIP_SIZE_MISMATCH: 'zip-size-mismatch',
  ERR_ZIP_HEADER_MISMATCH: 'zip-header-mismatch',
  ERR_ZIP_LIMIT: 'limit-exceeded',
}

/** Accepted, though the manifest names a code: the reason stands in its verdict or here. */
const ACCEPTED: Readonly<Record<string, string>> = {
  'ok-empty.zip': 'an archive all the same; whether a document is missed is the reader’s question',
  'many-entries-10k.zip': '10,000 entries are exactly the default limit; over a lower one it is refused, see below',
}

const rows = (present ? readFileSync(MANIFEST, 'utf8') : '')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [file = '', , what = '', verdict = '', code = ''] = line.split('\t')
    return { file, what, verdict, code }
  })

describe.skipIf(!present).each(Object.entries(WAYS))('a bad archive as %s', (_, sourceOf) => {
  test.each(rows)('$file: $what', async ({ file, code }) => {
    const bytes = readFileSync(new URL(file, FOLDER))
    await inFolder(async (folder) => {
      const source = sourceOf(bytes, folder)
      if (code === '-' || file in ACCEPTED) {
        await unpack(source)
      } else {
        const error = await failureOf(unpack(source))
        if (!isCommerceMLError(error)) throw error
        expect(error.code).toBe(CODES[code])
        expect(error.message).not.toMatch(/\p{Cc}/u)
      }
      expect(openHandles(folder)).toBe(0)
      if (source instanceof CountedAccess) expect(source.closes).toBe(1)
    })
  })
})

describe.skipIf(!present)('of the corpus', () => {
  const read = (file: string): Buffer => readFileSync(new URL(file, FOLDER))

  test('every manifest code has one of ours', () => {
    for (const { file, code } of rows) {
      if (code !== '-' && !(file in ACCEPTED)) expect(CODES).toHaveProperty(code)
    }
  })

  test('10,000 entries are refused over a limit of 9,999', async () => {
    const error = await failureOf(unpack(read('many-entries-10k.zip'), { limits: { zipEntries: 9_999 } }))
    expect(error).toMatchObject({ code: 'limit-exceeded', found: 'zipEntries' })
  })

  test('an honest bomb unpacks when the ratio is lifted', async () => {
    const files = await unpack(read('bomb-xml-space.zip'), { limits: { zipRatio: Number.POSITIVE_INFINITY } })
    expect(files.get('import.xml')?.length).toBe(157_286_452)
  })

  test('a fake data descriptor is delivered as data', async () => {
    const files = await unpack(read('dd-fake-inside.zip'))
    expect(files.get('import.xml')?.subarray(0, 4).toString('latin1')).toBe('PK\x07\x08')
  })
})
