import { assertNames } from '../option-checks.ts'
import { assertSchemas, type SchemaOverrides } from '../schema/places.ts'
import type { Charset } from '../source/charset.ts'
import { DocumentWriter } from './document-writer.ts'
import { assertCharset, encoderOf, prologOf } from './encoding.ts'
import type { WritableEvent } from './events.ts'

/** How {@link writeEvents} writes. */
export interface WriteOptions<S extends SchemaOverrides = Record<never, never>> {
  /** Default: `utf-8`. Characters that windows-1251 lacks are written as references, `&#128512;`. */
  readonly encoding?: Charset
  /** Schemas with rows of your own, made by `extend`: the same as for reading. */
  readonly schema?: S
  /** Stops the writing at the next event: the iterator throws `signal.reason`, and the source is closed. */
  readonly signal?: AbortSignal
}

const NAMES = ['encoding', 'schema', 'signal'] as const satisfies readonly (keyof WriteOptions)[]

// What is held before it goes out: some dozens of products, few enough for many exchanges at once.
const PIECE_UNITS = 16 * 1024

/** Throws `TypeError` for anything that cannot be iterated, before a byte is written. */
export function assertSource(source: unknown, call: string, items: string): void {
  const { [Symbol.asyncIterator]: pulled, [Symbol.iterator]: walked } = Object(source ?? {})
  if (typeof (pulled ?? walked) === 'function') return
  throw new TypeError(`${call}() takes an iterable or async iterable of ${items}`)
}

/** Runs a writer over a source, and hands out the bytes as they fill pieces. */
export async function* writeEach<T>(
  source: Iterable<T> | AsyncIterable<T>,
  writer: DocumentWriter,
  write: (item: T) => void,
  { encoding = 'utf-8', signal }: Pick<WriteOptions, 'encoding' | 'signal'>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const encode = encoderOf(encoding)
  let waiting = prologOf(encoding)
  for await (const item of source) {
    signal?.throwIfAborted()
    write(item)
    if (writer.length < PIECE_UNITS) continue
    yield encode(waiting + writer.take())
    waiting = ''
  }
  writer.end()
  yield encode(waiting + writer.take())
}

/**
 * Writes a document from its events, as bytes in pieces of about 16 KiB. Pull-based: the next event is taken when the last
 * piece has been, so a slow receiver slows the source down.
 *
 * Events of `readEvents` can be written as they come. By hand less is needed: the document, then each container before its
 * items; containers close by themselves. Rows are written in the order and under the names of the specification; those
 * that a container had in its `open` event come before its items. Reading the result gives the same entities. Text that
 * XML cannot hold (control characters, halves of surrogate pairs) becomes U+FFFD, as a reference.
 *
 * Throws `CommerceMLError` for a value that does not fit its row or a row that does not exist (`invalid-value`) and for an
 * entity in the wrong place (`misplaced-event`); `TypeError` for options of the wrong kind; and whatever the source throws.
 *
 * @example
 * import { writeEvents, type WritableEvent } from 'commerceml/write'
 * function* catalog(): Generator<WritableEvent> {
 *   yield { type: 'document', document: { schemaVersion: '2.08', createdAt: '2026-01-31T12:00:00' } }
 *   yield { type: 'catalog', catalog: { id: 'c', name: 'Каталог', changesOnly: false } }
 *   yield { type: 'product', product: { id: '1', name: 'Чай', article: '007' } }
 * }
 * let size = 0
 * for await (const bytes of writeEvents(catalog())) size += bytes.length
 * console.log(size > 200) // true
 */
export function writeEvents<S extends SchemaOverrides = Record<never, never>>(
  events: Iterable<WritableEvent<S>> | AsyncIterable<WritableEvent<S>>,
  options: WriteOptions<S> = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  assertNames(options, NAMES)
  assertSource(events, 'writeEvents', 'events')
  const { schema = {}, encoding = 'utf-8' } = options as WriteOptions<SchemaOverrides>
  assertSchemas(schema)
  assertCharset(encoding)
  const writer = new DocumentWriter(schema, encoding)
  return writeEach(events, writer, (event) => writer.event(event as unknown as WritableEvent), options) // typed by its schema
}
