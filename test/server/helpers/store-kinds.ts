import { join } from 'node:path'
import { memoryStores } from 'commerceml/server'
import { diskStores } from 'commerceml/server/node'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'

/** Both kinds of stores, each with a function that makes new ones: rows for `describe.each`. */
export function storeKinds(name: string) {
  const root = temporaryFolder(name)
  let made = 0
  return [
    ['memory', () => memoryStores()],
    ['disk', () => diskStores(join(root, `${++made}`))],
  ] as const
}
