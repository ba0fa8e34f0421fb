/** Throws `TypeError` unless the options are an object: a caller in JavaScript may pass `null`. */
export function assertOptions(options: unknown): void {
  if (typeof options === 'object' && options !== null) return
  throw new TypeError(`options must be an object, not ${String(options)}`)
}

/** Throws `TypeError` for an option that is not among these: a misspelt one would silently do nothing. */
export function assertNames(options: object, names: readonly string[]): void {
  assertOptions(options)
  const unknown = Object.keys(options).find((name) => !names.includes(name))
  if (unknown !== undefined) throw new TypeError(`${unknown} is no option; known are ${names.join(', ')}`)
}

export const isSignal = (value: unknown): boolean =>
  typeof (value as Partial<AbortSignal> | null | undefined)?.addEventListener === 'function'

/** Throws `TypeError` for anything but an `AbortSignal`, such as an `AbortController`. */
export function assertSignal(signal: AbortSignal | undefined): void {
  if (signal !== undefined && !isSignal(signal)) throw new TypeError('signal must be an AbortSignal')
}
