import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { beforeAll, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const DIST = join(ROOT, 'dist')
const ENTRIES = {
  commerceml: 'index.js',
  'commerceml/schema': 'schema.js',
  'commerceml/zip': 'zip.js',
  'commerceml/node': 'node.js',
  'commerceml/exchange': 'exchange.js',
  'commerceml/exchange/testing': 'exchange/testing.js',
  'commerceml/server': 'server.js',
  'commerceml/server/node': 'server/node.js',
  'commerceml/client': 'client.js',
  'commerceml/write': 'write.js',
}

beforeAll(() => {
  if (!existsSync(join(DIST, 'index.js'))) throw new Error('npm run build first: these tests run the built package')
})

/** Runs code in a process of its own, in the project's folder, where the package finds itself by its name. */
const runCode = (type: 'module' | 'commonjs', code: string): string =>
  execFileSync(process.execPath, [`--input-type=${type}`, '-e', code], { cwd: ROOT, encoding: 'utf8' })

test.each(Object.keys(ENTRIES))('%s can be imported and required', (name) => {
  const imported = runCode('module', `import * as all from '${name}'; console.log(Object.keys(all).sort().join())`)
  const required = runCode(
    'commonjs',
    `console.log(Object.keys(require('${name}')).filter((key) => key !== '__esModule').sort().join())`,
  )
  expect(imported).toBe(required)
  expect(imported.trim()).toMatchSnapshot(`what ${name} exports`)
})

test('no entry is left out here', () => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: object }
  const code = Object.keys(exports).filter((entry) => !entry.endsWith('.json'))
  expect(Object.keys(ENTRIES).sort()).toEqual(code.map((entry) => `commerceml${entry.slice(1)}`).sort())
})

test('TypeScript finds the types where Node 10 would look: without `exports`, as it does beside CommonJS', () => {
  const folder = join(ROOT, '.cache', 'node10')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  symlinkSync(ROOT, join(folder, 'node_modules', 'commerceml'), 'junction')
  const lines = Object.keys(ENTRIES).flatMap((name, index) => [
    `import * as entry${index} from '${name}'`,
    `export const keys${index}: object = entry${index}`,
  ])
  const typed = `import type { ProductEvent } from 'commerceml'
    // @ts-expect-error: there is no such field, and types that were not found would be any
    export type Misspelt = ProductEvent['product']['nam']`
  const json = "import * as schema from 'commerceml/schema/product.json'\nexport const title: string = schema.title"
  writeFileSync(join(folder, 'all.ts'), [...lines, json, typed].join('\n'))
  const flags =
    '--noEmit --strict --skipLibCheck --resolveJsonModule --target es2022 --module commonjs --moduleResolution node10 --types node'
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const options = { cwd: folder, encoding: 'utf8', stdio: 'pipe' } as const
  expect(() => execFileSync(process.execPath, [tsc, ...flags.split(' '), 'all.ts'], options)).not.toThrow()
})

