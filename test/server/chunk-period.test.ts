import { describe, expect, test } from 'vitest'
import { Repetition } from '../../src/server/chunk-period.ts'

/** Bytes of which none is like another of its surroundings: they have no period but their length. */
const row = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => Math.imul(index + 1, 2_654_435_761) >>> 24)

function repeated(period: number, length: number): Uint8Array {
  const once = row(period)
  return Uint8Array.from({ length }, (_, index) => once[index % period] as number)
}

function isFound(bytes: Uint8Array, piece: number): boolean {
  const repetition = new Repetition()
  for (let at = 0; at < bytes.length; at += piece) repetition.add(bytes.subarray(at, at + piece))
  return repetition.found
}

describe('bytes that repeat themselves', () => {
  test.each([
    [1, 256],
    [10, 1_000],
    [600, 1_200],
    [601, 1_202],
    [4_096, 1_048_576],
    [65_536, 400_000],
    [131_072, 300_000],
  ])('every %d of %d are told, until one is another', (period, length) => {
    const bytes = repeated(period, length)
    for (const piece of [1_000, 65_536, length]) {
      expect(isFound(bytes, piece)).toBe(true)
      for (const at of [period, Math.floor(length / 2) + 1, length - 1]) {
        const broken = bytes.slice()
        broken[at] = (broken[at] ?? 0) ^ 1
        expect(isFound(broken, piece)).toBe(false)
      }
    }
  })

  test('are none of less than two periods, nor of a longer period than is looked for', () => {
    expect(isFound(repeated(600, 1_199), 1_199)).toBe(false)
    expect(isFound(repeated(131_073, 1_048_576), 65_536)).toBe(false)
  })
})
