import { ids } from './files.ts'

/** Documents of two chunks each; the second of one fits behind the first of another. */
export const DOCUMENTS = [0, 1, 2]
const HALF = 2

/** A chunk: of which document, and which half. */
export interface Piece {
  readonly document: number
  readonly half: 0 | 1
}

const same = (one: Piece | undefined, other: Piece | undefined): boolean =>
  one?.document === other?.document && one?.half === other?.half

const recordsOf = ({ document, half }: Piece): string[] =>
  ids(HALF, document * 100 + half * HALF + 1).map((id) => `product ${id}`)

/** A file as it should be. */
class ModelFile {
  pieces: Piece[] = []
  awaited: Piece[] = []
  imported: 'done' | 'failed' | undefined

  /** What 1C is told about a chunk. */
  take(piece: Piece): 'success' | 'failure' {
    const last = this.pieces.at(-1)
    if (last !== undefined && this.imported !== 'failed' && same(last, piece)) return 'success'
    const begins = piece.half === 0 || same(this.pieces[0], piece)
    if (last === undefined || this.imported !== undefined || begins) {
      const again = this.imported === undefined && same(this.pieces[0], piece)
      this.awaited = again ? [...this.pieces.slice(1), ...this.awaited] : []
      this.pieces = [piece]
      this.imported = undefined
      return 'success'
    }
    const [next, ...others] = this.awaited
    if (next !== undefined && !same(next, piece)) return 'failure'
    // Documents end alike, so behind a second one a part that stood behind a first may stand again.
    const at = this.pieces.findLastIndex((before) => same(before, piece))
    if (at > 0 && this.pieces[at - 1]?.half !== last.half) return 'failure'
    this.awaited = others
    this.pieces.push(piece)
    return 'success'
  }

  /** What the consumer should get, `undefined` if the document is none. */
  get records(): string[] | undefined {
    const [first, second] = this.pieces
    const whole = this.pieces.length === 2 && first?.half === 0 && second?.half === 1
    return whole ? this.pieces.flatMap(recordsOf) : undefined
  }
}

/** A session as it should be. */
export class ModelSession {
  readonly files = new Map<string, ModelFile>()
  archive: number | undefined
  readonly importedArchives = new Set<number>()
  offer: readonly string[] | undefined

  init(): void {
    this.files.clear()
    this.archive = undefined
    this.importedArchives.clear()
  }

  file(name: string, piece: Piece): 'success' | 'failure' {
    const file = this.files.get(name) ?? new ModelFile()
    this.files.set(name, file)
    return file.take(piece)
  }

  /** What an import says, and what the consumer gets of it. */
  import(name: string, consumerFails: boolean): { word: 'success' | 'failure'; records: string[]; asked: boolean } {
    const nothing = { word: 'failure', records: [], asked: false } as const
    const file = this.files.get(name)
    if (file === undefined) return { ...nothing, records: [] }
    if (file.imported === 'done') return { word: 'success', records: [], asked: false }
    const { records } = file
    file.imported = records === undefined || consumerFails ? 'failed' : 'done'
    if (file.imported === 'failed') return { word: 'failure', records: [], asked: true }
    return { word: 'success', records: records ?? [], asked: true }
  }

  /** As `import`, of the file in the archive. */
  importArchived(consumerFails: boolean): { word: 'success' | 'failure'; records: string[]; asked: boolean } {
    const { archive } = this
    if (archive === undefined) return { word: 'failure', records: [], asked: false }
    if (this.importedArchives.has(archive)) return { word: 'success', records: [], asked: false }
    if (consumerFails) return { word: 'failure', records: [], asked: true }
    this.importedArchives.add(archive)
    return { word: 'success', records: archivedRecords(archive), asked: true }
  }
}

const archivedRecords = (archive: number): string[] => [`product ${9_000 + archive}`]
