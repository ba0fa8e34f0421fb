/** What a session may do next; {@link TRANSITIONS} is the table. */
export type SessionState =
  /** After checkauth. */
  | 'open'
  /** After a query whose orders 1C has not confirmed yet. */
  | 'offered'

/** What a site remembers of one 1C between requests: plain data, so that a store can keep it as JSON. */
export interface Session {
  /** 32 hexadecimal digits, made by the site at checkauth; the value of the session cookie. */
  readonly id: string
  /** Who logged in. */
  readonly user: string
  /** What it may do next; `open` at first. */
  readonly state: SessionState
  /** Milliseconds since 1970, when checkauth passed. */
  readonly createdAt: number
  /** Milliseconds since 1970 of the last request. */
  readonly usedAt: number
  /** The CSRF token that requests bring as `sessid`, where the site issues one. */
  readonly token?: string
  /** The schema version that the client named at init. */
  readonly version?: string
  /** What the last query handed out, as named by the order source; `success` confirms it. */
  readonly offer?: string
}

/** Whether a session is not over: its last request came no longer ago than sessions last, in milliseconds. */
export const isLive = ({ usedAt }: Session, lifetime: number, now: number): boolean => now - usedAt <= lifetime

// Made by us alone: a value of another shape was never one of ours, and no store is asked for it.
const SESSION_ID = /^[0-9a-f]{32}$/

/**
 * Whether a value has the form of a session id: 32 hexadecimal digits in lower case.
 *
 * @example
 * import { isSessionId } from 'commerceml/exchange'
 * console.log(isSessionId('0123456789abcdef'.repeat(2)), isSessionId('PHPSESSID')) // true false
 */
export const isSessionId = (value: string): boolean => SESSION_ID.test(value)
