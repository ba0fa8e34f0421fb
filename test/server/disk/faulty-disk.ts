import type { FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'

type Files = typeof import('node:fs/promises')

interface Disk {
  /** Each operation with the last part of its paths: `link part-1f3… 0c8…-0-0`, `sync a1a1…`. */
  log: string[]
  handles: number
  mostHandles: number
  /** Paths of what is open, one for each handle. */
  opened: readonly string[]
  /** Syncs are counted and not made: for tests of many steps. */
  skipSync: boolean
  /** The code to fail with, if the operation is to fail. `index` counts from 1 since the last `reset`. */
  fault: (operation: string, index: number, paths: readonly string[]) => string | undefined
  /** What another process does between two operations: before the one of this index. */
  meanwhile: (index: number) => Promise<void>
  reset(): void
}

/** What the disk was asked for, and what it is to answer; for `vi.mock('node:fs/promises')`. */
export const disk: Disk = {
  log: [],
  handles: 0,
  mostHandles: 0,
  opened: [],
  skipSync: true,
  fault: () => undefined,
  meanwhile: async () => {},
  reset() {
    this.log = []
    this.fault = () => undefined
    this.meanwhile = async () => {}
  },
}

const OPERATIONS = ['access', 'link', 'mkdir', 'open', 'readdir', 'readFile', 'rename', 'rm', 'stat'] as const

/** The file system, watched and disturbed. */
export function watched(files: Files): Files {
  const note = (operation: string, ...given: readonly unknown[]): void => {
    const paths = given.filter((path) => typeof path === 'string')
    const index = disk.log.push([operation, ...paths.map((path) => basename(path))].join(' '))
    const code = disk.fault(operation, index, paths)
    if (code !== undefined) throw Object.assign(new Error(`${code}: made up`), { code })
  }
  const watchedHandle = (handle: FileHandle, path: string): FileHandle => {
    disk.mostHandles = Math.max(disk.mostHandles, ++disk.handles)
    disk.opened = [...disk.opened, path]
    let closed = false
    const changed = {
      async close() {
        if (!closed) {
          disk.handles--
          disk.opened = disk.opened.toSpliced(disk.opened.indexOf(path), 1)
        }
        closed = true
        await handle.close()
        note('close', path)
      },
      async sync() {
        await disk.meanwhile(disk.log.length + 1)
        note('sync', path)
        if (!disk.skipSync) await handle.sync()
      },
      async writeFile(...args: Parameters<FileHandle['writeFile']>) {
        try {
          note('write', path)
        } catch (error) {
          await handle.writeFile(new Uint8Array(1)) // as a disk that is full: something was written
          throw error
        }
        await handle.writeFile(...args)
      },
    }
    return new Proxy(handle, {
      get(target, key) {
        if (Object.hasOwn(changed, key)) return Reflect.get(changed, key)
        const value: unknown = Reflect.get(target, key, target)
        if (key === 'read') note('read', path)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }
  const functions = OPERATIONS.map((name) => [
    name,
    async (...args: unknown[]) => {
      await disk.meanwhile(disk.log.length + 1)
      note(name, args[0], name === 'link' || name === 'rename' ? args[1] : undefined)
      const result: unknown = await (files[name] as (...args: unknown[]) => Promise<unknown>)(...args)
      return name === 'open' ? watchedHandle(result as FileHandle, String(args[0])) : result
    },
  ])
  return { ...files, ...Object.fromEntries(functions) }
}
