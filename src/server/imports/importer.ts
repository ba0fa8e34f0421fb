import type { ExchangeType } from '../../exchange/transitions.ts'
import type { NamedSource } from '../../files/named-source.ts'
import type { CommerceMLEvent } from '../../reader/events.ts'
import type { SchemaOverrides } from '../../schema/places.ts'

/** A file to import, with its events. */
export interface ImportJob<S extends SchemaOverrides = Record<never, never>> {
  /** The name that 1C asked for: `import0_1.xml`. Go by the events, not by the name, for what it holds. */
  readonly name: string
  /** The `type` that 1C asks with: `catalog`, `sale` or `reference`. */
  readonly type: ExchangeType
  /** Who logged in. */
  readonly user: string
  /**
   * The events of the file; can be iterated once, and a second pass throws `TypeError`. Take them to the end: the import
   * fails if neither an event nor `files()` was taken nor one of `documents()` read, and `onError` is called if the events
   * are left halfway. What they throw ends the import, caught or not. Pull-based: the next piece of the file is read when
   * the events of the last one have been taken.
   */
  readonly events: AsyncIterable<CommerceMLEvent<S>>
  /**
   * All files of the session, archives opened. Pictures have the names that products refer to (`import_files/…`), even if
   * 1C sent them with a folder around everything. What stands in an archive under a name that would be refused as an
   * upload, or come to that of another file, is left out, and `onError` told of it. You may keep the bytes that `open()`
   * yields.
   */
  files(): AsyncIterable<NamedSource>
  /**
   * What `events` are of, to read it with options of your own, from a checkpoint for one: `readEvents(document.open(),
   * { resume, signal })`. One document, or all of an archive, in their order, where 1C asks for that. Who opens one need
   * not take `events`; 1C is told how much of it was read, and no counts.
   */
  documents(): AsyncIterable<NamedSource>
  /**
   * Aborts when 1C restarts the export, when a later session of the same user imports the file, when another process has
   * taken over the import, and on `close` of the exchange.
   */
  readonly signal: AbortSignal
}

/** Imports one file. 1C shows the string it resolves with, if any, or the message of what it throws. */
export type Importer<S extends SchemaOverrides = Record<never, never>> = (job: ImportJob<S>) => Promise<unknown>
