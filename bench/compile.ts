import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { CACHE, ROOT } from './folders.ts'

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/**
 * Compiles the contenders' process, and returns its file. Packages stay outside: this one is found by its own name, so
 * that what is measured is what is published (`npm run build` first).
 */
export async function compileChild(): Promise<string> {
  const folder = join(CACHE, 'child')
  rmSync(folder, { recursive: true, force: true })
  await build({
    entryPoints: [source('child/main.ts')],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    tsconfigRaw: '{}', // the project's own leads the package's name to its sources
  })
  // So does Bun, which reads the nearest one at run time.
  writeFileSync(join(CACHE, 'tsconfig.json'), '{}\n')
  return join(folder, 'main.mjs')
}

/** The page of bench/browser as one script. */
export async function compilePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [source('browser/page.ts')],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    tsconfigRaw: '{}',
    alias: { commerceml: join(ROOT, 'dist/index.js') },
  })
  return outputFiles[0]?.text ?? ''
}
