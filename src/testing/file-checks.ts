import { type Checks, expectBytes, expectSame, expectSameSet, expectThat } from './check.ts'
import { bytesOf, expectFile, expectNoFile, joined, readAll, readAt, upload } from './upload-files.ts'

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

/** How files are read, listed and removed. */
export const FILE_CHECKS: Checks = {
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
  'list gives files in the order in which they were begun, and one that was replaced was begun then': async ({
    uploads,
  }) => {
    const names = [...'kbxamzcqdf'].map((letter) => `${letter}.zip`)
    for (const name of names) await upload(uploads, [AREA, name], 'append', FIRST)
    const [first = '', second = '', third = ''] = names
    await upload(uploads, [AREA, second], 'append', SECOND)
    await upload(uploads, [AREA, first], 'replace', SECOND)
    await uploads.remove(AREA, third)
    await upload(uploads, [AREA, third], 'append', SECOND)
    const expected = [...names.slice(1).filter((name) => name !== third), first, third]
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
  'a chunk that was begun before clear never comes in: its commit rejects': async ({ uploads }) => {
    for (const [mode, anew] of [
      ['append', false],
      ['append', true],
      ['replace', true],
    ] as const) {
      await upload(uploads, FILE, 'append', FIRST)
      const parts = [await uploads.begin(...FILE), await uploads.begin(...OTHER)]
      for (const part of parts) await part.write(SECOND)
      await uploads.clear(AREA)
      if (anew) await upload(uploads, FILE, 'append', THIRD)
      for (const part of parts) {
        // The exchange reads on while the area is cleared, and a store may find out at once.
        const commit = part.write(SECOND).then(() => part.commit(mode))
        const joined = await commit.then(
          () => true,
          () => false,
        )
        await part.abort()
        expectThat(!joined, 'the commit of a chunk that was begun before clear to reject')
      }
      await expectNoFile(uploads, OTHER)
      if (anew) await expectFile(uploads, FILE, THIRD)
      else await expectNoFile(uploads, FILE)
    }
  },
  'areas gives each area that has a file once, and none that was cleared': async ({ uploads }) => {
    expectSameSet(await uploads.areas(), [], 'the areas of nothing')
    await upload(uploads, FILE, 'append', FIRST)
    await upload(uploads, OTHER, 'append', FIRST)
    await upload(uploads, [OTHER_AREA, FILE[1]], 'append', FIRST)
    expectSameSet(await uploads.areas(), [AREA, OTHER_AREA], 'the areas')
    await uploads.clear(AREA)
    expectSameSet(await uploads.areas(), [OTHER_AREA], 'the areas after clear')
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
