import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defineConfig, type Options } from 'tsup'
import * as schema from './src/schema/index.ts'

/** `dist/schema/product.json` and its like: the entities for those who do not write TypeScript. */
async function writeJsonSchemas(): Promise<void> {
  await mkdir('dist/schema', { recursive: true })
  for (const [name, entity] of Object.entries(schema)) {
    if (typeof entity !== 'object' || !('properties' in entity) || name === 'ExtrasSchema') continue
    const file = name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()
    await writeFile(`dist/schema/${file}.json`, `${JSON.stringify(schema.jsonSchema(name, entity), null, 2)}\n`)
  }
}

/** What the command carries along, with what that carries. */
const BUNDLED = [
  'commander',
  'picocolors',
  'cli-progress',
  'string-width',
  'strip-ansi',
  'ansi-regex',
  'emoji-regex',
  'is-fullwidth-code-point',
  'yazl',
  'buffer-crc32',
]

/**
 * Tables of characters that saxes loads and, as `StrictParser` makes it, never asks: it reads every document as XML 1.0,
 * and names without namespaces.
 */
const TABLES_NOT_ASKED = {
  'xmlchars/xml/1.1/ed2': 'xmlchars/xml/1.0/ed5',
  'xmlchars/xmlns/1.0/ed3': 'xmlchars/xml/1.0/ed5',
}

/**
 * Modules of typebox import others as namespaces that an index exports, and of those a bundler keeps everything: 4 kB of
 * functions that nothing calls. Imported from their own files, only what is called is kept. Nor does it say that its
 * modules do nothing when they are loaded but fill tables of their own.
 */
const onlyWhatIsCalled: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'only-what-is-called',
  setup: (build) => {
    build.onLoad({ filter: /node_modules.typebox.build.+\.mjs$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(
        /^import \{ (Guard|Memory|Settings) \} from '(.*\/(guard|memory|settings))\/index\.mjs'/gm,
        "import * as $1 from '$2/$3.mjs'",
      ),
    }))
    build.onResolve({ filter: /^\..*\.mjs$/ }, ({ path, importer, resolveDir }) =>
      /node_modules.typebox.build/.test(importer) ? { path: join(resolveDir, path), sideEffects: false } : undefined,
    )
  },
}

/** Of packages that say their licence and ship no file with it. */
const LICENSES: Readonly<Record<string, string>> = {
  saxes: `The ISC License

Copyright (c) Contributors
Copyright (c) Isaac Z. Schlueter and Contributors (sax, from which saxes was forked)

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted,
provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.`,
}

/** The licences of packages that are bundled ask to go where they go. */
async function writeLicenses(path: string, packages: readonly string[]): Promise<void> {
  const texts = await Promise.all(
    packages.map(async (name) => {
      const folder = `node_modules/${name}`
      const file = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file))
      const { version } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8')) as { version: string }
      const text = file === undefined ? LICENSES[name] : await readFile(`${folder}/${file}`, 'utf8')
      if (text === undefined) throw new Error(`${name} has no licence file`)
      return `${name} ${version}\n\n${text.trim()}\n`
    }),
  )
  await writeFile(path, texts.join('\n---\n\n'))
}

/** One bundle per entry of `exports`; code shared between them is split out, so a module exists once at run time. */
export default defineConfig([
  {
    entry: {
      index: 'src/index.ts',
      schema: 'src/schema/index.ts',
      zip: 'src/zip/index.ts',
      node: 'src/node/index.ts',
      exchange: 'src/exchange/index.ts',
      'exchange/testing': 'src/testing/index.ts',
      server: 'src/server/index.ts',
      'server/node': 'src/node/server.ts',
      client: 'src/client/index.ts',
      write: 'src/write/index.ts',
    },
    format: 'esm',
    target: 'node20',
    dts: true,
    splitting: true,
    treeshake: true,
    // A core that runs in browsers must not be told that it may use `node:`; ./zip and ./node name it themselves.
    platform: 'neutral',
    // `node:fs` stays `node:fs`: Deno and bundlers tell by the prefix.
    removeNodeProtocol: false,
    onSuccess: async () => {
      await writeJsonSchemas()
      await writeLicenses('dist/LICENSES.txt', ['typebox', 'saxes', 'xmlchars'])
    },
    external: [/^node:/, 'yauzl', 'iconv-lite'],
    // Six functions of typebox make all the schemas: loaded whole it costs 20 MB and half a second. Its types stay its
    // own. saxes is a CommonJS module, and to load one costs Node 6 MB and 15 ms, for an engine that stands in reserve.
    noExternal: [/^typebox/, 'saxes', /^xmlchars/],
    esbuildPlugins: [onlyWhatIsCalled],
    esbuildOptions: (options) => {
      options.mainFields = ['module', 'main'] // a neutral platform has none
      options.alias = TABLES_NOT_ASKED
    },
  },
  {
    entry: { cli: 'src/cli/main.ts' },
    onSuccess: () => writeLicenses('dist/cli.LICENSES.txt', BUNDLED),
    format: 'esm',
    target: 'node20',
    platform: 'node',
    // The command line imports the library as its users do, and carries its own argument, colour and progress libraries.
    external: [/^commerceml(\/|$)/],
    noExternal: ['commander', 'picocolors', 'cli-progress', 'yazl'],
    banner: {
      js: "#!/usr/bin/env node\nimport { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
  },
])
