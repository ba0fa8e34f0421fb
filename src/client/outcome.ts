/** What a client takes from a checkauth reply. */
export interface SessionLines {
  /** Lines 2 and 3, as they came. */
  readonly cookie: {
    /** Line 2. */
    readonly name: string
    /** Line 3. */
    readonly value: string
  }
  /** Line 4: `sessid=…` if the site issues a token, else empty. */
  readonly line4: string
  /** Line 5: `timestamp=…` on Bitrix, else empty. */
  readonly line5: string
}

/** What a client takes from an init reply. */
export interface InitLimits {
  /** Whether line 1 asks for archives, in a spelling that this client knows. */
  readonly zip: boolean
  /** Largest part of a file in bytes; absent for no limit. */
  readonly fileLimit?: number
}

/** Orders, as a client received them. */
export interface Orders {
  /** By the first characters: `PK` begins an archive. */
  readonly kind: 'xml' | 'zip'
  /** The reply as this client decodes it, garbled letters included. Useless for an archive. */
  readonly text: string
  /** The reply as it came. */
  readonly bytes: Uint8Array
}

/**
 * Why a step of an exchange failed.
 *
 * - no-reply: there was none: connection refused or broken, host not found
 * - timeout: none came within `timeoutMs`, or the profile's time
 * - reply-too-long: it was longer than `maxReplyBytes`
 * - empty-reply: it was empty, and this client takes that for none, or cannot go on with it
 * - redirect: the status was 3xx, and the body was of no use
 * - bad-status: a status other than 200, which this client does not accept
 * - not-authorized: checkauth was not answered with `success`
 * - no-parameters: the init reply has the wrong number of lines
 * - failure: the site said `failure`
 * - unknown-status: the first line is not a word of the protocol; to info, the reply is no XML
 * - not-orders: the reply to a query is neither XML nor an archive
 * - orders-refused: `onOrders` threw: success was not sent
 * - too-many-polls: the site answered `progress` more often than `maxPolls` (no real 1C gives up)
 */
export type FailureCode =
  | 'no-reply'
  | 'timeout'
  | 'reply-too-long'
  | 'empty-reply'
  | 'redirect'
  | 'bad-status'
  | 'not-authorized'
  | 'no-parameters'
  | 'failure'
  | 'unknown-status'
  | 'not-orders'
  | 'orders-refused'
  | 'too-many-polls'

/** What a client makes of a reply. */
export type ReplyOutcome = (
  | {
      /** The client goes on. */
      readonly result: 'ok'
      /** What followed the first line. */
      readonly message: string
      /** At checkauth. */
      readonly session?: SessionLines
      /** At init. */
      readonly limits?: InitLimits
      /** At query. */
      readonly orders?: Orders
    }
  | {
      /** The client has to ask again. */
      readonly result: 'repeat'
      /** What followed `progress`. */
      readonly message: string
    }
  | {
      /** The client gives up. */
      readonly result: 'failed'
      /** Why, for programs. */
      readonly code: FailureCode
      /** What its user reads, in Russian. */
      readonly words: string
    }
) & {
  /** Messages that its user reads as well, without consequences. */
  readonly notes: readonly string[]
}
