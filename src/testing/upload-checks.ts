import { type Checks, expectBytes, expectSame, expectSameSet, expectThat } from './check.ts'
import { bytesOf, contentOf, expectFile, expectNoFile, joined, readAll, readAt, upload } from './upload-files.ts'

const AREA = 'a1'.repeat(16)
const OTHER_AREA = 'b2'.repeat(16)
const FILE = [AREA, 'import0_1.xml'] as const
const OTHER = [AREA, 'offers0_1.xml'] as const
const [FIRST, SECOND, THIRD] = [bytesOf(1, 300), bytesOf(2, 5), bytesOf(3, 77)]
const NAMES = [
  'import.xml',
  'Import.xml',
  'IMPORT.XML',
  'import_files/ab/abc.jpg',
  'import_files/AB/abc.jpg',
  'import_files',
  'Каталог товаров/импорт 1.xml',
  'каталог товаров/импорт 1.xml',
  'Каталог товаров/импорт  1.xml',
  'a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p',
  'constructor',
  '__proto__',
]

/** What an open file gives after the store has changed: its old bytes, or nothing. */
async function expectOldBytesOrNone(reading: Promise<Uint8Array>, old: Uint8Array, after: string): Promise<void> {
  const bytes = await reading.catch(() => undefined)
  if (bytes !== undefined) expectBytes(bytes, old, `the bytes of a file that was opened before ${after}`)
}

