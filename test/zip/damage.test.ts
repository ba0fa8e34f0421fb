import { describe, expect, test } from 'vitest'
import { type CommerceMLErrorCode, isCommerceMLError } from '../../src/errors.ts'
import { fc } from '../helpers/properties.ts'
import { mode, stored, xml } from './directory-rows.ts'
import { unpack } from './every-source.ts'
import { zipBytes } from './zip-bytes.ts'

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
