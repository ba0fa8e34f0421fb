import type { ExchangeFailure } from './failure.ts'
import type { Limits, Orders } from './outcome.ts'
import type { Step } from './step.ts'
import type { TranscriptEntry } from './transcript.ts'

/** What happens in an exchange, reported as it happens. */
export type ExchangeEvent =
  /** A session begins. `attempt` is 1, and grows when the client repeats the session after a failure. */
  | { type: 'session'; number: number; sessions: number; attempt: number; files: readonly string[] }
  /** A request was sent, and answered or not. */
  | { type: 'request'; entry: TranscriptEntry }
  /** The client showed its user a message, but went on. */
  | { type: 'note'; step: Step; words: string }
  | { type: 'parameters'; limits: Limits }
  /** The site took a part of a file. */
  | { type: 'uploaded'; file: string; part: number; parts: number; sentBytes: number; totalBytes: number }
  /** The site answered `progress`. */
  | { type: 'progress'; file: string; polls: number; message: string }
  | { type: 'imported'; file: string; message: string }
  | { type: 'orders'; kind: Orders['kind']; bytes: number }
  /** A session failed. The first failure is thrown at the end of the exchange, unless repeating the session helps. */
  | { type: 'failed'; failure: ExchangeFailure; willRepeat: boolean }
  | { type: 'done'; sessions: number; requests: number; sentBytes: number }

/** Events, and what comes of them. */
export type Events<T> = AsyncGenerator<ExchangeEvent, T, undefined>

/** Passes events on, counts requests and bytes, and reports them as `done` at the end. */
export async function* counted(count: number, events: Events<unknown>): Events<void> {
  let requests = 0
  let sentBytes = 0
  for await (const event of events) {
    if (event.type === 'request') {
      requests++
      sentBytes += event.entry.sentBytes
    }
    yield event
  }
  yield { type: 'done', sessions: count, requests, sentBytes }
}
