import { join } from 'node:path'
import { type ExchangeOptions, memoryStores } from 'commerceml/server'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { makeSite, type TestSite } from './site.ts'
import { type Operation, watchedStores } from './watched-stores.ts'

const root = temporaryFolder('abuse')
let made = 0
export const freshFolder = (): string => join(root, `${++made}`)

/** A site with a list of what was asked of its stores. */
export function watchedSite(options: Partial<ExchangeOptions> = {}): TestSite & { operations: Operation[] } {
  const operations: Operation[] = []
  const stores = watchedStores(options.stores ?? memoryStores(), (operation, work) => {
    operations.push(operation)
    return work()
  })
  return { ...makeSite({ ...options, stores }), operations }
}

export const TYPES = ['catalog', 'sale', 'reference', 'get_catalog']
export const MODES = ['init', 'file', 'import', 'query', 'success', 'info', 'deactivate', 'complete', 'listen']