export const UPLOAD_CHECKS: Checks = {
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
  'read gives the bytes of every position and length, over the borders of chunks': async ({ uploads }) => {
    const chunks = [0, 1, 2, 3, 0, 0, 5, 8, 1, 0].map((length, index) => bytesOf(index, length))
    for (const chunk of chunks) await upload(uploads, FILE, 'append', chunk)
    const all = joined(...chunks)
    const file = await uploads.open(...FILE)
    expectThat(file !== undefined, 'a file, found none')
    expectSame(file.size, all.length, 'the size of the open file')
    for (let position = 0; position < all.length; position++) {
      for (let length = 1; length <= all.length - position; length++) {
        const bytes = await readAt(file, position, length)
        const expected = all.slice(position, position + bytes.length)
        expectBytes(bytes, expected, `read(${position}, ${length})`)
      }
    }
    for (let length = 1; length <= all.length; length++) {
      expectBytes(await readAll(file, length), all, `reads of ${length} bytes`)
    }
    await file.close()
  },
  'reads of one file at the same time do not disturb each other': async ({ uploads }) => {
    const chunks = Array.from({ length: 12 }, (_, index) => bytesOf(index, 10))
    for (const chunk of chunks) await upload(uploads, FILE, 'append', chunk)
    const all = joined(...chunks)
    const file = await uploads.open(...FILE)
    expectThat(file !== undefined, 'a file, found none')
    const positions = Array.from({ length: 120 }, (_, index) => (index * 49) % 120)
    const bytes = await Promise.all(positions.map((position) => readAt(file, position, 1)))
    expectSame(
      bytes.map(([byte]) => byte),
      positions.map((position) => all[position]),
      'single bytes',
    )
    await file.close()
  },
  'a file that is open twice is closed once at a time': async ({ uploads }) => {
    await upload(uploads, FILE, 'append', FIRST)
    const [one, other] = [await uploads.open(...FILE), await uploads.open(...FILE)]
    expectThat(one !== undefined && other !== undefined, 'a file, found none')
    expectBytes(await readAll(one), FIRST, 'the bytes')
    await one.close()
    expectBytes(await readAll(other), FIRST, 'the bytes after the other was closed')
    await other.close()
  },
  'chunks that come after a file was opened are not seen': async ({ uploads }) => {
    await upload(uploads, FILE, 'append', FIRST)
    const file = await uploads.open(...FILE)
    expectThat(file !== undefined, 'a file, found none')
    await upload(uploads, FILE, 'append', SECOND)
    expectSame(file.size, 300, 'the size of a file that was opened before the chunk')
    expectBytes(await readAll(file), FIRST, 'the bytes of a file that was opened before the chunk')
    expectBytes(await readAt(file, 299, 1), FIRST.slice(299), 'its last byte')
    await file.close()
    await expectFile(uploads, FILE, joined(FIRST, SECOND))
  },
  'an open file never gives bytes of one that came in its place': async ({ uploads }) => {
    const changes = {
      replace: () => upload(uploads, FILE, 'replace', bytesOf(9, 300)),
      remove: () => uploads.remove(...FILE),
      clear: () => uploads.clear(AREA),
    }
    for (const [what, change] of Object.entries(changes)) {
      await upload(uploads, FILE, 'replace', FIRST)
      const [begun, untouched] = [await uploads.open(...FILE), await uploads.open(...FILE)]
      expectThat(begun !== undefined && untouched !== undefined, 'a file, found none')
      await readAt(begun, 0, 1)
      await change()
      for (const file of [begun, untouched]) await expectOldBytesOrNone(readAll(file), FIRST, what)
      await upload(uploads, FILE, 'replace', bytesOf(8, 300))
      for (const file of [begun, untouched]) await expectOldBytesOrNone(readAll(file), FIRST, `${what} and a new file`)
      await begun.close()
      await untouched.close()
    }
  },
  'names come back as they were, and those that differ in case, blanks or folder alone are kept apart': async ({
    uploads,
  }) => {
    for (const [index, name] of NAMES.entries())
      await upload(uploads, [AREA, name], 'append', bytesOf(index, index + 1))
    expectSameSet(
      await uploads.list(AREA),
      NAMES.map((name, index) => ({ name, size: index + 1 })),
      'the list',
    )
    for (const [index, name] of NAMES.entries()) await expectFile(uploads, [AREA, name], bytesOf(index, index + 1))
  },
  'areas are kept apart': async ({ uploads }) => {
    await upload(uploads, FILE, 'append', FIRST)
    await upload(uploads, [OTHER_AREA, FILE[1]], 'append', SECOND)
    await upload(uploads, FILE, 'append', THIRD)
    await expectFile(uploads, FILE, joined(FIRST, THIRD))
    await expectFile(uploads, [OTHER_AREA, FILE[1]], SECOND)
  },
  'list gives every file of the area with its size, and none where there is no area': async ({ uploads }) => {
    expectSame(await uploads.list(AREA), [], 'the list of an area that was never used')
    await upload(uploads, FILE, 'append', FIRST)
    await upload(uploads, OTHER, 'append', SECOND)
    await upload(uploads, OTHER, 'append', THIRD)
    await upload(uploads, [OTHER_AREA, 'rests.xml'], 'append', THIRD)
    const expected = [
      { name: FILE[1], size: 300 },
      { name: OTHER[1], size: 82 },
    ]
    expectSameSet(await uploads.list(AREA), expected, 'the list')
  },
  'list gives the file first that was first begun, whatever became of it since': async ({ uploads }) => {
    const names = [...'kbxamzcqdf'].map((letter) => `${letter}.zip`)
    for (const name of names) await upload(uploads, [AREA, name], 'append', FIRST)
    const [first = '', second = '', third = ''] = names
    await upload(uploads, [AREA, second], 'append', SECOND)
    await upload(uploads, [AREA, first], 'replace', SECOND)
    await uploads.remove(AREA, third)
    await upload(uploads, [AREA, third], 'append', SECOND)
    const expected = [...names.filter((name) => name !== third), third]
    expectSame(
      (await uploads.list(AREA)).map(({ name }) => name),
      expected,
      'the names in the list',
    )
  },
  'open gives undefined where there is no file': async ({ uploads }) => {
    await expectNoFile(uploads, FILE)
    await upload(uploads, OTHER, 'append', FIRST)
    await expectNoFile(uploads, FILE)
  },
  'remove takes one file alone, which may begin anew; fine when there is none': async ({ uploads }) => {
    await uploads.remove(...FILE)
    await upload(uploads, FILE, 'append', FIRST)
    await upload(uploads, FILE, 'append', SECOND)
    await upload(uploads, OTHER, 'append', THIRD)
    await uploads.remove(...FILE)
    await uploads.remove(...FILE)
    await expectNoFile(uploads, FILE)
    await expectFile(uploads, OTHER, THIRD)
    expectSame(await upload(uploads, FILE, 'append', SECOND), 5, 'the size of a file that began anew')
    await expectFile(uploads, FILE, SECOND)
  },
  'clear takes all files of one area alone, which may be used again; fine when there is none': async ({ uploads }) => {
    await uploads.clear(AREA)
    for (const name of NAMES) await upload(uploads, [AREA, name], 'append', FIRST)
    await upload(uploads, [OTHER_AREA, FILE[1]], 'append', SECOND)
    await uploads.clear(AREA)
    await uploads.clear(AREA)
    expectSame(await uploads.list(AREA), [], 'the list of a cleared area')
    for (const name of NAMES) await expectNoFile(uploads, [AREA, name])
    await expectFile(uploads, [OTHER_AREA, FILE[1]], SECOND)
    expectSame(await upload(uploads, [AREA, NAMES[0] ?? ''], 'append', THIRD), 77, 'the size of a file that began anew')
    await expectFile(uploads, [AREA, NAMES[0] ?? ''], THIRD)
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
  'a file of many chunks is read from any place': async ({ uploads }) => {
    const chunks = Array.from({ length: 200 }, (_, index) => bytesOf(index, 1 + (index % 97)))
    let size = 0
    for (const chunk of chunks) {
      size += chunk.length
      expectSame(await upload(uploads, FILE, 'append', chunk), size, 'the size')
    }
    const all = joined(...chunks)
    await expectFile(uploads, FILE, all)
    const file = await uploads.open(...FILE)
    expectThat(file !== undefined, 'a file, found none')
    for (let step = 0; step < 500; step++) {
      const position = (step * 7919) % size
      const bytes = await readAt(file, position, Math.min(64, size - position))
      expectBytes(bytes, all.slice(position, position + bytes.length), `read(${position}, 64)`)
    }
    await file.close()
  },
}
