import type { ExchangeEvent } from 'commerceml/client'
import { startBar } from './bar.ts'
import { glimpse } from './visible.ts'

const MEGABYTE = 1e6
const MOST = 50

/** What a terminal shows of an exchange while it goes on. */
export interface PushProgress {
  see(event: ExchangeEvent): void
  stop(): void
}

/** The state of an exchange in one line: which file, how far, and what the site said last. */
export interface ExchangeState {
  readonly value: number
  readonly total: number
  readonly doing: string
}

/** Which session of how many begins. */
export const sessionLine = ({ number, sessions, attempt }: Extract<ExchangeEvent, { type: 'session' }>): string =>
  `session ${number} of ${sessions}${attempt > 1 ? `, attempt ${attempt}` : ''}`

/**
 * What is to be shown after an event. The bar is that of the one file that is under way: of an archive nobody knows the
 * size before it is packed, and a repeated session sends everything again.
 */
export function stateAfter(state: ExchangeState, event: ExchangeEvent): ExchangeState {
  switch (event.type) {
    case 'session':
      return { value: 0, total: 1, doing: sessionLine(event) }
    case 'uploaded':
      return {
        value: event.sentBytes,
        total: Math.max(1, event.totalBytes),
        doing: `${event.file}, ${(event.sentBytes / MEGABYTE).toFixed(1)} of ${(event.totalBytes / MEGABYTE).toFixed(1)} MB`,
      }
    case 'progress': {
      const percent = /(\d{1,3})(?:[.,]\d+)?\s*%/.exec(event.message)?.[1]
      const value = Math.min(100, Number(percent ?? 0))
      return { value, total: 100, doing: `import of ${event.file}, asked ${event.polls} times: ${event.message}` }
    }
    case 'imported':
      return { value: 1, total: 1, doing: `imported ${event.file}` }
    default:
      return state
  }
}

/** A bar on standard error; silent unless that is a terminal. */
export function createPushProgress(): PushProgress {
  if (!process.stderr.isTTY) return { see: () => {}, stop: () => {} }
  let state: ExchangeState = { value: 0, total: 1, doing: 'connecting' }
  const bar = startBar('{bar} {percentage}% | {doing}', state.total, { doing: state.doing })
  return {
    see(event) {
      const next = stateAfter(state, event)
      if (next === state) return
      state = next
      bar.show(state.value, { doing: glimpse(state.doing).slice(0, MOST) }, state.total)
    },
    stop: bar.stop,
  }
}
