import asc from 'assemblyscript/asc'
import { ROOT } from '../folders.ts'

// Those of test/helpers/compile-scanner.ts: other flags, other functions.
const FLAGS = ['--enable', 'simd', '-O3', '--runtime', 'stub', '--noAssert', '--use', 'abort=']

/**
 * Names of the scanner's functions by their number. The binary that is published has none; its text, compiled again
 * from the same sources, has them in the same order. Empty when the sources do not compile.
 */
export async function wasmNames(): Promise<readonly string[]> {
  let text = ''
  await asc.main(['src/xml/wasm/assembly/scanner.ts', '--baseDir', ROOT, '--textFile', 'scanner.wat', ...FLAGS], {
    writeFile: (_name: string, contents: Uint8Array | string) => {
      if (typeof contents === 'string') text = contents
    },
  })
  // Imported functions come first, in the text as in the numbers; exports name functions a second time.
  const functions = text.matchAll(/^ \((?:import "[^"]*" "[^"]*" \()?func \$(\S+)/gm)
  return [...functions].map(([, name = '']) => name.replace(/^src\/xml\/wasm\/assembly\//, ''))
}
