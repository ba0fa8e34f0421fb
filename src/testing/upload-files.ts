import type { StoredFile, UploadStore } from '../server/stores.ts'
import { expectBytes, expectSame, expectThat } from './check.ts'

/** Bytes that tell where they stand: two chunks of one seed differ at each shift, and every value occurs. */
export const bytesOf = (seed: number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (seed * 37 + index * 7 + (index >> 8)) & 0xff)

export const joined = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]))

export const AREA = 'a1'.repeat(16)
export const OTHER_AREA = 'b2'.repeat(16)
export const FILE = [AREA, 'import0_1.xml'] as const
export const OTHER = [AREA, 'offers0_1.xml'] as const
export const FIRST = bytesOf(1, 300)
export const SECOND = bytesOf(2, 5)
export const THIRD = bytesOf(3, 77)

/** Uploads a chunk in one or several writes. Gives the size that `commit` tells. */
export async function upload(
  uploads: UploadStore,
  [area, name]: readonly [area: string, name: string],
  mode: 'append' | 'replace',
  ...writes: readonly Uint8Array[]
): Promise<number> {
  const part = await uploads.begin(area, name)
  for (const bytes of writes) await part.write(bytes)
  return part.commit(mode)
}

/** One read, held to what `StoredFile` says of it. */
export async function readAt(file: StoredFile, position: number, length: number): Promise<Uint8Array> {
  const bytes = await file.read(position, length)
  const what = `read(${position}, ${length}) of ${file.size} bytes`
  expectThat(bytes.length >= 1 && bytes.length <= length, `${what} to give 1 to ${length}, found ${bytes.length}`)
  return bytes
}

/** The bytes of an open file, by reads of at most `length`. */
export async function readAll(file: StoredFile, length = 1 << 16): Promise<Uint8Array> {
  const all = new Uint8Array(file.size)
  for (let position = 0; position < file.size; ) {
    const bytes = await readAt(file, position, Math.min(length, file.size - position))
    all.set(bytes, position)
    position += bytes.length
  }
  return all
}

/** The bytes of a file, which has to be there. */
export async function contentOf(uploads: UploadStore, [area, name]: readonly [string, string]): Promise<Uint8Array> {
  const file = await uploads.open(area, name)
  expectThat(file !== undefined, `a file ${name}, found none`)
  try {
    return await readAll(file)
  } finally {
    await file.close()
  }
}

/** That the file has these bytes, and the listing its size. */
export async function expectFile(
  uploads: UploadStore,
  [area, name]: readonly [string, string],
  bytes: Uint8Array,
): Promise<void> {
  expectBytes(await contentOf(uploads, [area, name]), bytes, `the bytes of ${name}`)
  const listed = (await uploads.list(area)).filter((file) => file.name === name)
  expectSame(listed, [{ name, size: bytes.length }], `${name} in the list`)
}

/** That there is no such file, neither to open nor in the listing. */
export async function expectNoFile(uploads: UploadStore, [area, name]: readonly [string, string]): Promise<void> {
  expectThat((await uploads.open(area, name)) === undefined, `no file ${name}, found one`)
  const listed = (await uploads.list(area)).filter((file) => file.name === name)
  expectSame(listed, [], `${name} in the list`)
}
