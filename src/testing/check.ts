import type { ExchangeStores } from '../server/stores.ts'

/** One promise that the stores must keep. */
export interface StoreCheck {
  /** The promise as a sentence: `uploads: nobody sees a chunk before it is committed`. */
  readonly name: string
  /** Rejects with an `Error` that says what was expected and what was found, if the promise is not kept. */
  run(): Promise<void>
}

/** The checks of one store: the promise, and what proves it on stores that are empty. */
export type Checks = Readonly<Record<string, (stores: ExchangeStores) => Promise<void>>>

/** No assertion library, so that the kit runs wherever a store does. */
export function expectThat(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`expected ${what}`)
}

/** Compares plain data; an absent property and one that is `undefined` differ, as they do in JSON that is read back. */
export function expectSame(found: unknown, expected: unknown, what: string): void {
  const [one, other] = [written(found), written(expected)]
  if (one !== other) throw new Error(`${what}: expected ${other}, found ${one}`)
}

/** Compares lists that have no order. */
export const expectSameSet = (found: readonly unknown[], expected: readonly unknown[], what: string): void =>
  expectSame(inOrder(found), inOrder(expected), what)

/** Says where bytes begin to differ: there may be too many to print. */
export function expectBytes(found: Uint8Array, expected: Uint8Array, what: string): void {
  const at = expected.findIndex((byte, index) => byte !== found[index])
  if (at === -1 && found.length === expected.length) return
  const place = at === -1 ? expected.length : at
  throw new Error(`${what}: expected ${expected.length} bytes, found ${found.length}, other ones from ${place} on`)
}

const inOrder = (values: readonly unknown[]): readonly unknown[] =>
  [...values].sort((one, other) => (written(one) < written(other) ? -1 : 1))

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? JSON.stringify(value) : `${value}`
  const fields = Object.entries(value).map(([key, field]) => `${key}: ${written(field)}`)
  return `{ ${fields.sort().join(', ')} }`
}
