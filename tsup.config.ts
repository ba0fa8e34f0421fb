import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { defineConfig } from 'tsup'
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

/** The licences of packages that are bundled ask to go where they go. */
async function writeLicenses(path: string, packages: readonly string[]): Promise<void> {
  const texts = await Promise.all(
    packages.map(async (name) => {
      const folder = `node_modules/${name}`
      const file = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file))
      const { version } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8')) as { version: string }
      if (file === undefined) throw new Error(`${name} has no licence file`)
      return `${name} ${version}\n\n${(await readFile(`${folder}/${file}`, 'utf8')).trim()}\n`
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
      await writeLicenses('dist/LICENSES.txt', ['typebox'])
    },
    external: [/^node:/, 'yauzl', 'iconv-lite', 'saxes'],
    // Six functions of it make all the schemas: loaded whole it costs 20 MB and half a second. Its types stay its own.
    noExternal: [/^typebox/],
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
