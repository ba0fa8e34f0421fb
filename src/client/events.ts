import type { ExchangeFailure } from './failure.ts'
import type { InitLimits, Orders } from './outcome.ts'
import type { Step } from './step.ts'
import type { TranscriptEntry } from './transcript.ts'

/** What happens in an exchange, reported as it happens. */
export type ExchangeEvent =
  | {
      /** A session begins. */
      type: 'session'
      /** Which one, from 1; a session that is repeated keeps its number. */
      number: number
      /** How many there are in all; repeating one adds none. */
      sessions: number
      /** 1, and more when the client repeats the session after a failure. */
      attempt: number
      /** Names of its files on the site, as long as nothing is packed; none when orders are fetched. */
      files: readonly string[]
    }
  | {
      /** A request was sent, and answered or not. */
      type: 'request'
      /** Request and reply, secrets masked. */
      entry: TranscriptEntry
    }
  | {
      /** The client showed its user a message, but went on. */
      type: 'note'
      /** The step at which it did. */
      step: Step
      /** The message, in Russian. */
      words: string
    }
  | {
      /** Init was answered. */
      type: 'parameters'
      /** What holds for the files of this session. */
      limits: InitLimits
    }
  | {
      /** The site took a part of a file. */
      type: 'uploaded'
      /** Its name on the site; that of the archive, if the files were packed. */
      file: string
      /** Which part, from 1. */
      part: number
      /** How many parts the file has. */
      parts: number
      /** Bytes of the file that were sent so far. */
      sentBytes: number
      /** Size of the file in bytes. */
      totalBytes: number
    }
  | {
      /** The site answered `progress`. */
      type: 'progress'
      /** The document that is imported. */
      file: string
      /** How often this session has asked for its import, from 1. */
      polls: number
      /** What followed the first line of the reply. */
      message: string
    }
  | {
      /** The site has imported a document. */
      type: 'imported'
      /** Its name on the site. */
      file: string
      /** What followed `success`. */
      message: string
    }
  | {
      /** The site gave orders; `onOrders` gets them next. */
      type: 'orders'
      /** Whether they came as a document or as an archive. */
      kind: Orders['kind']
      /** Bytes of the reply as it came. */
      bytes: number
    }
  | {
      /** A session failed. The first failure is thrown at the end of the exchange, unless repeating the session helps. */
      type: 'failed'
      /** Where and why. */
      failure: ExchangeFailure
      /** Whether the client repeats the session. */
      willRepeat: boolean
    }
  | {
      /** The exchange succeeded. */
      type: 'done'
      /** Sessions, repeated ones counted once. */
      sessions: number
      /** Requests, repeated and unanswered ones included. */
      requests: number
      /** Bytes of all request bodies. */
      sentBytes: number
    }

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
