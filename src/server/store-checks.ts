import type { ExchangeStores } from './stores.ts'

type Needed = Pick<ExchangeStores, 'sessions' | 'uploads' | 'imports'>

const METHODS: { readonly [K in keyof Needed]: Readonly<Record<keyof Needed[K], true>> } = {
  sessions: { get: true, put: true, remove: true, unusedSince: true },
  uploads: { begin: true, list: true, open: true, remove: true, clear: true, areas: true },
  imports: { get: true, claim: true, update: true, isRunning: true, importsSince: true, remove: true, clear: true },
}

/** Throws `TypeError` for what are no stores, `diskStores` itself for one: here, and not with the first login of a 1C. */
export function assertStores(stores: ExchangeStores): void {
  for (const [name, methods] of Object.entries(METHODS)) {
    const store: unknown = stores?.[name as keyof Needed]
    if (typeof store !== 'object' || store === null)
      throw new TypeError("stores must have sessions, uploads and imports: diskStores('./exchange') or memoryStores()")
    const missing = Object.keys(methods).find((method) => typeof Reflect.get(store, method) !== 'function')
    if (missing !== undefined) throw new TypeError(`stores.${name}.${missing} must be a function`)
  }
}
