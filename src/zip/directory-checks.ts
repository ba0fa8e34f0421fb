import { entryNamed, refusal } from './refusal.ts'

/** An entry as the whole directory is judged: what it is called and which bytes it owns. */
export interface Placed {
  readonly name: string
  readonly directory: boolean
  /** Its local header. */
  readonly start: number
  /** Behind its data. A data descriptor may follow; nothing reads it. */
  readonly end: number
}

/** One name for all that some file system takes for one: without regard to case (NTFS, APFS) and composition (APFS). */
const foldedName = (name: string): string => name.normalize('NFC').toLowerCase()

/**
 * Throws when two entries are, or lie below, one file: which of them is meant differs from program to program.
 *
 * Sorted with the separator before every other character, so that what lies below a file comes next to it: comparing
 * neighbours is enough, and deep paths cost no more than their length.
 */
export function checkNames(entries: readonly Placed[]): void {
  const sorted = entries
    // NUL is in no name that was let through.
    .map((entry) => ({ entry, key: foldedName(entry.name).replaceAll('/', '\0') }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  for (const [index, { entry, key }] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next === undefined) return
    const other = entryNamed(next.entry.name)
    if (key === next.key) throw refusal('zip-duplicate-name', entryNamed(entry.name), `${other} has the same name`)
    if (!entry.directory && next.key.startsWith(`${key}\0`)) {
      throw refusal('zip-duplicate-name', entryNamed(entry.name), `a file, and a folder that holds ${other}`)
    }
  }
}

/**
 * Throws when entries share bytes with each other or with the directory: 29 kB whose entries overlap unpack to 600 MB
 * without any entry being suspicious (python/cpython gh-109858).
 */
export function checkOverlaps(entries: readonly Placed[], directoryStart: number): void {
  const sorted = entries.toSorted((a, b) => a.start - b.start)
  for (const [index, { name, end }] of sorted.entries()) {
    const next = sorted[index + 1]
    if (end <= (next?.start ?? directoryStart)) continue
    const other = next === undefined ? 'the directory' : entryNamed(next.name)
    const what = `its data ends at byte ${end}, ${other} begins at byte ${next?.start ?? directoryStart}`
    throw refusal('zip-overlap', entryNamed(name), what)
  }
}
