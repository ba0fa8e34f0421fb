import { isCommerceMLError } from '../../errors.ts'
import type { FileName } from '../../exchange/filename.ts'
import { type ReadOptions, readEvents } from '../../iterate.ts'
import { rangeOf, type StoredFiles, storedSource } from '../imports/stored-source.ts'
import type { StoredFile } from '../stores.ts'
import { isWholeArchive } from './file-start.ts'

const HEAD_BYTES = 1_024
const TAIL_BYTES = 256

// Byte by byte, which is how a name is compared with itself, whatever the encoding. In UTF-16 no root is found, nor are
// those of pages and the like, which reading refuses at once.
const ROOT =
  /^(?:\xef\xbb\xbf)?(?:[\t\n\r ]|<\?(?:(?!\?>)[\s\S])*\?>|<!--(?:(?!-->)[\s\S])*-->)*<([^\0\t\n\r />?!]*[^\0-\x7f][^\0\t\n\r />?!]*)[\t\n\r />]/
const LAST_TAG = /<\/?([^\t\n\r <>/]+)[^<>]*>[\0\t\n\r ]*$/
const CLOSED = />[\0\t\n\r ]*$/

/**
 * Whether a document of orders is there to its end. There is no sign of a last chunk, and УТ 10.3 sends no import that
 * would say so: the document has to say it itself, by closing its root. Its ends are looked at first, so that a long one
 * is not read again with each chunk. An archive says it with the record of its directory.
 *
 * What is no XML at all is whole: reading it will say so.
 */
export async function isWhole(
  uploads: StoredFiles,
  area: string,
  { path, extension }: FileName,
  { encoding, limits }: Pick<ReadOptions, 'encoding' | 'limits'> = {},
): Promise<boolean> {
  if (extension === 'zip') return isWholeArchive(uploads, area, path)
  if (extension !== 'xml') return false
  const size = await sizeIfEnded(uploads, area, path)
  if (size === undefined) return false
  const { open } = storedSource(uploads, area, { name: path, size })
  // Nothing is built: only where it ends is asked.
  const options = { select: ['end'], ...(encoding && { encoding }), ...(limits && { limits }) } as const
  try {
    for await (const _ of readEvents(open(), options));
  } catch (error) {
    if (!isCommerceMLError(error)) throw error
    return error.code !== 'truncated-input'
  }
  return true
}

/** Its size, if it may be whole by how it begins and ends. */
async function sizeIfEnded(uploads: StoredFiles, area: string, name: string): Promise<number | undefined> {
  const file = await uploads.open(area, name)
  if (file === undefined) return undefined
  try {
    const { size } = file
    const tail = await bytesOf(file, Math.max(0, size - TAIL_BYTES), size)
    if (!CLOSED.test(tail)) return undefined
    const last = LAST_TAG.exec(tail)?.[1]
    const root = ROOT.exec(await bytesOf(file, 0, Math.min(size, HEAD_BYTES)))?.[1]
    // Comments and instructions may stand behind the root, and a root is not always found: reading tells.
    const isOther = root !== undefined && last !== undefined && !/^[!?]/.test(last) && last !== root
    return isOther ? undefined : size
  } finally {
    await file.close()
  }
}

/** Bytes of a file as characters of the same numbers. */
async function bytesOf(file: StoredFile, from: number, to: number): Promise<string> {
  let text = ''
  for await (const bytes of rangeOf(file, from, to)) text += String.fromCharCode(...bytes)
  return text
}
