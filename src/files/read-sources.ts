import { type Position, placed } from '../errors.ts'
import { type ReadOptions, readEvents } from '../iterate.ts'
import type { EventType } from '../reader/events.ts'
import type { FieldsOf, SelectedEvent } from '../reader/projection.ts'
import type { SchemaOverrides } from '../schema/places.ts'
import { DOCUMENT_KINDS, documentKind } from './document-kind.ts'
import type { NamedSource } from './named-source.ts'

/** Numbers in names by their value: `import0_2.xml` before `import0_10.xml`. */
const byName = new Intl.Collator('en', { numeric: true })

/**
 * Documents of one exchange in the order in which they depend on each other; those of one kind by name, numbers by value.
 *
 * @throws what reading them throws, but for `CommerceMLError`: such documents come first, to fail before any data
 */
export async function inOrder(
  sources: readonly NamedSource[],
  options: Pick<ReadOptions, 'limits' | 'signal'> = {},
): Promise<NamedSource[]> {
  const ranked: { source: NamedSource; rank: number }[] = []
  for (const source of sources) {
    ranked.push({ source, rank: DOCUMENT_KINDS.indexOf(await documentKind(source, options)) })
  }
  ranked.sort((one, other) => one.rank - other.rank || byName.compare(one.source.name, other.source.name))
  return ranked.map(({ source }) => source)
}

/** The events of several documents, each with its own `document` and `end`; `position.source` names the one. */
export async function* readSources<S extends SchemaOverrides, K extends EventType, F extends FieldsOf<S>>(
  sources: readonly NamedSource[],
  options: ReadOptions<S, K, F>,
): AsyncGenerator<SelectedEvent<S, K, F>, void, undefined> {
  const { onProgress } = options
  let before = 0
  for (const source of await inOrder(sources, options)) {
    let read = 0
    const progress = (now: number): void => {
      read = now
      onProgress?.(before + now)
    }
    let line = 1
    try {
      for await (const event of readEvents(source.open(), { ...options, source: source.name, onProgress: progress })) {
        line = (event as { readonly position: Position }).position.line // every event has one
        yield event
      }
    } catch (error) {
      // What unpacking throws knows no place in the document: it is where reading was.
      throw placed(error, { offset: read, line, path: '', source: source.name })
    }
    before += read
  }
}
