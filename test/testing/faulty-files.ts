import type { StoredFile } from '../../src/server/stores.ts'
import { broken, type Fault, fault, over, tick } from './faulty-stores.ts'

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

/** Stores in memory, each with one thing wrong with the files that are read. */
export const FILE_FAULTS: readonly Fault[] = [
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
    'open gives an empty file where there is none',
    'uploads: open gives undefined',
    broken('uploads', (uploads) => ({
      open: async (area, name) =>
        (await uploads.open(area, name)) ?? { size: 0, read: async () => new Uint8Array(0), close: async () => {} },
    })),
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
