import { expect, test } from 'vitest'
import { type CommerceMLErrorCode, isCommerceMLError } from '../../src/errors.ts'
import { failureOf, unpack } from './every-source.ts'
import { type EndSpec, type EntrySpec, zip64Field, zipBytes } from './zip-bytes.ts'

export const xml = { name: 'import.xml', data: '<КоммерческаяИнформация/>'.repeat(8), method: 8 } as const
export const stored = { name: 'b.bin', data: 'stored bytes' } as const
export const IN_ZIP64 = 0xffffffff

type Row = readonly [what: string, entries: readonly EntrySpec[], end?: EndSpec]

const named = ([what, entries, end]: Row) => ({ what, entries, end })

/** For a table whose rows are archives. */
export const refuse = (code: CommerceMLErrorCode, rows: readonly Row[]): void => {
  test.each(rows.map(named))(`${code}: $what`, async ({ entries, end }) => {
    const error = await failureOf(unpack(zipBytes(entries, end)))
    if (!isCommerceMLError(error)) throw error
    expect(`${error.code}: ${error.message}`).toMatch(new RegExp(`^${code}: (?:entry ".+"|entry \\d+ of|the \\w+).*: `))
  })
}
export const accept = (rows: readonly Row[]): void => {
  test.each(rows.map(named))('$what', async ({ entries, end }) => {
    const files = await unpack(zipBytes(entries, end))
    for (const { name, data } of entries) {
      if (!String(name).endsWith('/')) expect(files.get(String(name))?.toString()).toBe(data ?? '')
    }
  })
}

export const mode = (type: number): Pick<EntrySpec, 'madeBy' | 'attributes'> => ({
  madeBy: 0x0314,
  attributes: (type | 0o644) * 0x10000,
})
export const zip64Entry: EntrySpec = {
  ...stored,
  size: IN_ZIP64,
  compressedSize: IN_ZIP64,
  extra: zip64Field(12n, 12n),
}
