import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import fsp from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { filesBelow } from '../../src/node/files-below.ts'

const { readdir } = fsp
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commerceml-below-'))
  mkdirSync(join(folder, 'goods', 'import_files'), { recursive: true })
  for (const name of ['offers.xml', 'goods/import.xml', 'goods/import_files/1.jpg'])
    writeFileSync(join(folder, name), '')
  symlinkSync(join(folder, 'offers.xml'), join(folder, 'goods', 'link.xml'))
  symlinkSync(folder, join(folder, 'goods', 'circle'))
})

afterEach(() => {
  fsp.readdir = readdir
  syncBuiltinESMExports()
  rmSync(folder, { recursive: true })
})

const FILES = ['goods/import.xml', 'goods/import_files/1.jpg', 'offers.xml']

test('files of all folders, in one order, and no links', async () => {
  expect(await filesBelow(folder)).toEqual(FILES)
})

test('what Windows lists as a link and is none: files of OneDrive and of deduplicated volumes', async () => {
  const asWindows = async (...given: Parameters<typeof readdir>): Promise<unknown> => {
    const entries = (await readdir(...given)) as unknown as { name: string }[]
    const asLink = { isFile: () => false, isDirectory: () => false, isSymbolicLink: () => true }
    return entries.map(({ name }) => ({ name, parentPath: String(given[0]), ...asLink }))
  }
  fsp.readdir = asWindows as typeof readdir
  syncBuiltinESMExports()
  expect(await filesBelow(folder)).toEqual(FILES)
})
