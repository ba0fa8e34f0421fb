// УНФ shows 255 characters of what it is told.
const MOST = 3

/** Names for a sentence to 1C: the first of them, and how many more there are. */
export function someNames(names: readonly string[]): string {
  const more = names.length - MOST
  return names.slice(0, MOST).join(', ') + (more > 0 ? ` и ещё ${more}` : '')
}
