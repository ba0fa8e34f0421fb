import { memoryStores } from '../../src/server/memory/stores.ts'
import type { ExchangeStores, UploadPart } from '../../src/server/stores.ts'

export interface Fault {
  readonly what: string
  /** The check that has to find it, by the first words of its name. */
  readonly found: string
  readonly create: () => ExchangeStores
}

export const fault = (what: string, found: string, create: () => ExchangeStores): Fault => ({ what, found, create })

/** The object with some methods of another kind. */
export function over<T extends object>(base: T, changes: Partial<T>): T {
  return new Proxy(base, {
    get(target, key) {
      if (Object.hasOwn(changes, key)) return Reflect.get(changes, key)
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

type Store = 'sessions' | 'uploads' | 'imports'

type Changes<K extends Store> = (store: ExchangeStores[K], all: ExchangeStores) => Partial<ExchangeStores[K]>

export const broken =
  <K extends Store>(which: K, changes: Changes<K>) =>
  (): ExchangeStores => {
    const stores = memoryStores()
    return { ...stores, [which]: over(stores[which], changes(stores[which], stores)) }
  }

/** A store whose parts are of another kind. */
export const brokenPart = (changes: (part: UploadPart, begin: () => Promise<UploadPart>) => Partial<UploadPart>) =>
  broken('uploads', (uploads) => ({
    begin: async (area, name) => {
      const part = await uploads.begin(area, name)
      return over(
        part,
        changes(part, () => uploads.begin(area, name)),
      )
    },
  }))

export const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
