import { broken, brokenPart, type Fault, fault, over } from './faulty-stores.ts'

/** A store that takes other names or areas for those it is given. */
const brokenKeys = (area: (area: string) => string, name: (name: string) => string) =>
  broken('uploads', (uploads) => ({
    begin: (a, n) => uploads.begin(area(a), name(n)),
    open: (a, n) => uploads.open(area(a), name(n)),
    remove: (a, n) => uploads.remove(area(a), name(n)),
    list: (a) => uploads.list(area(a)),
    clear: (a) => uploads.clear(area(a)),
  }))

/** A store that lets a chunk into an area that was cleared since the chunk was begun, of some kinds alone. */
const brokenClear = (letsIn: (mode: 'append' | 'replace', isEmpty: boolean) => boolean) =>
  broken('uploads', (uploads) => {
    const cleared = new Map<string, number>()
    return {
      begin: async (area, name) => {
        const part = await uploads.begin(area, name)
        const before = cleared.get(area)
        const writes: Uint8Array[] = []
        return over(part, {
          write: async (bytes) => {
            writes.push(bytes.slice())
            await part.write(bytes)
          },
          commit: async (mode) => {
            const isLate = cleared.get(area) !== before
            if (!isLate || !letsIn(mode, (await uploads.list(area)).length === 0)) return part.commit(mode)
            const anew = await uploads.begin(area, name)
            for (const bytes of writes) await anew.write(bytes)
            return anew.commit(mode)
          },
        })
      },
      clear: async (area) => {
        cleared.set(area, (cleared.get(area) ?? 0) + 1)
        await uploads.clear(area)
      },
    }
  })

const same = (text: string): string => text

/** Stores in memory, each with one thing wrong with its areas, and the names in them. */
export const AREA_FAULTS: readonly Fault[] = [
  fault(
    'names that differ in case are one',
    'uploads: names come back',
    brokenKeys(same, (name) => name.toLowerCase()),
  ),
  fault(
    'names lose their folders',
    'uploads: names come back',
    brokenKeys(same, (name) => name.split('/').at(-1) ?? ''),
  ),
  fault(
    'areas are mixed',
    'uploads: areas are kept apart',
    brokenKeys(() => '', same),
  ),
  fault(
    'list tells a wrong size',
    'uploads: list gives every file',
    broken('uploads', (uploads) => ({
      list: async (area) => (await uploads.list(area)).map(({ name, size }) => ({ name, size: size + 1 })),
    })),
  ),
  fault(
    'list goes by name',
    'uploads: list gives files in the order',
    broken('uploads', (uploads) => ({
      list: async (area) => [...(await uploads.list(area))].sort((one, other) => (one.name < other.name ? -1 : 1)),
    })),
  ),
  fault(
    'a file that is replaced keeps its place in the list',
    'uploads: list gives files in the order',
    broken('uploads', (uploads) => {
      const begun: string[] = []
      const removed = new Set<string>()
      return {
        begin: async (area, name) => {
          if (removed.delete(name)) begun.splice(begun.indexOf(name), 1)
          if (!begun.includes(name)) begun.push(name)
          return uploads.begin(area, name)
        },
        remove: async (area, name) => {
          removed.add(name)
          await uploads.remove(area, name)
        },
        list: async (area) =>
          [...(await uploads.list(area))].sort((one, other) => begun.indexOf(one.name) - begun.indexOf(other.name)),
      }
    }),
  ),
  fault(
    'remove takes the area',
    'uploads: remove takes one file',
    broken('uploads', (uploads) => ({ remove: (area) => uploads.clear(area) })),
  ),
  fault(
    'clear leaves a file',
    'uploads: clear takes all files',
    broken('uploads', (uploads) => ({
      clear: async (area) => {
        for (const { name } of (await uploads.list(area)).slice(1)) await uploads.remove(area, name)
      },
    })),
  ),
  fault(
    'a chunk is begun when it is committed',
    'uploads: a chunk that was begun before clear',
    broken('uploads', (uploads) => ({
      begin: async (area, name) => {
        const writes: Uint8Array[] = []
        return {
          write: async (bytes) => {
            writes.push(bytes.slice())
          },
          commit: async (mode) => {
            const part = await uploads.begin(area, name)
            for (const bytes of writes) await part.write(bytes)
            return part.commit(mode)
          },
          abort: async () => {},
        }
      },
    })),
  ),
  fault(
    'a chunk that was begun before clear begins its area anew',
    'uploads: a chunk that was begun before clear',
    brokenClear((_, isEmpty) => isEmpty),
  ),
  fault(
    'a chunk that was begun before clear is appended to what came since',
    'uploads: a chunk that was begun before clear',
    brokenClear((mode, isEmpty) => mode === 'append' && !isEmpty),
  ),
  fault(
    'a chunk that was begun before clear takes the place of what came since',
    'uploads: a chunk that was begun before clear',
    brokenClear((mode, isEmpty) => mode === 'replace' && !isEmpty),
  ),
  fault(
    'a chunk that was begun before clear is dropped in silence',
    'uploads: a chunk that was begun before clear',
    brokenPart((part) => ({ commit: (mode) => part.commit(mode).catch(() => 0) })),
  ),
  fault(
    'areas gives an area for each file',
    'uploads: areas gives',
    broken('uploads', (uploads) => ({
      areas: async () => {
        const areas: string[] = []
        for (const area of await uploads.areas()) areas.push(...(await uploads.list(area)).map(() => area))
        return areas
      },
    })),
  ),
  fault(
    'areas gives one area',
    'uploads: areas gives',
    broken('uploads', (uploads) => ({ areas: async () => (await uploads.areas()).slice(0, 1) })),
  ),
  fault(
    'areas gives those that were cleared',
    'uploads: areas gives',
    broken('uploads', (uploads) => {
      const begun = new Set<string>()
      return {
        begin: async (area, name) => {
          begun.add(area)
          return uploads.begin(area, name)
        },
        areas: async () => [...begun],
      }
    }),
  ),
]
