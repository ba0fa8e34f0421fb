import type { Session } from '../../../src/exchange/session.ts'
import type { ImportState } from '../../../src/server/stores.ts'

export const AREA = 'a1'.repeat(16)
export const FILE = [AREA, 'import.xml'] as const
export const SESSION: Session = { id: AREA, user: 'shop', state: 'open', createdAt: 1, usedAt: 2 }
export const RUNNING: ImportState = {
  status: 'running',
  owner: 'one',
  until: 10,
  user: 'shop',
  type: 'catalog',
  message: '',
}
