import type { ExchangeFailure } from './failure.ts'
import type { Limits, Orders } from './outcome.ts'
import type { Step } from './step.ts'
import type { TranscriptEntry } from './transcript.ts'

/** What happens in an exchange, as it happens. */
export type ExchangeEvent =
  /** A session begins. `attempt` counts from 1, and again after a failure that this client answers with a new try. */
  | { type: 'session'; number: number; sessions: number; attempt: number; files: readonly string[] }
  /** A request was answered, or was not. */
  | { type: 'request'; entry: TranscriptEntry }
  /** The client said something without stopping. */
  | { type: 'note'; step: Step; words: string }
  | { type: 'parameters'; limits: Limits }
  /** A part of a file arrived. */
  | { type: 'uploaded'; file: string; part: number; parts: number; sentBytes: number; totalBytes: number }
  /** The site asked to be called again. */
  | { type: 'progress'; file: string; polls: number; message: string }
  | { type: 'imported'; file: string; message: string }
  | { type: 'orders'; kind: Orders['kind']; bytes: number }
  /** A session ended here. The first failure is thrown at the end of the exchange, unless a repetition went well. */
  | { type: 'failed'; failure: ExchangeFailure; willRepeat: boolean }
  | { type: 'done'; sessions: number; requests: number; sentBytes: number }

/** Events, and what comes of them. */
export type Events<T> = AsyncGenerator<ExchangeEvent, T, undefined>

/** Adds up what went over the wire, and says so at the end. */
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
