import { join } from 'node:path'
import { ROOT } from './command.ts'

/** The document that most of these tests read or send. */
export const CATALOG = join(ROOT, 'fixtures/valid/import-2.08/import.xml')
