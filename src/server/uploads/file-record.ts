import type { ImportState } from '../stores.ts'
import { ChunkList } from './chunk-list.ts'
import { type ChunkPrint, samePrint } from './chunk-print.ts'

/** Chunks that are to come, from one of them on. */
interface Awaited {
  readonly prints: readonly ChunkPrint[]
  readonly at: number
}

const NONE: Awaited = { prints: [], at: 0 }

/** Orders that were applied, and that this file stands in the place of. */
export interface Former {
  readonly chunks: ChunkList
  readonly state: ImportState
}

/** What is remembered of a file between its chunks. */
export interface FileRecord {
  readonly size: number
  /** Its ends, as this process has seen them. */
  first: ChunkPrint | undefined
  last: ChunkPrint | undefined
  /** All its chunks, if this process has seen it begin. */
  readonly chunks: ChunkList | undefined
  /** It has begun as the one in whose place it is; so these are to come next. */
  readonly awaited: Awaited
  readonly former?: Former | undefined
}

/** What is remembered of a file that this process has not seen begin, its size aside. */
export const UNSEEN: Omit<FileRecord, 'size'> = { first: undefined, last: undefined, chunks: undefined, awaited: NONE }

/**
 * What is remembered of a file that begins with this chunk, maybe in place of one that was not imported, or of orders
 * that were. The chunk itself is added to its `chunks` once it is there.
 */
export function begunWith(print: ChunkPrint, old: FileRecord | undefined, former?: Former): Omit<FileRecord, 'size'> {
  const [first, ...others] = old?.chunks?.prints ?? []
  // Chunks carry no number. Whether the first came again since everything will, or alone, the next one tells: taking
  // the third for the second would lose what stands between, and nobody would see.
  const repeated = first !== undefined && samePrint(first, print)
  const { prints, at } = old?.awaited ?? NONE
  const awaited = repeated ? { prints: [...others, ...prints.slice(at)], at: 0 } : NONE
  return { first: print, last: print, chunks: new ChunkList(), awaited, former }
}

/** What is remembered of a file that goes on with this chunk; `undefined` if another was to come. */
export function continuedWith(print: ChunkPrint, old: FileRecord): Omit<FileRecord, 'size'> | undefined {
  const { prints, at } = old.awaited
  const next = prints[at]
  if (next !== undefined && !samePrint(next, print)) return undefined
  return { ...old, last: print, awaited: next === undefined ? NONE : { prints, at: at + 1 } }
}
