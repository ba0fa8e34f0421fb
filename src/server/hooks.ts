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
