import { type Checks, expectBytes, expectSame, expectSameSet, expectThat } from './check.ts'
import {
  AREA,
  bytesOf,
  contentOf,
  expectFile,
  expectNoFile,
  FILE,
  FIRST,
  joined,
  SECOND,
  THIRD,
  upload,
} from './upload-files.ts'

/** How chunks become files. */
export const CHUNK_CHECKS: Checks = {
  'append begins a file and joins chunks behind what is there, and tells the size': async ({ uploads }) => {
    expectSame(await upload(uploads, FILE, 'append', FIRST), 300, 'the size after one chunk')
    await expectFile(uploads, FILE, FIRST)
    expectSame(await upload(uploads, FILE, 'append', SECOND), 305, 'the size after two chunks')
    expectSame(await upload(uploads, FILE, 'append', THIRD), 382, 'the size after three chunks')
    await expectFile(uploads, FILE, joined(FIRST, SECOND, THIRD))
  },
  'the same chunk twice is joined twice': async ({ uploads }) => {
    await upload(uploads, FILE, 'append', FIRST)
    await upload(uploads, FILE, 'append', FIRST)
    await expectFile(uploads, FILE, joined(FIRST, FIRST))
  },
  'replace puts the chunk in place of all that is there, and tells the size': async ({ uploads }) => {
    for (const bytes of [FIRST, SECOND]) await upload(uploads, FILE, 'append', bytes)
    expectSame(await upload(uploads, FILE, 'replace', THIRD), 77, 'the size after replace')
    await expectFile(uploads, FILE, THIRD)
    expectSame(await upload(uploads, FILE, 'append', SECOND), 82, 'the size after replace and append')
    expectSame(await upload(uploads, FILE, 'replace', FIRST), 300, 'the size after a second replace')
    await expectFile(uploads, FILE, FIRST)
  },
  'replace begins a file where there is none': async ({ uploads }) => {
    expectSame(await upload(uploads, FILE, 'replace', FIRST), 300, 'the size')
    expectSame(await upload(uploads, FILE, 'append', SECOND), 305, 'the size after append')
    await expectFile(uploads, FILE, joined(FIRST, SECOND))
  },
  'the writes of a chunk are joined in their order': async ({ uploads }) => {
    const writes = Array.from({ length: 20 }, (_, index) => bytesOf(index, index * 3))
    await upload(uploads, FILE, 'append', ...writes)
    await expectFile(uploads, FILE, joined(...writes))
  },
  'nobody sees a chunk before it is committed': async ({ uploads }) => {
    const part = await uploads.begin(...FILE)
    await part.write(FIRST)
    await expectNoFile(uploads, FILE)
    expectSame(await uploads.list(AREA), [], 'the list before the commit')
    await part.commit('append')
    const next = await uploads.begin(...FILE)
    await next.write(SECOND)
    await expectFile(uploads, FILE, FIRST)
    await next.commit('append')
    await expectFile(uploads, FILE, joined(FIRST, SECOND))
  },
  'an aborted chunk is dropped': async ({ uploads }) => {
    const part = await uploads.begin(...FILE)
    await part.write(FIRST)
    await part.abort()
    expectSame(await uploads.list(AREA), [], 'the list')
    await upload(uploads, FILE, 'append', SECOND)
    const next = await uploads.begin(...FILE)
    await next.write(FIRST)
    await next.abort()
    await upload(uploads, FILE, 'append', THIRD)
    await expectFile(uploads, FILE, joined(SECOND, THIRD))
  },
  'a chunk of no bytes makes an empty file, and adds nothing to one that is there': async ({ uploads }) => {
    expectSame(await upload(uploads, FILE, 'append'), 0, 'the size of a file of no bytes')
    await expectFile(uploads, FILE, new Uint8Array(0))
    await upload(uploads, FILE, 'append', FIRST)
    expectSame(await upload(uploads, FILE, 'append', new Uint8Array(0)), 300, 'the size')
    await upload(uploads, FILE, 'append', SECOND)
    await expectFile(uploads, FILE, joined(FIRST, SECOND))
    expectSame(await upload(uploads, FILE, 'replace'), 0, 'the size after replace by no bytes')
    await expectFile(uploads, FILE, new Uint8Array(0))
  },
  'the caller may use its buffer again after a write': async ({ uploads }) => {
    const buffer = new Uint8Array(100)
    const part = await uploads.begin(...FILE)
    buffer.set(bytesOf(1, 100))
    await part.write(buffer)
    buffer.set(bytesOf(2, 100))
    await part.write(buffer.subarray(10, 60))
    buffer.fill(0)
    await part.commit('append')
    buffer.fill(1)
    await expectFile(uploads, FILE, joined(bytesOf(1, 100), bytesOf(2, 100).slice(10, 60)))
  },
  'chunks of many files at the same time come each into its own file': async ({ uploads }) => {
    const files = Array.from({ length: 10 }, (_, index) => [AREA, `import_files/${index}.jpg`] as const)
    const parts = await Promise.all(files.map((file) => uploads.begin(...file)))
    for (let write = 0; write < 3; write++) {
      await Promise.all(parts.map((part, index) => part.write(bytesOf(index + write, 20 + index))))
    }
    await Promise.all(parts.map((part) => part.commit('append')))
    for (const [index, file] of files.entries()) {
      const writes = [0, 1, 2].map((write) => bytesOf(index + write, 20 + index))
      await expectFile(uploads, file, joined(...writes))
    }
  },
  'chunks that are appended to one file at the same time are all there, each whole': async ({ uploads }) => {
    // A chunk is its length many times over, so each can be found again in whatever order they came.
    const lengths = Array.from({ length: 20 }, (_, index) => index + 1)
    const parts = await Promise.all(lengths.map(() => uploads.begin(...FILE)))
    for (let half = 0; half < 2; half++) {
      await Promise.all(parts.map((part, index) => part.write(new Uint8Array(index + 1).fill(index + 1))))
    }
    const sizes = await Promise.all(parts.map((part) => part.commit('append')))
    const bytes = await contentOf(uploads, FILE)
    expectSame(bytes.length, 420, 'the size')
    const found: number[] = []
    for (let at = 0; at < bytes.length; at += 2 * (bytes[at] ?? 1)) {
      const length = bytes[at] ?? 0
      const chunk = bytes.slice(at, at + 2 * length)
      expectBytes(chunk, new Uint8Array(2 * length).fill(length), `the chunk at ${at}`)
      expectSame(sizes[length - 1], at + chunk.length, `the size that the commit of the chunk at ${at} told`)
      found.push(length)
    }
    expectSameSet(found, lengths, 'the chunks')
  },
  'appends and a replace at the same time leave whole chunks alone': async ({ uploads }) => {
    for (let round = 1; round <= 10; round++) {
      const file = [AREA, `${round}.xml`] as const
      await upload(uploads, file, 'append', new Uint8Array(7).fill(1))
      const replaced = new Uint8Array(9).fill(2)
      const appended = new Uint8Array(5).fill(3)
      const more = (): Promise<number> => upload(uploads, file, 'append', appended)
      await Promise.all([more(), upload(uploads, file, 'replace', replaced), more()])
      const bytes = await contentOf(uploads, file)
      const possible = [[], [appended], [appended, appended]].map((tail) => joined(replaced, ...tail))
      const isPossible = possible.some((one) => one.join() === bytes.join())
      expectThat(isPossible, `the new bytes and whole chunks behind them, found ${bytes.join(' ')}`)
      await expectFile(uploads, file, bytes)
    }
  },
}
