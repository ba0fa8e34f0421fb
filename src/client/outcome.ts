/** What a client keeps of a checkauth reply. */
export interface SessionLines {
  /** Lines 2 and 3, as they came. */
  readonly cookie: { readonly name: string; readonly value: string }
  /** Line 4: `sessid=…` on sites that ask for it, else empty. */
  readonly line4: string
  /** Line 5: `timestamp=…` on Bitrix, else empty. */
  readonly line5: string
}

/** What a client keeps of an init reply. */
export interface Limits {
  readonly zip: boolean
  /** Largest chunk in bytes; absent: no limit. */
  readonly fileLimit?: number
}

/** The reply to a query. */
export interface Orders {
  readonly kind: 'xml' | 'zip'
  /** As the client decodes it: what it will parse, broken letters included. Of no use for an archive. */
  readonly text: string
  readonly bytes: Uint8Array
}

/** Why a step failed. */
export type FailureCode =
  /** No reply: connection refused or broken, name not found. */
  | 'no-reply'
  | 'timeout'
  /** The reply was longer than `maxReplyBytes`. */
  | 'reply-too-long'
  | 'empty-reply'
  /** The status was 3xx, and the body nothing to go on with. */
  | 'redirect'
  /** A status that this client does not accept. */
  | 'bad-status'
  /** Checkauth was not answered with `success`. */
  | 'not-authorized'
  /** The init reply has the wrong number of lines. */
  | 'no-parameters'
  /** The site said `failure`. */
  | 'failure'
  /** The first line is no word of the protocol. */
  | 'unknown-status'
  /** The reply to a query is neither XML nor an archive. */
  | 'not-orders'
  /** `onOrders` threw: success was not sent. */
  | 'orders-refused'
  /** `progress` more often than `maxPolls`; no 1C ever stops. */
  | 'too-many-polls'

/** What a client makes of a reply. */
export type Outcome = (
  | {
      readonly result: 'ok'
      /** What stood behind the first line. */
      readonly message: string
      readonly session?: SessionLines
      readonly limits?: Limits
      readonly orders?: Orders
    }
  /** Import again. */
  | { readonly result: 'repeat'; readonly message: string }
  | {
      readonly result: 'failed'
      readonly code: FailureCode
      /** What its user gets to read. */
      readonly words: string
    }
) & {
  /** What its user gets to read as well, without harm. */
  readonly notes: readonly string[]
}
