/** Throws `TypeError` for options that are none, such as the `null` of a caller in JavaScript. */
export function assertOptions(options: unknown): void {
  if (typeof options === 'object' && options !== null) return
  throw new TypeError(`options must be an object, not ${String(options)}`)
}

/** Throws `TypeError` for an option that is none of these: what is misspelt would go unheeded. */
export function assertNames(options: object, names: readonly string[]): void {
  assertOptions(options)
  const unknown = Object.keys(options).find((name) => !names.includes(name))
  if (unknown !== undefined) throw new TypeError(`${unknown} is no option; known are ${names.join(', ')}`)
}

export const isSignal = (value: unknown): boolean =>
  typeof (value as Partial<AbortSignal> | null | undefined)?.addEventListener === 'function'

/** Throws `TypeError` for a signal that is none: an `AbortController`, say. */
export function assertSignal(signal: AbortSignal | undefined): void {
  if (signal !== undefined && !isSignal(signal)) throw new TypeError('signal must be an AbortSignal')
}
