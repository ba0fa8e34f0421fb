/** What a client takes from a checkauth reply. */
export interface SessionLines {
  /** Lines 2 and 3, as they came. */
  readonly cookie: { readonly name: string; readonly value: string }
  /** Line 4: `sessid=…` if the site issues a token, else empty. */
  readonly line4: string
  /** Line 5: `timestamp=…` on Bitrix, else empty. */
  readonly line5: string
}

/** What a client takes from an init reply. */
export interface Limits {
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

/** Why a step of an exchange failed. */
export type FailureCode =
  /** There was no reply: connection refused or broken, host not found. */
  | 'no-reply'
  | 'timeout'
  /** The reply was longer than `maxReplyBytes`. */
  | 'reply-too-long'
  | 'empty-reply'
  /** The status was 3xx, and the body was of no use. */
  | 'redirect'
  /** A status that this client does not accept. */
  | 'bad-status'
  /** Checkauth was not answered with `success`. */
  | 'not-authorized'
  /** The init reply has the wrong number of lines. */
  | 'no-parameters'
  /** The site said `failure`. */
  | 'failure'
  /** The first line is not a word of the protocol. */
  | 'unknown-status'
  /** The reply to a query is neither XML nor an archive. */
  | 'not-orders'
  /** `onOrders` threw: success was not sent. */
  | 'orders-refused'
  /** The site answered `progress` more often than `maxPolls`. (No real 1C gives up.) */
  | 'too-many-polls'

/** What a client makes of a reply. */
export type Outcome = (
  | {
      readonly result: 'ok'
      /** What followed the first line. */
      readonly message: string
      /** At checkauth. */
      readonly session?: SessionLines
      /** At init. */
      readonly limits?: Limits
      /** At query. */
      readonly orders?: Orders
    }
  /** The client has to ask again. */
  | {
      readonly result: 'repeat'
      /** What followed `progress`. */
      readonly message: string
    }
  | {
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
