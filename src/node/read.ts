import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { sourceBatches, sourcesBatches, withoutSource } from '../files/read-sources.ts'
import { eventsOf, type ReadOptions } from '../iterate.ts'
import type { Batch } from '../reader/batches.ts'
import type { Events } from '../reader/event-iterator.ts'
import type { EventType } from '../reader/events.ts'
import type { AllFields, FieldsOf, SelectedEvent } from '../reader/plan/projection.ts'
import type { SchemaOverrides } from '../schema/places.ts'
import { deferred } from './deferred.ts'
import { fileSource, isZipFile, xmlFiles } from './folder.ts'
import { pathOf } from './path.ts'

/**
 * Reads one XML file, by its path or its `file:` URL. `position.source` is its name without folders.
 *
 * Throws `CommerceMLError` for a document that cannot be read, and whatever the file system throws (`ENOENT` …).
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
>(path: string | URL, options: ReadOptions<S, K, F> = {}): Events<SelectedEvent<K, F, S>> {
  return eventsOf(fileBatches(pathOf(path), options), options)
}

/**
 * Reads all XML files below a folder as one exchange, in the order in which they depend on each other. What a file holds
 * is decided by its content, not its name. `position.source` is the path inside the folder. Other files are ignored.
 *
 * Before the reading, each file is examined until it shows what it is; a file with only a classifier or references is
 * therefore read twice. A file that is found unreadable by then is thrown before any data of the folder is yielded.
 *
 * Throws `CommerceMLError` (`folder-no-xml` when there is nothing to read), and whatever the file system throws.
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
>(folder: string | URL, options: ReadOptions<S, K, F> = {}): Events<SelectedEvent<K, F, S>> {
  return eventsOf(folderBatches(pathOf(folder), options), withoutSource(options))
}

/**
 * Reads whatever a path leads to: an XML file, a ZIP archive (recognised by its first bytes) or a folder. A pipe is read
 * as an XML file.
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
>(path: string | URL, options: ReadOptions<S, K, F> = {}): Events<SelectedEvent<K, F, S>> {
  return eventsOf(pathBatches(pathOf(path), options), withoutSource(options))
}

type Batches = AsyncGenerator<Batch, void, undefined>

function fileBatches<S extends SchemaOverrides, K extends EventType, F extends FieldsOf<S>>(
  path: string,
  options: ReadOptions<S, K, F>,
): Batches {
  return deferred(async () => {
    const source = await fileSource(path, basename(path))
    return sourceBatches(source, { source: source.name, ...options })
  })
}

function folderBatches<S extends SchemaOverrides, K extends EventType, F extends FieldsOf<S>>(
  folder: string,
  options: ReadOptions<S, K, F>,
): Batches {
  return deferred(async () => sourcesBatches(await xmlFiles(folder), options))
}

function pathBatches<S extends SchemaOverrides, K extends EventType, F extends FieldsOf<S>>(
  path: string,
  options: ReadOptions<S, K, F>,
): Batches {
  return deferred(async () => {
    const about = await stat(path)
    if (about.isDirectory()) return folderBatches(path, options)
    // A pipe is no archive, which is read from its end; and to look how it begins would take its first bytes.
    if (!about.isFile() || !(await isZipFile(path))) return fileBatches(path, options)
    // Loaded for archives alone: what inflates them takes 13 MB, and half of the time that all else takes to load.
    const { zipBatches } = await import('../zip/read.ts')
    return zipBatches(path, options)
  })
}
