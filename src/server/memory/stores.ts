import type { ExchangeStores } from '../stores.ts'
import { MemoryImports } from './imports.ts'
import { MemorySessions } from './sessions.ts'
import { MemoryUploads } from './uploads.ts'

/**
 * Stores in the memory of one process: for tests, and for a site that runs in one process and may lose an exchange when it
 * restarts (1C begins again). Uploaded files stay in memory until they are removed.
 *
 * Nothing is shared with the caller: bytes are copied when they come in and when they are read.
 *
 * @example
 * import { memoryStores } from 'commerceml/server'
 * const { uploads } = memoryStores()
 * const area = '0123456789abcdef0123456789abcdef'
 * const part = await uploads.begin(area, 'import.xml')
 * await part.write(new TextEncoder().encode('<КоммерческаяИнформация/>'))
 * console.log(await part.commit('append')) // 47
 */
export function memoryStores(): ExchangeStores {
  return { sessions: new MemorySessions(), uploads: new MemoryUploads(), imports: new MemoryImports() }
}
