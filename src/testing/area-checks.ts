import { type Checks, expectSame, expectSameSet, expectThat } from './check.ts'
import {
  AREA,
  bytesOf,
  expectFile,
  expectNoFile,
  FILE,
  FIRST,
  joined,
  OTHER,
  OTHER_AREA,
  SECOND,
  THIRD,
  upload,
} from './upload-files.ts'

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

/** How the files of an area are named, listed, removed and cleared, and areas kept apart. */
export const AREA_CHECKS: Checks = {
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
}
