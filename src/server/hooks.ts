import { oneLine } from '../exchange/reply.ts'
import type { Session } from '../exchange/session.ts'

/** What a site was doing when something failed. */
export interface ErrorContext {
  /** The mode of the protocol that asked for it: `import`, `query`, `file` … */
  readonly mode: string
  /** Who logged in. */
  readonly user?: string
  /** The file that is imported, as 1C named it. */
  readonly file?: string
}

/** Told of what failed, and of what was being done, if a client had asked for it. */
export type OnError = (error: unknown, context?: ErrorContext) => void

/** The same, of one thing that is being done. */
export const during =
  (onError: OnError, context: ErrorContext): ((error: unknown) => void) =>
  (error) =>
    onError(error, context)

/**
 * Calls what a site was given to watch with. What that throws, or rejects with later, changes no reply and ends no
 * process: it goes to `onFault`.
 */
export function watcher<A>(hook: (told: A) => unknown, onFault: (error: unknown) => void): (told: A) => void {
  return (told) => {
    try {
      // It was said to return nothing, but an async function is let through by the types.
      const returned = hook(told)
      if (returned instanceof Promise) returned.catch(onFault)
    } catch (error) {
      onFault(error)
    }
  }
}

/** What a client has asked for, as errors are told of it. */
export const contextOf = (mode: string, session: Session | undefined): ErrorContext => ({
  mode: oneLine(mode),
  ...(session !== undefined && { user: session.user }),
})

interface Failed {
  readonly error: unknown
  readonly context: ErrorContext | undefined
}

/** The hook for errors, or the console. What it throws has nowhere to go. */
export function errorHook(hook: OnError = logged): OnError {
  const told = watcher<Failed>(
    ({ error, context }) => hook(error, context),
    () => {},
  )
  return (error, context) => told({ error, context })
}

function logged(error: unknown, context?: ErrorContext): void {
  if (context === undefined) console.error(error)
  else console.error(error, context)
}
