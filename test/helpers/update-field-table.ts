import { writeFileSync } from 'node:fs'
import { fieldTable } from './field-table.ts'

writeFileSync(new URL('../../src/schema/FIELDS.md', import.meta.url), fieldTable())
