import type { SchemaOverrides } from '../schema/places.ts'
import { type Base, type Checkpoint, CheckpointKeeper } from './checkpoint.ts'
import { DocumentReader } from './document-reader.ts'
import type { CommerceMLEvent, EventType } from './events.ts'
import { dispatcher, type Handlers } from './handlers.ts'
import { type ReaderOptions, type ResolvedOptions, resolveOptions } from './options.ts'
import type { AllFields, FieldsOf } from './plan/projection.ts'

/** Takes a document piece by piece. */
export interface Feed {
  /**
   * Takes the next piece: bytes or text, but not both in one document. The handlers for all events in it are called before
   * this returns; a handler that calls `feed` itself gets a `TypeError`.
   */
  feed(chunk: Uint8Array | string): void
  /** Call this when the document is complete. Reports `end`, or throws `truncated-input`. */
  end(): void
}

/** A {@link Feed} that pauses at the end of each item, while its events are handed out one by one. */
export interface SteppingFeed extends Feed {
  /** Whether a part of the last piece waits for {@link resume}. */
  isPaused(): boolean
  /** What waits is the start of an item: see {@link XmlScanner.isStarved}. */
  isStarved(): boolean
  resume(): void
  /** The line that the reading has come to. */
  line(): number
  /** The next piece is waited for: what is no longer needed is let go. */
  rest(): void
  /** Nothing more of the document is wanted. */
  close(): void
}

/** A {@link Feed} that gives checkpoints. */
export interface Reader extends Feed {
  /** The place after the last event that was reported, for `resume`. Inside a handler that is the handler's own event. */
  checkpoint(): Checkpoint
}

/**
 * Reads one document that you push in piece by piece, and calls a handler for each entity when its end tag arrives.
 *
 * Memory is bounded by the largest single entity (`limits.entityLength`), not by the document. Pieces may be cut
 * anywhere, even inside a character. After an error the reader is finished: `feed` throws the same error again.
 * Do not finalise anything before `onEnd`: a file that was cut short reports all it holds, and only then does `end` throw.
 *
 * Throws `TypeError` for an unknown handler or option. `feed` and `end` throw `CommerceMLError`, whatever your handlers
 * throw, and `TypeError` for bytes mixed with text.
 *
 * @example
 * import { createReader } from 'commerceml'
 * const reader = createReader({ onProduct: (product) => console.log(product.id, product.name) })
 * for (const chunk of ['<КоммерческаяИнфор', 'мация ВерсияСхемы="2.10"/>']) reader.feed(chunk)
 * reader.end()
 */
export function createReader<
  S extends SchemaOverrides = Record<never, never>,
  const K extends EventType = EventType,
  const F extends FieldsOf<S> = AllFields,
>(handlers: Handlers<S, NoInfer<F>, NoInfer<K>>, options?: ReaderOptions<S, K, F>): Reader {
  if (typeof handlers !== 'object' || handlers === null) {
    throw new TypeError('createReader() takes an object of handlers: createReader({ onProduct(product) { … } })')
  }
  const resolved = resolveOptions(options)
  const { projection, reading, source, resume } = resolved
  const dispatch = dispatcher(handlers, projection)
  const keeper = new CheckpointKeeper(reading, source, resume)
  const emit = (event: CommerceMLEvent): void => {
    keeper.tell()
    dispatch(event)
  }
  const { feed, end } = createFeed(resolved, emit, (base) => keeper.rebase(base), false)
  return { feed, end, checkpoint: () => keeper.checkpoint() }
}

/**
 * A reader whose events all go to one function.
 *
 * @param stepwise stop where an item ends
 */
export function createFeed(
  options: ResolvedOptions,
  emit: (event: CommerceMLEvent) => void,
  rebase: (base: Base) => void,
  stepwise: boolean,
): SteppingFeed {
  let document: DocumentReader | undefined
  let kind: 'string' | 'bytes' | undefined

  function begin(chunk: 'string' | 'bytes'): DocumentReader {
    kind ??= chunk
    if (chunk !== kind) throw new TypeError('feed() was given text and bytes in turn: decode all of it, or none')
    // Text has no encoding any more: what its declaration says is about the bytes it once was.
    if (document !== undefined) return document
    const made = options.resume?.state?.encoding ?? 'utf-8'
    if (chunk === 'string' && made !== 'utf-8') throw new TypeError(`resume was made of bytes in ${made}, not of text`)
    const known: ResolvedOptions = chunk === 'string' ? { ...options, encoding: 'utf-8' } : options
    document = new DocumentReader(known, emit, rebase, stepwise)
    return document
  }

  return {
    feed(chunk) {
      if (typeof chunk === 'string') begin('string').feedText(chunk)
      else if (chunk instanceof Uint8Array) begin('bytes').feed(chunk)
      else throw new TypeError('feed() takes a Uint8Array or a string')
    },
    isPaused: () => document?.isPaused === true,
    isStarved: () => document?.isStarved === true,
    resume: () => document?.resume(),
    line: () => document?.line ?? 1,
    rest: () => document?.rest(),
    close: () => document?.close(),
    end() {
      begin(kind ?? 'bytes').end()
    },
  }
}