test('schemas with rows of one’s own are declared by names of this package, where TypeBox cannot be seen', () => {
  // As pnpm lays packages out: what this one depends on stands beside it, not beside who uses it.
  const folder = mkdtempSync(join(tmpdir(), 'commerceml-declared-'))
  try {
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(ROOT, join(folder, 'node_modules', 'commerceml'), 'junction')
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    const code = `import { readEvents } from 'commerceml'
      import { decimal, entity, extend, list, many, one, Product, text, within } from 'commerceml/schema'
      export const Shelf = entity({ code: one('Код', text), loads: many('Нагрузка', decimal) })
      export const ShopProduct = extend(Product, { shelves: list('Полки', 'Полка', Shelf), at: within('Х', one('П', text)) })
      export const read = (xml: string) => readEvents(xml, { schema: { product: ShopProduct }, select: ['product'] })`
    writeFileSync(join(folder, 'schema.ts'), code)
    const flags = `--declaration --strict --skipLibCheck --target es2022 --module nodenext --types node --typeRoots ${join(ROOT, 'node_modules/@types')}`
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
    const options = { cwd: folder, encoding: 'utf8', stdio: 'pipe' } as const
    execFileSync(process.execPath, [tsc, ...flags.split(' '), 'schema.ts'], options)
    const declared = readFileSync(join(folder, 'schema.d.ts'), 'utf8')
    expect(declared).toContain('shelves: import("commerceml/schema").RequiredRow<')
    expect(declared).not.toMatch(/typebox|dist/)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** saxes is part of a file of the package: a module of its own would cost Node the loading of CommonJS. */
const holdsSaxes = (path: string): boolean =>
  /\bexports\S*\.SaxesParser = /.test(readFileSync(join(ROOT, path), 'utf8'))

test('what runs anywhere loads neither node: modules nor yauzl nor iconv-lite, and bundles for a browser', async () => {
  for (const entry of ['index.js', 'schema.js', 'exchange.js', 'exchange/testing.js', 'client.js']) {
    const { metafile } = await build({
      entryPoints: [join(DIST, entry)],
      bundle: true,
      platform: 'browser',
      format: 'esm',
      write: false,
      metafile: true,
      logLevel: 'silent',
    })
    const inputs = Object.keys(metafile.inputs)
    expect(inputs.join('\n')).not.toMatch(/yauzl|iconv-lite|safer-buffer/)
    // The doctor reads the orders of a site, as the 1C does that then says success.
    expect(inputs.some(holdsSaxes), entry).toBe(['index.js', 'client.js'].includes(entry))
  }
})

test('the core with its scanner, its schemas and saxes is less than 60 kB on the wire', async () => {
  const { outputFiles } = await build({
    entryPoints: [join(DIST, 'index.js')],
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    write: false,
    logLevel: 'silent',
  })
  const { length } = gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 })
  console.log(`minified and gzipped: ${length} bytes`)
  expect(length).toBeGreaterThan(30_000) // it is all there
  expect(length).toBeLessThan(60_000)
})

test('the site loads node: modules and yauzl only when an archive is opened', async () => {
  const { metafile } = await build({
    entryPoints: [join(DIST, 'server.js')],
    bundle: true,
    splitting: true,
    outdir: join(DIST, 'nowhere'),
    format: 'esm',
    write: false,
    metafile: true,
    external: ['node:*', 'yauzl', 'iconv-lite'],
  })
  const loaded = new Set<string>()
  const load = (path: string): void => {
    if (loaded.has(path)) return
    loaded.add(path)
    for (const { path: next, kind } of metafile.inputs[path]?.imports ?? []) if (kind !== 'dynamic-import') load(next)
  }
  load(Object.keys(metafile.inputs).find((path) => path.endsWith('dist/server.js')) ?? '')
  expect([...loaded].some(holdsSaxes)).toBe(true)
  expect([...loaded].filter((path) => /^node:|yauzl|iconv-lite/.test(path))).toEqual([])
})

test('the core reads where there is no Node: with its globals alone', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { readEvents } from 'commerceml'
        globalThis.result = (async () => {
          const names = []
          for await (const event of readEvents(globalThis.input)) if (event.type === 'product') names.push(event.product.name)
          return names.join()
        })()`,
      resolveDir: ROOT,
    },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
  })
  const { runInNewContext } = await import('node:vm')
  const context: Record<string, unknown> = {
    TextDecoder,
    TextEncoder,
    input:
      '<КоммерческаяИнформация><Каталог><Товары><Товар><Наименование>Чай</Наименование></Товар></Товары></Каталог></КоммерческаяИнформация>',
  }
  context['globalThis'] = context
  runInNewContext(outputFiles[0]?.text ?? '', context)
  expect(await context['result']).toBe('Чай')
})

test('what is published is what a user needs: built code, declarations, schemas, sources, documents', () => {
  const packed = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8' }),
  ) as { files: { path: string }[] }[]
  const paths = packed[0]?.files.map(({ path }) => path) ?? []
  for (const path of [
    'dist/index.js',
    'dist/index.d.ts',
    'dist/cli.js',
    'dist/cli.LICENSES.txt',
    'dist/server/node.d.ts',
    'dist/exchange/testing.d.ts',
    'dist/schema/product.json',
    'README.md',
    'README.ru.md',
    'CHANGELOG.md',
    'LICENSE',
    'src/schema/FIELDS.md',
    'examples/catalog-import.ts',
  ]) {
    expect(paths).toContain(path)
  }
  expect(
    paths.filter(
      (path) => !/^(dist|src|examples)\/|^(README(\.ru)?|CHANGELOG)\.md$|^LICENSE$|^package\.json$/.test(path),
    ),
  ).toEqual([])
})

test('every JSON Schema file is a valid document that names its elements', () => {
  const files = readdirSync(join(DIST, 'schema'))
  expect(files.length).toBeGreaterThan(40)
  for (const file of files) {
    const schema = JSON.parse(readFileSync(join(DIST, 'schema', file), 'utf8')) as {
      $schema: string
      title: string
      properties: Record<string, object>
    }
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
    const rows = Object.entries(schema.properties).filter(([key]) => key !== 'extras')
    expect(
      rows.every(([, row]) => 'xml' in row),
      file,
    ).toBe(true)
  }
})

test('the declarations stay small, their comments aside: entities are named, not spelt out', () => {
  const code = readdirSync(DIST)
    .filter((file) => file.endsWith('.d.ts'))
    .map((file) => readFileSync(join(DIST, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, ''))
  expect(code.join('').length).toBeLessThan(125_000)
})

test('the lock file names no registry', () => {
  expect(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).not.toContain('"resolved"')
})
