import { CommerceMLError } from '../errors.ts'

/** The error for an event where it has no place. */
export const misplaced = (type: string, why: string): CommerceMLError =>
  new CommerceMLError('misplaced-event', `${type}: ${why}`, { found: type })
