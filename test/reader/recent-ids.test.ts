import { describe, expect, it } from 'vitest'
import { RecentIds } from '../../src/reader/telling/recent-ids.ts'

const ids = (count: number, prefix = ''): string[] => Array.from({ length: count }, (_, index) => `${prefix}${index}`)

describe('RecentIds', () => {
  it('knows each of the last thousand, and none of what came long before', () => {
    const recent = new RecentIds()
    const all = ids(5_000)
    for (const [index, id] of all.entries()) {
      expect(recent.seen(id)).toBe(false)
      expect(recent.seen(all[Math.max(0, index - 999)] ?? '')).toBe(true)
    }
    expect(recent.seen('2500')).toBe(false)
  })

  it('gives back what it knew, however many came since', () => {
    const recent = new RecentIds()
    for (const id of ids(1_500, 'before')) recent.seen(id)
    recent.note(0)
    const known = recent.noted(0)
    for (const id of ids(10_000, 'between')) recent.seen(id)
    recent.note(1)
    const knownLater = recent.noted(1)
    for (const id of ids(100_000)) recent.seen(id)
    expect(recent.noted(0)).toBe(known)
    expect(recent.noted(1)).toBe(knownLater)
    const restored = new RecentIds()
    restored.restore(known)
    for (const id of ids(1_500, 'before').slice(-1_000)) expect(restored.seen(id)).toBe(true)
    expect(restored.seen('between0')).toBe(false)
  })

  it('takes no id for another', () => {
    const recent = new RecentIds()
    const prefixes = ['', '0', 'a', 'товар-', '00000000-0000-0000-0000-0000', ' '.repeat(300)]
    const taken = prefixes.flatMap((prefix) => ids(50_000, prefix)).filter((id) => recent.seen(id))
    // '0' + '0'..'9' and the like come again, but further away than the window.
    expect(taken).toEqual([])
  })

  it('tells apart ids that differ in one character, in order, or in length', () => {
    for (const [first, second] of [
      ['', '\0'],
      ['\0', '\0\0'],
      ['ab', 'ba'],
      ['а', 'a'],
      ['1', '1 '],
      ['\u{10000}', '\u{10001}'],
    ] as const) {
      const recent = new RecentIds()
      expect(recent.seen(first)).toBe(false)
      expect(recent.seen(second)).toBe(false)
      expect(recent.seen(first)).toBe(true)
    }
  })
})
