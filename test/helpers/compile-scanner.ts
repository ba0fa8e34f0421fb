import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
import { FIRST, LETTERS, PAGE, SHIFT } from '../../src/xml/wasm/text.ts'

const FLAGS = ['--enable', 'simd', '-O3', '--runtime', 'stub', '--noAssert', '--use', 'abort=']

function letterOf(byte: number): string {
  const place = (byte + SHIFT) & 0xff
  const page = Math.floor(place / LETTERS)
  return (page > 0 ? String.fromCharCode(PAGE + page) : '') + String.fromCharCode(FIRST + (place % LETTERS))
}

/** The text of src/xml/wasm/binary.ts, from src/xml/wasm/assembly. The compiler gives the same bytes every time. */
export async function compileScanner(): Promise<string> {
  let binary: Uint8Array | undefined
  const { error, stderr } = await asc.main(
    [
      'src/xml/wasm/assembly/scanner.ts',
      '--baseDir',
      fileURLToPath(new URL('../..', import.meta.url)),
      '--outFile',
      'scanner.wasm',
      ...FLAGS,
    ],
    {
      writeFile: (_name: string, contents: Uint8Array | string) => {
        if (typeof contents !== 'string') binary = contents
      },
    },
  )
  if (error !== null || binary === undefined) throw new Error(`the scanner does not compile: ${stderr.toString()}`)
  const lines =
    Array.from(binary, letterOf)
      .join('')
      .match(/.{1,100}/g) ?? []
  return [
    '/** The scanner of src/xml/wasm/assembly, compiled by `npm run wasm`; a test compiles it again and compares. */',
    `export const WASM_BINARY =\n${lines.map((line) => `  '${line.replace(/['\\]/g, '\\$&')}'`).join(' +\n')}\n`,
  ].join('\n')
}
