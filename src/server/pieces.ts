/**
 * The piece of a file that holds the byte at `position`, which is one of the file's; `starts` has where each piece
 * begins. Of several that begin at one place it is the last, as the ones before it are empty.
 */
export function pieceAt(starts: readonly number[], position: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((starts[middle] ?? 0) <= position) low = middle
    else high = middle - 1
  }
  return low
}
