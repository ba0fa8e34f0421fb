import { type Checks, expectBytes, expectSame, expectThat } from './check.ts'
import {
  AREA,
  bytesOf,
  expectFile,
  expectNoFile,
  FILE,
  FIRST,
  joined,
  OTHER,
  readAll,
  readAt,
  SECOND,
  upload,
} from './upload-files.ts'

/** What an open file gives after the store has changed: its old bytes, or nothing. */
async function expectOldBytesOrNone(reading: Promise<Uint8Array>, old: Uint8Array, after: string): Promise<void> {
  const bytes = await reading.catch(() => undefined)
  if (bytes !== undefined) expectBytes(bytes, old, `the bytes of a file that was opened before ${after}`)
}

/** How files are opened and read. */
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
  'open gives undefined where there is no file': async ({ uploads }) => {
    await expectNoFile(uploads, FILE)
    await upload(uploads, OTHER, 'append', FIRST)
    await expectNoFile(uploads, FILE)
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
