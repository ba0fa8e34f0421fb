import { TELLING_BYTES } from './chunk-print.ts'
import type { FileRecord } from './file-record.ts'

/**
 * Whether a chunk of that length, equal to the end of a file, can only be that again, however short: behind one that is
 * shorter than the first nothing comes, nor behind a first one that is shorter than anybody cuts who may send more. A
 * process that has not seen the first goes by what `file_limit` leaves over.
 */
export function isLastAgain({ first, size }: FileRecord, fileLimit: number, length: number): boolean {
  if (first !== undefined && length < first.length) return true
  const last = first === undefined ? size % fileLimit : size
  return length < Math.min(fileLimit, TELLING_BYTES) && length === last
}

// JPEG, PNG, GIF, WebP: what a picture begins with, and nothing in its middle but by chance.
const PICTURE_STARTS = [
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47],
  [0x47, 0x49, 0x46, 0x38],
  [0x52, 0x49, 0x46, 0x46],
]

const beginsPicture = (start: ArrayLike<number>): boolean =>
  PICTURE_STARTS.some((mark) => mark.every((byte, index) => start[index] === byte))

/**
 * Whether a picture has come to its end, so that the chunk which comes now begins another of the same name. Pictures
 * begin in too many ways to go by that alone, and documents and archives in their own, so this is for the others.
 *
 * The platform cuts at `file_limit`: all parts of a file have that length but the last, which is shorter (УТ 10.3, УТ 11,
 * УНФ; ROB reads as much at a time). That nobody cuts shorter parts than it may, no source says. But who cuts at a length
 * of his own sends no part that is longer than the first, and none behind a shorter one; and only together with the first
 * bytes of a picture is a part that was shorter than `file_limit` taken for the last. Who cuts where he likes is
 * understood as well where the first bytes of what is there are those of a picture, and those that come are not.
 */
export async function isEndOf(
  { first, last, size }: FileRecord,
  fileLimit: number,
  next: { readonly length: number; readonly start: readonly number[] },
  firstBytes: () => Promise<ArrayLike<number>>,
): Promise<boolean> {
  const isLonger = first !== undefined && next.length > first.length
  const isBehindLast = first !== undefined && last !== undefined && last.length < first.length
  if (beginsPicture(next.start)) return isLonger || isBehindLast || size % fileLimit !== 0
  return (isLonger || isBehindLast) && !beginsPicture(await firstBytes())
}
