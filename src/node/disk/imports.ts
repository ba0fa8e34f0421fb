import { join } from 'node:path'
import { isSessionId } from '../../exchange/session.ts'
import { isClaimable, isRunning, isSince } from '../../server/imports/claim.ts'
import type { ImportState, ImportStore, KnownImport } from '../../server/stores.ts'
import { createCell, readCell, swapCell } from './cell.ts'
import { namesIn } from './files.ts'
import { checkedId, folderOf, isFolderOfFile } from './names.ts'
import type { Trash } from './trash.ts'

/** What stands on disk; the name is kept as the folder has only its hash. */
type Import = KnownImport

/** States of imports: a folder for each area, in it a cell for each file. */
export class DiskImports implements ImportStore {
  readonly #root: string
  readonly #trash: Trash

  constructor(root: string, trash: Trash) {
    this.#root = root
    this.#trash = trash
  }

  async get(area: string, name: string): Promise<ImportState | undefined> {
    return (await readImport(folderOf(this.#root, area, name)))?.state
  }

  async claim(area: string, name: string, state: ImportState, now: number): Promise<boolean> {
    const folder = folderOf(this.#root, area, name)
    const next: Import = { name, state }
    for (;;) {
      const seen = await readCell(folder)
      if (seen === undefined) {
        if (await createCell(folder, next)) return true
      } else {
        if (!isClaimable(importOf(seen.value).state, now)) return false
        if (await swapCell(folder, seen, next)) return true
      }
    }
  }

  async update(area: string, name: string, state: ImportState): Promise<boolean> {
    const folder = folderOf(this.#root, area, name)
    const next: Import = { name, state }
    for (;;) {
      const seen = await readCell(folder)
      if (seen === undefined || importOf(seen.value).state.owner !== state.owner) return false
      if (await swapCell(folder, seen, next)) return true
    }
  }

  async isRunning(area: string, now: number): Promise<boolean> {
    for await (const { state } of importsIn(join(this.#root, checkedId(area)))) if (isRunning(state, now)) return true
    return false
  }

  async importsSince(user: string, time: number): Promise<readonly KnownImport[]> {
    const imports: KnownImport[] = []
    for (const area of (await namesIn(this.#root)).filter(isSessionId)) {
      for await (const found of importsIn(join(this.#root, area))) {
        if (isSince(found.state, user, time)) imports.push(found)
      }
    }
    return imports
  }

  async remove(area: string, name: string): Promise<void> {
    await this.#trash.discard(folderOf(this.#root, area, name))
  }

  async clear(area: string): Promise<void> {
    await this.#trash.discard(join(this.#root, checkedId(area)))
  }
}

async function* importsIn(area: string): AsyncGenerator<Import, void, undefined> {
  for (const folder of (await namesIn(area)).filter(isFolderOfFile)) {
    const found = await readImport(join(area, folder))
    if (found !== undefined) yield found
  }
}

async function readImport(folder: string): Promise<Import | undefined> {
  const seen = await readCell(folder)
  return seen && importOf(seen.value)
}

// Only we write there, in one step: what is JSON is an import.
const importOf = (value: unknown): Import => value as Import
