import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileScanner } from '../../helpers/compile-scanner.ts'

test('the scanner that is shipped is the one in src/xml/wasm/assembly', async () => {
  const shipped = readFileSync(new URL('../../../src/xml/wasm/binary.ts', import.meta.url), 'utf8')
  expect(await compileScanner()).toBe(shipped)
})
