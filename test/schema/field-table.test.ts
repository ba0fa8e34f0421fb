import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fieldTable } from '../helpers/field-table.ts'

test('the field table is what the schema tables say (npm run fields)', () => {
  expect(readFileSync(new URL('../../src/schema/FIELDS.md', import.meta.url), 'utf8')).toBe(fieldTable())
})
