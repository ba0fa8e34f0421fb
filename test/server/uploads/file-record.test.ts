import { expect, test } from 'vitest'
import type { ChunkPrint } from '../../../src/server/uploads/chunk-print.ts'
import { begunWith, continuedWith, type FileRecord } from '../../../src/server/uploads/file-record.ts'

const print = (number: number): ChunkPrint => ({ length: 1_000, high: number, low: ~number })

/** A file of so many chunks, after those of another. */
function fileOf(count: number, old?: FileRecord): FileRecord {
  let file: FileRecord | undefined
  for (let number = 0; number < count; number++) {
    const next = file === undefined ? begunWith(print(number), old) : continuedWith(print(number), file)
    if (next === undefined) throw new Error(`chunk ${number} is refused`)
    next.chunks?.add(print(number))
    file = { ...next, size: (number + 1) * 1_000 }
  }
  return file as FileRecord
}

test('the chunks of a file are one list that grows, and is not copied with each', () => {
  const old = fileOf(3)
  const first = begunWith(print(0), old)
  first.chunks?.add(print(0))
  const second = continuedWith(print(1), { ...first, size: 1_000 })
  expect(second?.chunks).toBeDefined()
  expect(second?.chunks).toBe(first.chunks)
})

test('a chunk that is awaited is the only one let in', () => {
  const file = fileOf(3)
  const begun = begunWith(print(0), file)
  begun.chunks?.add(print(0))
  const again = { ...begun, size: 1_000 }
  expect(continuedWith(print(2), again)).toBeUndefined()
  const second = continuedWith(print(1), again)
  expect(second).toMatchObject({ last: print(1) })
  expect(continuedWith(print(7), { ...(second as FileRecord), size: 2_000 })).toBeUndefined()
})

test('what was awaited of the file before is awaited still when it begins a third time', () => {
  const begun = begunWith(print(0), fileOf(4))
  begun.chunks?.add(print(0))
  const second = continuedWith(print(1), { ...begun, size: 1_000 }) as FileRecord
  second.chunks?.add(print(1))
  const third = begunWith(print(0), { ...second, size: 2_000 })
  third.chunks?.add(print(0))
  let file: FileRecord = { ...third, size: 1_000 }
  for (const number of [1, 2, 3]) {
    expect(continuedWith(print(9), file)).toBeUndefined()
    const next = continuedWith(print(number), file)
    expect(next).toBeDefined()
    file = { ...(next as FileRecord), size: 0 }
  }
  expect(continuedWith(print(9), file)).toBeDefined()
})
