import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Checkpoint, CommerceMLEvent, ReadOptions } from 'commerceml'
import { readFileEvents, readFolderEvents, readPathEvents } from 'commerceml/node'
import { readZipEvents } from 'commerceml/zip'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { zipOf } from '../../helpers/zipped.ts'
import { bytesOf, digest, document, plain, type Reading, stopsOf } from './stops.ts'

describe('files, folders and archives', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'commerceml-checkpoint-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const files = { 'import0_1.xml': bytesOf(plain), 'offers0_1.xml': bytesOf(document('к:')) }

  async function everywhere(read: (options: ReadOptions) => Reading): Promise<void> {
    const { events, checkpoints } = await stopsOf(read({}))
    for (let index = 0; index < events.length; index += 29) {
      const rest: CommerceMLEvent[] = []
      for await (const event of read({ resume: checkpoints[index] as Checkpoint })) rest.push(event)
      expect(digest(rest), `behind event ${index}`).toBe(digest(events.slice(index + 1)))
    }
  }

  test('a file', async () => {
    const path = join(folder, 'import.xml')
    writeFileSync(path, plain)
    await everywhere((options) => readFileEvents(path, options))
    await everywhere((options) => readPathEvents(path, options))
  })

  test('a folder', async () => {
    const inner = mkdtempSync(join(folder, 'all-'))
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(inner, name), bytes)
    await everywhere((options) => readFolderEvents(inner, options))
  })

  test('an archive, in each of its entries', async () => {
    const zip = await zipOf(files)
    await everywhere((options) => readZipEvents(zip, options))
    const resume = { version: 1, offset: 0, line: 1, told: 3, reading: '{}', source: 'gone.xml' } as const
    await expect(readZipEvents(zip, { resume }).next()).rejects.toThrow('gone.xml, which is not among these')
  })

  interface Paths {
    readonly file: string
    readonly folder: string
    readonly zip: string
  }

  async function paths(): Promise<Paths> {
    const inner = mkdtempSync(join(folder, 'all-'))
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(inner, name), bytes)
    const zip = join(inner, 'all.zip')
    writeFileSync(zip, await zipOf(files))
    return { file: join(inner, 'import0_1.xml'), folder: inner, zip }
  }

  const READERS: readonly [string, (paths: Paths, options: ReadOptions) => Reading][] = [
    ['a file', ({ file }, options) => readFileEvents(file, options)],
    ['a folder', (all, options) => readFolderEvents(all.folder, options)],
    ['an archive', ({ zip }, options) => readZipEvents(zip, options)],
    ['a file by its path', ({ file }, options) => readPathEvents(file, options)],
    ['a folder by its path', (all, options) => readPathEvents(all.folder, options)],
    ['an archive by its path', ({ zip }, options) => readPathEvents(zip, options)],
  ]

  test.each(READERS)('%s goes on where a reading stands that has not begun, whatever source says', async (_, read) => {
    const path = await paths()
    const whole = await stopsOf(read(path, { source: 'mine' }))
    const first = read(path, { source: 'mine' }).checkpoint()
    expect(digest((await stopsOf(read(path, { source: 'mine', resume: first }))).events)).toBe(digest(whole.events))
    // One that goes on, and has not begun either, stands where it was left.
    const left = whole.checkpoints.at(-20) as Checkpoint
    const again = read(path, { source: 'mine', resume: left }).checkpoint()
    const rest = await stopsOf(read(path, { source: 'mine', resume: again }))
    expect(digest(rest.events)).toBe(digest(whole.events.slice(-19)))
  })

  test.each(READERS)('%s is opened by its reader, which is not told where its bytes begin', async (_, read) => {
    const path = await paths()
    const { events, checkpoints } = await stopsOf(read(path, {}))
    const resume = checkpoints[120] as Checkpoint
    expect(resume.offset).toBeGreaterThan(0)
    for (const inputOffset of [1, resume.offset, resume.offset + 1, Number.NaN]) {
      await expect(read(path, { resume, inputOffset }).next()).rejects.toThrow('inputOffset is for an input that you')
    }
    const rest = await stopsOf(read(path, { resume, inputOffset: 0 }))
    expect(digest(rest.events)).toBe(digest(events.slice(121)))
  })
})
