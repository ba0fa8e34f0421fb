import type { Refusal } from './refusal.ts'

/** What came of a decision, for `conclude`. */
export type Outcome =
  | {
      /** `login` succeeded. */
      readonly is: 'welcome'
      /** The user, as the session will name it. */
      readonly user: string
      /** Id of the new session, 32 new hexadecimal digits: the value of its cookie. */
      readonly sessionId: string
      /** Its CSRF token, 32 others; unused where the setting `token` is `off`. */
      readonly token: string
    }
  | {
      /** It is done. */
      readonly is: 'done'
      /** 1C shows it, of `import`, `deactivate` and `finish`. */
      readonly text?: string
    }
  | {
      /** Not done yet: only of `import`, and of `deactivate`, which waits for imports. */
      readonly is: 'progress'
      /** How far it has got; 1C shows it. */
      readonly text: string
    }
  | {
      /** It failed. */
      readonly is: 'failed'
      /** Why; 1C shows it. */
      readonly text: string
    }
  | {
      /** It failed for a reason that the exchange has its own sentence for. */
      readonly is: 'refused'
      /** Why: it decides what sentence 1C shows. */
      readonly reason: Refusal
      /** The files that it is about, where the sentence has room for them. */
      readonly files?: readonly string[]
    }
  | {
      /** There is a document to send. */
      readonly is: 'document'
      /** The caller's name for the orders in it, which `success` will confirm. */
      readonly offer?: string
    }
  | {
      /** There are no more packages, or no orders for a listener. */
      readonly is: 'nothing'
    }
