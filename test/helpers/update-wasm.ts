/** Compiles the scanner and stores it as src/xml/wasm/binary.ts: `npm run wasm`. */
import { writeFileSync } from 'node:fs'
import { compileScanner } from './compile-scanner.ts'

writeFileSync(new URL('../../src/xml/wasm/binary.ts', import.meta.url), await compileScanner())
