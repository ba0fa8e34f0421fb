import type { StoredFile, UploadPart } from '../../src/server/stores.ts'
import { broken, type Fault, fault, over, tick } from './faulty-stores.ts'

/** A store whose parts are of another kind. */
const brokenPart = (changes: (part: UploadPart, begin: () => Promise<UploadPart>) => Partial<UploadPart>) =>
  broken('uploads', (uploads) => ({
    begin: async (area, name) => {
      const part = await uploads.begin(area, name)
      return over(
        part,
        changes(part, () => uploads.begin(area, name)),
      )
    },
  }))

/** A store whose open files are of another kind. */
const brokenFile = (changes: (file: StoredFile, open: () => Promise<StoredFile | undefined>) => Partial<StoredFile>) =>
  broken('uploads', (uploads) => ({
    open: async (area, name) => {
      const file = await uploads.open(area, name)
      return (
        file &&
        over(
          file,
          changes(file, () => uploads.open(area, name)),
        )
      )
    },
  }))

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

/** Stores in memory, each with one thing wrong with its uploads. */
export const UPLOAD_FAULTS: readonly Fault[] = [
  fault(
    'a chunk loses its last byte',
    'uploads: append begins',
    brokenPart((part) => ({ write: (bytes) => part.write(bytes.subarray(0, Math.max(bytes.length - 1, 0))) })),
  ),
  fault(
    'commit tells the size of the chunk',
    'uploads: append begins',
    brokenPart((part) => {
      let size = 0
      return {
        write: (bytes) => {
          size += bytes.length
          return part.write(bytes)
        },
        commit: async (mode) => {
          await part.commit(mode)
          return size
        },
      }
    }),
  ),
  fault(
    'a chunk that repeats the one before is dropped',
    'uploads: the same chunk twice',
    broken('uploads', (uploads) => {
      let before = ''
      return {
        begin: async (area, name) => {
          const part = await uploads.begin(area, name)
          let text = ''
          return over(part, {
            write: (bytes) => {
              text += bytes.join()
              return part.write(bytes)
            },
            commit: async (mode) => {
              if (text === before) return 0
              before = text
              return part.commit(mode)
            },
          })
        },
      }
    }),
  ),
  fault(
    'replace appends',
    'uploads: replace puts',
    brokenPart((part) => ({ commit: () => part.commit('append') })),
  ),
  fault(
    'replace wants a file that is there',
    'uploads: replace begins',
    broken('uploads', (uploads) => ({
      begin: async (area, name) => {
        const part = await uploads.begin(area, name)
        const commit = async (mode: 'append' | 'replace'): Promise<number> => {
          const file = await uploads.open(area, name)
          if (mode === 'replace' && file === undefined) throw new Error('expected a file')
          return part.commit(mode)
        }
        return over(part, { commit })
      },
    })),
  ),
  fault(
    'the writes of a chunk come in the reverse order',
    'uploads: the writes of a chunk',
    brokenPart((part) => {
      const writes: Uint8Array[] = []
      return {
        write: async (bytes) => {
          writes.unshift(bytes.slice())
        },
        commit: async (mode) => {
          for (const bytes of writes) await part.write(bytes)
          return part.commit(mode)
        },
      }
    }),
  ),
  fault(
    'a write is seen at once',
    'uploads: nobody sees a chunk',
    brokenPart((_, begin) => {
      let size = 0
      return {
        write: async (bytes) => {
          const part = await begin()
          await part.write(bytes)
          size = await part.commit('append')
        },
        commit: async () => size,
      }
    }),
  ),
  fault(
    'abort commits',
    'uploads: an aborted chunk',
    brokenPart((part) => ({
      abort: async () => {
        await part.commit('append')
      },
    })),
  ),
  fault(
    'a chunk of no bytes makes no file',
    'uploads: a chunk of no bytes',
    brokenPart((part) => {
      let size = 0
      return {
        write: (bytes) => {
          size += bytes.length
          return part.write(bytes)
        },
        commit: async (mode) => (size === 0 ? 0 : part.commit(mode)),
      }
    }),
  ),
  fault(
    'read does not mind the position',
    'uploads: read gives the bytes',
    brokenFile((file) => ({ read: (_, length) => file.read(0, length) })),
  ),
  fault(
    'read gives more than it was asked for',
    'uploads: read gives the bytes',
    brokenFile((file) => ({ read: (position, length) => file.read(position, length + 1) })),
  ),
  fault(
    'read gives nothing at the border of a chunk',
    'uploads: read gives the bytes',
    brokenFile((file) => ({
      read: async (position, length) => (position === 3 ? new Uint8Array(0) : file.read(position, length)),
    })),
  ),
  fault(
    'reads at once share one position',
    'uploads: reads of one file at the same time',
    brokenFile((file) => {
      let at = 0
      return {
        read: async (position, length) => {
          at = position
          await tick()
          return file.read(at, length)
        },
      }
    }),
  ),
  fault(
    'closing a file closes it for others',
    'uploads: a file that is open twice',
    broken('uploads', (uploads) => {
      const opened: StoredFile[] = []
      return {
        open: async (area, name) => {
          const file = await uploads.open(area, name)
          if (file === undefined) return undefined
          opened.push(file)
          return over(file, {
            close: async () => {
              for (const one of opened.splice(0)) await one.close()
            },
          })
        },
      }
    }),
  ),
  fault(
    'an open file grows',
    'uploads: chunks that come after a file was opened',
    broken('uploads', (uploads) => ({
      open: async (area, name) => {
        const first = await uploads.open(area, name)
        if (first === undefined) return undefined
        const size = async (): Promise<number> =>
          (await uploads.list(area)).find((file) => file.name === name)?.size ?? 0
        let known = await size()
        const begin = uploads.begin.bind(uploads)
        // Whoever commits tells the open file.
        uploads.begin = async (...args) => {
          const part = await begin(...args)
          const commit = async (mode: 'append' | 'replace'): Promise<number> => {
            const total = await part.commit(mode)
            known = await size()
            return total
          }
          return over(part, { commit })
        }
        return {
          get size() {
            return known
          },
          read: async (position: number, length: number) =>
            (await uploads.open(area, name))?.read(position, length) ?? new Uint8Array(0),
          close: () => first.close(),
        }
      },
    })),
  ),
  fault(
    'an open file gives the bytes of the file that came after it',
    'uploads: an open file never gives bytes',
    brokenFile((file, open) => ({
      read: async (position, length) => (await open())?.read(position, length) ?? file.read(position, length),
    })),
  ),
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
    'open gives an empty file where there is none',
    'uploads: open gives undefined',
    broken('uploads', (uploads) => ({
      open: async (area, name) =>
        (await uploads.open(area, name)) ?? { size: 0, read: async () => new Uint8Array(0), close: async () => {} },
    })),
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
    'the buffer of the caller is kept',
    'uploads: the caller may use its buffer',
    brokenPart((part) => {
      const writes: Uint8Array[] = []
      return {
        write: async (bytes) => {
          writes.push(bytes)
        },
        commit: async (mode) => {
          for (const bytes of writes) await part.write(bytes)
          return part.commit(mode)
        },
      }
    }),
  ),
  fault(
    'all chunks on their way in are one',
    'uploads: chunks of many files at the same time',
    broken('uploads', (uploads) => {
      let last: UploadPart | undefined
      return {
        begin: async (area, name) => {
          const part = await uploads.begin(area, name)
          last = part
          return over(part, { write: (bytes) => (last ?? part).write(bytes) })
        },
      }
    }),
  ),
  fault(
    'of chunks that are joined at once the last is kept',
    'uploads: chunks that are appended to one file at the same time',
    broken('uploads', (uploads) => ({
      begin: async (area, name) => {
        const writes: Uint8Array[] = []
        return {
          write: async (bytes) => {
            writes.push(bytes.slice())
          },
          commit: async (mode) => {
            const file = mode === 'append' ? await uploads.open(area, name) : undefined
            const before = file === undefined || file.size === 0 ? new Uint8Array(0) : await all(file)
            await tick()
            const part = await uploads.begin(area, name)
            for (const bytes of [before, ...writes]) await part.write(bytes)
            return part.commit('replace')
          },
          abort: async () => {},
        }
      },
    })),
  ),
  fault(
    'replace takes away first and puts later',
    'uploads: appends and a replace at the same time',
    broken('uploads', (uploads) => ({
      begin: async (area, name) => {
        const part = await uploads.begin(area, name)
        const commit = async (mode: 'append' | 'replace'): Promise<number> => {
          if (mode === 'append') return part.commit(mode)
          await uploads.remove(area, name)
          for (let step = 0; step < 20; step++) await Promise.resolve()
          return part.commit('append')
        }
        return over(part, { commit })
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
  fault(
    'a file has 199 chunks at most',
    'uploads: a file of many chunks',
    broken('uploads', (uploads) => {
      let chunks = 0
      return {
        begin: async (area, name) => {
          if (++chunks > 199) throw new Error('expected no more chunks')
          return uploads.begin(area, name)
        },
      }
    }),
  ),
]

async function all(file: StoredFile): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.size)
  for (let position = 0; position < file.size; ) {
    const piece = await file.read(position, file.size - position)
    bytes.set(piece, position)
    position += piece.length
  }
  return bytes
}
