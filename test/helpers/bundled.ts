import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'

const source = (path: string): string => fileURLToPath(new URL(`../../src/${path}`, import.meta.url))
/** The public names, as the sources behind them. */
const SOURCES: Readonly<Record<string, string>> = {
  'commerceml/node': source('node/index.ts'),
  'commerceml/server/node': source('node/server.ts'),
  'commerceml/server': source('server/index.ts'),
  commerceml: source('index.ts'),
}

// It looks for its binary beside itself, so it stays where it is.
const SQLITE = createRequire(import.meta.url).resolve('node-sqlite3-wasm')

// What runs tests ends their processes by a signal, at which Node tells nobody of the end; a person who ends a program has
// not seen it succeed.
process.once('SIGTERM', () => process.exit())
process.once('SIGINT', () => process.exit(130))

const bundles = new Map<string, Promise<string>>()

async function bundle(program: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'commerceml-bundle-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const { name } = parse(program)
  await build({
    entry: { [name]: program },
    outDir: folder,
    format: 'esm',
    outExtension: () => ({ js: '.mjs' }),
    // Packages of CommonJS within ask for Node's modules by it.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    platform: 'node',
    noExternal: [/.*/],
    config: false,
    silent: true,
    splitting: false,
    esbuildOptions(options) {
      options.alias = { ...SOURCES, 'node-sqlite3-wasm': SQLITE }
      options.external = [SQLITE]
    },
  })
  return join(folder, `${name}.mjs`)
}

/**
 * A program in TypeScript and the sources that it needs as one file of JavaScript: it starts ten times as fast, and
 * nothing that translates it is in its memory. The file is made once, and goes when this process ends.
 *
 * @param program its path
 */
export function bundled(program: string): Promise<string> {
  const made = bundles.get(program) ?? bundle(program)
  bundles.set(program, made)
  return made
}
