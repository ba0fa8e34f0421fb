import type { Answer } from '../connection.ts'

/** The document of most uploads. */
export const DOCUMENT = 'import0_1.xml'

/** Whether the site did it. */
export const went = (answer: Answer): boolean => answer.outcome.result === 'ok'

/** What it said instead. */
export const why = ({ outcome, entry }: Answer): string =>
  outcome.result === 'repeat' ? 'progress without end' : JSON.stringify(entry.reply.slice(0, 200))
