import { placed } from '../errors.ts'
import { documentBatches, type ReadOptions } from '../iterate.ts'
import { assertOptions } from '../option-checks.ts'
import type { Batch } from '../reader/batches.ts'
import type { Checkpoint } from '../reader/checkpoint.ts'
import type { EventType } from '../reader/events.ts'
import type { FieldsOf } from '../reader/plan/projection.ts'
import type { SchemaOverrides } from '../schema/places.ts'
import { DOCUMENT_KINDS, documentKind } from './document-kind.ts'
import type { NamedSource } from './named-source.ts'

/** Compares numbers in names by their value: `import0_2.xml` before `import0_10.xml`. */
const byName = new Intl.Collator('en', { numeric: true })

/**
 * Documents of one exchange in the order in which they depend on each other; those of one kind by name, numbers by value.
 *
 * @throws what reading them throws, but for `CommerceMLError`: such documents come first, to fail before any data
 */
export async function inOrder(
  sources: readonly NamedSource[],
  options: Pick<ReadOptions, 'encoding' | 'limits' | 'signal'> = {},
): Promise<NamedSource[]> {
  const ranked: { source: NamedSource; rank: number }[] = []
  for (const source of sources) {
    ranked.push({ source, rank: DOCUMENT_KINDS.indexOf(await documentKind(source, options)) })
  }
  ranked.sort((one, other) => one.rank - other.rank || byName.compare(one.source.name, other.source.name))
  return ranked.map(({ source }) => source)
}

/** Those that are left, the one that a checkpoint is of the first. */
function from(sources: readonly NamedSource[], resume: Checkpoint | undefined): readonly NamedSource[] {
  if (resume === undefined || (resume.source === undefined && resume.told === 0)) return sources
  const index = sources.findIndex(({ name }) => name === resume.source)
  const which = resume.source === undefined ? 'a document without a name' : `the document ${resume.source}`
  if (index < 0) throw new TypeError(`resume is of ${which}, which is not among these`)
  return sources.slice(index)
}

/** Who opens a document knows where its bytes begin: another place could only tell events twice, or leave some out. */
function refuseInputOffset({ inputOffset = 0 }: Pick<ReadOptions, 'inputOffset'>): void {
  if (inputOffset === 0) return
  throw new TypeError(
    'inputOffset is for an input that you open yourself, as readEvents takes it: leave it out, files and archives are entered where resume says',
  )
}

/** A document, from the start or from where it was left. */
export function sourceBatches<S extends SchemaOverrides, K extends EventType, F extends FieldsOf<S>>(
  source: NamedSource,
  options: ReadOptions<S, K, F>,
): AsyncGenerator<Batch, void, undefined> {
  refuseInputOffset(options)
  const { offset } = options.resume ?? { offset: 0 }
  if (offset === 0 || source.openAt === undefined) return documentBatches(source.open(), options)
  return documentBatches(source.openAt(offset), { ...options, inputOffset: offset })
}

/**
 * The options for where a reading of several documents stands before it begins: as each has its own name, that of the
 * options is none of theirs, and in a checkpoint it would name a document that is not there.
 */
export function withoutSource<S extends SchemaOverrides, K extends EventType, F extends FieldsOf<S>>(
  options: ReadOptions<S, K, F>,
): ReadOptions<S, K, F> {
  assertOptions(options)
  const { source: _, ...others } = options
  return others
}

/** The events of several documents, each with its own `document` and `end`; `position.source` names the one. */
export async function* sourcesBatches<S extends SchemaOverrides, K extends EventType, F extends FieldsOf<S>>(
  sources: readonly NamedSource[],
  options: ReadOptions<S, K, F>,
): AsyncGenerator<Batch, void, undefined> {
  refuseInputOffset(options)
  const { onProgress, resume, ...others } = options
  let before = 0
  for (const source of from(await inOrder(sources, options), resume)) {
    let read = 0
    const progress = (now: number): void => {
      read = now
      onProgress?.(before + now)
    }
    let line = 1
    const begun = resume !== undefined && resume.source === source.name ? { resume } : undefined
    const named = { ...others, ...begun, source: source.name, onProgress: progress } as ReadOptions<S, K, F>
    try {
      for await (const batch of sourceBatches(source, named)) {
        yield batch
        line = batch.line
      }
    } catch (error) {
      // What unpacking throws knows no place in the document: it is where reading was.
      throw placed(error, { offset: read, line, path: '', source: source.name })
    }
    before += read
  }
}
