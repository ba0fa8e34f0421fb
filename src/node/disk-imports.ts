import { join } from 'node:path'
import { isSessionId } from '../exchange/session.ts'
import { isClaimable, isDoneSince } from '../server/import-claim.ts'
import type { ImportState, ImportStore } from '../server/stores.ts'
import { createCell, readCell, swapCell } from './disk-cell.ts'
import { discardFolder, namesIn, sweepDiscarded } from './disk-files.ts'
import { checkedId, folderOf, isFolderOfFile } from './disk-names.ts'

/** What stands on disk; the name is kept as the folder has only its hash. */
interface Import {
  readonly name: string
  readonly state: ImportState
}

/** States of imports: a folder for each area, in it a cell for each file. */
export class DiskImports implements ImportStore {
  readonly #root: string

  constructor(root: string) {
    this.#root = root
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

  async doneSince(user: string, time: number): Promise<readonly string[]> {
    const names = new Set<string>()
    for (const area of (await namesIn(this.#root)).filter(isSessionId)) {
      for (const folder of (await namesIn(join(this.#root, area))).filter(isFolderOfFile)) {
        const found = await readImport(join(this.#root, area, folder))
        if (found !== undefined && isDoneSince(found.state, user, time)) names.add(found.name)
      }
    }
    return [...names]
  }

  async remove(area: string, name: string): Promise<void> {
    await discardFolder(folderOf(this.#root, area, name))
  }

  async clear(area: string): Promise<void> {
    await discardFolder(join(this.#root, checkedId(area)))
    await sweepDiscarded(this.#root)
  }
}

async function readImport(folder: string): Promise<Import | undefined> {
  const seen = await readCell(folder)
  return seen && importOf(seen.value)
}

// Only we write there, in one step: what is JSON is an import.
const importOf = (value: unknown): Import => value as Import
