import { isCommerceMLError } from '../../errors.ts'
import type { FileName } from '../../exchange/filename.ts'
import { type ReadOptions, readEvents } from '../../iterate.ts'
import { rangeOf, type StoredFiles, storedSource } from '../imports/stored-source.ts'
import { isWholeArchive } from './file-start.ts'

const TAIL_BYTES = 256
const BLANK = 0x20
const CLOSING = 0x3e // >

/** How a document is read to its end. */
export type DocumentOptions = Pick<ReadOptions, 'encoding' | 'limits'>

/**
 * Whether a document is there to its end. There is no sign of a last chunk, and УТ 10.3 sends no import of its orders
 * that would say so: the document has to say it itself, by closing its root. Its end is looked at first, so that a long
 * one is not read again with each chunk. An archive says it with the record of its directory.
 *
 * What is no XML at all is whole: reading it will say so.
 */
export async function isWhole(
  uploads: StoredFiles,
  area: string,
  { path, extension }: FileName,
  { encoding, limits }: DocumentOptions = {},
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

/**
 * Its size, if it ends as a tag does. Which tag says nothing: the root may be closed by another's, or followed by what
 * does not belong there, and of a document that is never read nobody hears that it was not applied. So a chunk that
 * happens to end in a tag costs a reading of what has come.
 */
async function sizeIfEnded(uploads: StoredFiles, area: string, name: string): Promise<number | undefined> {
  const file = await uploads.open(area, name)
  if (file === undefined) return undefined
  try {
    let last: number | undefined
    // Blanks, line ends, and the other halves of UTF-16 units do not count.
    for await (const bytes of rangeOf(file, Math.max(0, file.size - TAIL_BYTES), file.size)) {
      last = bytes.findLast((byte) => byte > BLANK) ?? last
    }
    return last === CLOSING ? file.size : undefined
  } finally {
    await file.close()
  }
}
