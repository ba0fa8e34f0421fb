import type { StoredFile, UploadPart } from '../../src/server/stores.ts'
import { broken, brokenPart, type Fault, fault, over, tick } from './faulty-stores.ts'

/** Stores in memory, each with one thing wrong with the chunks that are uploaded. */
export const CHUNK_FAULTS: readonly Fault[] = [
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
