import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { isSessionId } from '../../exchange/session.ts'

const HASH_LENGTH = 40
const HASH = /^[0-9a-f]{40}$/

/** The id itself, which becomes a part of a path. Throws `TypeError` when it is none. */
export function checkedId(id: string): string {
  if (typeof id === 'string' && isSessionId(id)) return id
  throw new TypeError('expected the id of a session, 32 hexadecimal digits in lower case')
}

/**
 * The folder of a file. The name decides nothing but a hash: whatever it holds, it leads nowhere, and names that a file
 * system takes for one (other case, another form of й) stay two.
 */
export function folderOf(root: string, area: string, name: string): string {
  return join(root, checkedId(area), createHash('sha256').update(name).digest('hex').slice(0, HASH_LENGTH))
}

/** Whether {@link folderOf} made this name of a folder. */
export const isFolderOfFile = (name: string): boolean => HASH.test(name)
