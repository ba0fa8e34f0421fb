import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { UploadStore } from '../../../src/server/stores.ts'
import { readAll } from '../../../src/testing/upload-files.ts'
import { AREA } from '../helpers/samples.ts'
import { disk } from './faulty-disk.ts'

export const NAME = 'import.xml'

export async function attempt(uploads: UploadStore, mode: 'append' | 'replace', bytes: Uint8Array): Promise<boolean> {
  try {
    const part = await uploads.begin(AREA, NAME)
    try {
      await part.write(bytes)
      await part.commit(mode)
      return true
    } catch {
      await part.abort()
      return false
    }
  } catch {
    return false
  }
}

export async function content(uploads: UploadStore): Promise<Uint8Array | undefined> {
  const file = await uploads.open(AREA, NAME)
  if (file === undefined) return undefined
  try {
    return await readAll(file)
  } finally {
    await file.close()
  }
}

export const key = (bytes: Uint8Array | undefined): string => (bytes === undefined ? 'no file' : bytes.join())

/** Looks at the disk without being counted or disturbed. */
export async function undisturbed<T>(look: () => Promise<T>): Promise<T> {
  const { fault, log, meanwhile } = disk
  disk.reset()
  try {
    return await look()
  } finally {
    disk.fault = fault
    disk.log = log
    disk.meanwhile = meanwhile
  }
}

/** Files below the folder that belong to nothing; without those of a removal that failed half way, which clear takes. */
export function leftovers(folder: string): string[] {
  return readdirSync(join(folder, 'uploads'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !basename(entry.parentPath).startsWith('gone-'))
    .filter(({ name, parentPath }) => {
      if (!/^[0-9a-f]{40}$/.test(basename(parentPath))) return true
      if (name === 'head.json') return false
      const { generation } = JSON.parse(readFileSync(join(parentPath, 'head.json'), 'utf8'))
      return !name.startsWith(`${generation}-`)
    })
    .map(({ name, parentPath }) => join(parentPath, name))
}
