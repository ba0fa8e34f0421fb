import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { sourceBatches, sourcesBatches, withoutSource } from '../files/read-sources.ts'
import { eventsOf, type ReadOptions } from '../iterate.ts'
import type { Batch } from '../reader/batches.ts'
import type { Events } from '../reader/event-iterator.ts'
import type { EventType } from '../reader/events.ts'
import type { AllFields, FieldsOf, SelectedEvent } from '../reader/projection.ts'
import type { SchemaOverrides } from '../schema/places.ts'
import { fileSource, isZipFile, xmlFiles } from './folder.ts'

/**
 * Reads one XML file. `position.source` is its name without folders.
 *
 * Throws `CommerceMLError` for a document that cannot be read, and what the file system throws (`ENOENT` …).
 *
 * @example
 * import { readFileEvents } from 'commerceml/node'
 * async function count(path: string): Promise<number> {
 *   let products = 0
 *   for await (const event of readFileEvents(path)) if (event.type === 'product') products++
 *   return products
 * }
 */
export function readFileEvents<
  S extends SchemaOverrides = Record<never, never>,
  const K extends EventType = EventType,
  const F extends FieldsOf<S> = AllFields,
>(path: string, options: ReadOptions<S, K, F> = {}): Events<SelectedEvent<S, K, F>> {
  return eventsOf(fileBatches(path, options), options)
}

/**
 * Reads all XML files below a folder as one exchange, in the order in which they depend on each other: what a file is,
 * its content tells, not its name. `position.source` is the path inside the folder. Other files are left alone.
 *
 * Each file is looked into before it is read, up to its first product, offer or order; files of the classifier alone
 * are read twice. A file that cannot be read fails the folder before any data of it comes.
 *
 * Throws `CommerceMLError` (`folder-no-xml` when there is nothing to read), and what the file system throws.
 *
 * @example
 * import { readFolderEvents } from 'commerceml/node'
 * async function files(folder: string): Promise<string[]> {
 *   const names: string[] = []
 *   for await (const event of readFolderEvents(folder)) {
 *     if (event.type === 'document') names.push(event.position.source ?? '')
 *   }
 *   return names
 * }
 */
export function readFolderEvents<
  S extends SchemaOverrides = Record<never, never>,
  const K extends EventType = EventType,
  const F extends FieldsOf<S> = AllFields,
>(folder: string, options: ReadOptions<S, K, F> = {}): Events<SelectedEvent<S, K, F>> {
  return eventsOf(folderBatches(folder, options), withoutSource(options))
}

/**
 * Reads what stands at a path: an XML file, an archive (told by its first bytes) or a folder. What comes through a pipe
 * is an XML file.
 *
 * Throws what {@link readFileEvents}, {@link readFolderEvents} and `readZipEvents` throw.
 *
 * @example
 * import { readPathEvents } from 'commerceml/node'
 * async function main(path: string): Promise<void> {
 *   for await (const event of readPathEvents(path)) console.log(event.type)
 * }
 */
export function readPathEvents<
  S extends SchemaOverrides = Record<never, never>,
  const K extends EventType = EventType,
  const F extends FieldsOf<S> = AllFields,
>(path: string, options: ReadOptions<S, K, F> = {}): Events<SelectedEvent<S, K, F>> {
  return eventsOf(pathBatches(path, options), withoutSource(options))
}

type Batches = AsyncGenerator<Batch, void, undefined>

async function* fileBatches<S extends SchemaOverrides, K extends EventType, F extends FieldsOf<S>>(
  path: string,
  options: ReadOptions<S, K, F>,
): Batches {
  const source = await fileSource(path, basename(path))
  yield* sourceBatches(source, { source: source.name, ...options })
}

async function* folderBatches<S extends SchemaOverrides, K extends EventType, F extends FieldsOf<S>>(
  folder: string,
  options: ReadOptions<S, K, F>,
): Batches {
  yield* sourcesBatches(await xmlFiles(folder), options)
}

async function* pathBatches<S extends SchemaOverrides, K extends EventType, F extends FieldsOf<S>>(
  path: string,
  options: ReadOptions<S, K, F>,
): Batches {
  const about = await stat(path)
  if (about.isDirectory()) yield* folderBatches(path, options)
  // A pipe is no archive, which is read from its end; and to look how it begins would take its first bytes.
  else if (about.isFile() && (await isZipFile(path))) {
    // Loaded for archives alone: what inflates them takes 13 MB, and half of the time that all else takes to load.
    const { zipBatches } = await import('../zip/read.ts')
    yield* zipBatches(path, options)
  } else yield* fileBatches(path, options)
}
