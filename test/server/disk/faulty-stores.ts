import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { type DiskStores, diskStores } from '../../../src/node/disk/stores.ts'
import { disk } from './faulty-disk.ts'

/** Makes stores, each on a folder of its own that goes with the test, as do the faults of the disk. */
export function storesOnFaultyDisk(): () => readonly [folder: string, stores: DiskStores] {
  let root = ''
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'commerceml-faults-'))
    disk.reset()
  })
  afterEach(() => {
    disk.reset()
    rmSync(root, { recursive: true, force: true })
  })
  let made = 0
  return () => {
    const folder = join(root, `${++made}`)
    return [folder, diskStores(folder)]
  }
}
