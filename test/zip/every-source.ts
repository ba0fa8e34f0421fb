import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openZip, type ZipArchive, type ZipOptions } from '../../src/zip/archive.ts'
import type { RandomAccess, ZipSource } from '../../src/zip/random-access.ts'

/** A source over bytes that counts what is done with it. */
export class CountedAccess implements RandomAccess {
  readonly #bytes: Uint8Array
  readonly #longest: number
  reads = 0
  bytesRead = 0
  closes = 0

  constructor(bytes: Uint8Array, longest = Number.POSITIVE_INFINITY) {
    this.#bytes = bytes
    this.#longest = longest
  }

  get size(): number {
    return this.#bytes.length
  }

  async read(position: number, length: number): Promise<Uint8Array> {
    if (position < 0 || length <= 0 || position + length > this.size) throw new Error('asked for bytes outside')
    this.reads++
    const bytes = this.#bytes.slice(position, position + Math.min(length, this.#longest))
    this.bytesRead += bytes.length
    return bytes
  }

  async close(): Promise<void> {
    this.closes++
  }
}

/** The ways an archive can be handed over; each has to give the same. */
export const WAYS: Readonly<Record<string, (bytes: Uint8Array, folder: string) => ZipSource>> = {
  path: (bytes, folder) => {
    const path = join(folder, 'archive.zip')
    writeFileSync(path, bytes)
    return path
  },
  Uint8Array: (bytes) => new Uint8Array(bytes),
  RandomAccess: (bytes) => new CountedAccess(bytes),
  'RandomAccess that reads 777 bytes at a time': (bytes) => new CountedAccess(bytes, 777),
}

/** Whether open files can be counted here. */
export const COUNTS_HANDLES: boolean = existsSync('/proc/self/fd')

/** Open handles on files below a folder. */
export function openHandles(folder: string): number {
  if (!COUNTS_HANDLES) return 0
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder)
    } catch {
      return false // the handle of readdir itself
    }
  }).length
}

/** Calls with a folder that is removed afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'commerceml-zip-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** All bytes of an entry. */
export async function drain(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Opens, reads every entry and closes: what an archive is when nothing is wrong with it. */
export async function unpack(source: ZipSource, options?: ZipOptions): Promise<Map<string, Buffer>> {
  const archive: ZipArchive = await openZip(source, options)
  try {
    const files = new Map<string, Buffer>()
    for (const entry of archive.entries) files.set(entry.name, await drain(entry.open()))
    return files
  } finally {
    await archive.close()
  }
}

/** The error that a promise ends with. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
  } catch (error) {
    return error
  }
  throw new Error('expected a failure')
}
