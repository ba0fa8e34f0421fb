import { CommerceMLError, placed } from '../errors.ts'
import { isXmlName, type NamedSource } from '../files/named-source.ts'
import { sourcesBatches, withoutSource } from '../files/read-sources.ts'
import { eventsOf, type ReadOptions } from '../iterate.ts'
import type { Batch } from '../reader/batches.ts'
import type { Events } from '../reader/event-iterator.ts'
import type { EventType } from '../reader/events.ts'
import type { AllFields, FieldsOf, SelectedEvent } from '../reader/plan/projection.ts'
import type { SchemaOverrides } from '../schema/places.ts'
import { openZip, type ZipArchive } from './archive.ts'
import { discard, type ZipSource } from './random-access.ts'
import { quoted } from './refusal.ts'

/** The XML documents of an archive. Throws `zip-no-xml` when it has none. */
function xmlEntries(archive: ZipArchive): readonly NamedSource[] {
  const entries = archive.entries.filter(({ name }) => isXmlName(name))
  if (entries.length > 0) return entries
  const names = archive.entries.slice(0, 5).map(({ name }) => quoted(name))
  const found = names.length === 0 ? 'no entries at all' : names.join(', ')
  throw new CommerceMLError('zip-no-xml', `expected an XML document in the archive, found ${found}`, { found })
}

/**
 * Reads all XML documents of an archive in the order in which they depend on each other. Entries are streamed: none is
 * unpacked to memory or disk as a whole. `position.source` names the entry. Pictures and other entries are ignored.
 *
 * `limits` apply to the archive too. Throws `CommerceMLError` with the codes of documents and of archives (`zip-…`),
 * `TypeError` for a source of the wrong kind, and whatever opening the path throws (`ENOENT` …).
 *
 * @example
 * import { readZipEvents } from 'commerceml/zip'
 * async function names(path: string): Promise<string[]> {
 *   const found: string[] = []
 *   for await (const event of readZipEvents(path)) if (event.type === 'product') found.push(event.product.name ?? '')
 *   return found
 * }
 */
export function readZipEvents<
  S extends SchemaOverrides = Record<never, never>,
  const K extends EventType = EventType,
  const F extends FieldsOf<S> = AllFields,
>(source: ZipSource, options: ReadOptions<S, K, F> = {}): Events<SelectedEvent<K, F, S>> {
  return eventsOf(zipBatches(source, options), withoutSource(options), () => discard(source))
}

/** {@link readZipEvents}, batch by batch. */
export async function* zipBatches<S extends SchemaOverrides, K extends EventType, F extends FieldsOf<S>>(
  source: ZipSource,
  options: ReadOptions<S, K, F>,
): AsyncGenerator<Batch, void, undefined> {
  const { limits, signal } = options
  const name = typeof source === 'string' ? { source } : {}
  try {
    const archive = await openZip(source, { ...(limits && { limits }), ...(signal && { signal }) })
    try {
      yield* sourcesBatches(xmlEntries(archive), options)
    } finally {
      await archive.close()
    }
  } catch (error) {
    throw placed(error, { offset: 0, line: 1, path: '', ...name }) // the archive as a whole
  }
}
