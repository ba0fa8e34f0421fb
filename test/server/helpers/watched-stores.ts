import type { ExchangeStores, StoredFile, UploadPart } from 'commerceml/server'

/** An operation of a store: `uploads.commit`, `imports.claim`, and what it is about. */
export interface Operation {
  readonly name: string
  readonly area: string | undefined
  readonly file: string | undefined
}

/** Does the work, or something else. */
export type Around = <T>(operation: Operation, work: () => Promise<T>) => Promise<T>

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

function around<T extends object>(store: T, prefix: string, methods: readonly (keyof T & string)[], call: Around): T {
  const wrapped = methods.map((method) => [
    method,
    (...args: unknown[]) => {
      const operation = { name: `${prefix}.${method}`, area: text(args[0]), file: text(args[1]) }
      return call(operation, () => (store[method] as (...args: unknown[]) => Promise<unknown>).apply(store, args))
    },
  ])
  return Object.fromEntries(wrapped) as T
}

/** Stores whose every operation goes through a function. */
export function watchedStores(stores: ExchangeStores, call: Around): ExchangeStores {
  const { sessions, uploads, imports } = stores
  const about = (name: string, area: string, file: string): Operation => ({ name: `uploads.${name}`, area, file })
  const partOf = (part: UploadPart, area: string, name: string): UploadPart => ({
    write: (bytes) => call(about('write', area, name), () => part.write(bytes)),
    commit: (mode) => call(about('commit', area, name), () => part.commit(mode)),
    abort: () => call(about('abort', area, name), () => part.abort()),
  })
  const fileOf = (file: StoredFile, area: string, name: string): StoredFile => ({
    size: file.size,
    read: (position, length) => call(about('read', area, name), () => file.read(position, length)),
    close: () => call(about('close', area, name), () => file.close()),
  })
  return {
    sessions: around(sessions, 'sessions', ['get', 'put', 'remove', 'unusedSince'], call),
    imports: around(
      imports,
      'imports',
      ['get', 'claim', 'update', 'isRunning', 'importsSince', 'remove', 'clear'],
      call,
    ),
    uploads: {
      ...around(uploads, 'uploads', ['list', 'remove', 'clear', 'areas'], call),
      begin: (area, name) =>
        call(about('begin', area, name), async () => partOf(await uploads.begin(area, name), area, name)),
      open: (area, name) =>
        call(about('open', area, name), async () => {
          const file = await uploads.open(area, name)
          return file && fileOf(file, area, name)
        }),
    },
  }
}

/** What an operation may change. */
export const isWrite = ({ name }: Operation): boolean =>
  !/\.(get|list|areas|open|read|close|unusedSince|isRunning|importsSince)$/.test(name)

/** Stores that count the files of theirs that are opened, and those that are open. */
export function countedStores(stores: ExchangeStores): {
  stores: ExchangeStores
  files: { opened: number; open: number }
} {
  const files = { opened: 0, open: 0 }
  const counted = watchedStores(stores, async ({ name }, work) => {
    const result = await work()
    if (name === 'uploads.open' && result !== undefined) {
      files.opened++
      files.open++
    }
    if (name === 'uploads.close') files.open--
    return result
  })
  return { stores: counted, files }
}
