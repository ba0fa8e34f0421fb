import { defineConfig } from 'tsup'

/** One bundle per entry of `exports`; code shared between them is split out, so a module exists once at run time. */
export default defineConfig([
  {
    entry: {
      index: 'src/index.ts',
      schema: 'src/schema/index.ts',
      zip: 'src/zip/index.ts',
      node: 'src/node/index.ts',
    },
    format: 'esm',
    target: 'node20',
    dts: true,
    splitting: true,
    treeshake: true,
    // A core that runs in browsers must not be told that it may use `node:`; ./zip and ./node name it themselves.
    platform: 'neutral',
    external: [/^node:/, 'yauzl', 'iconv-lite', 'saxes', /^typebox/],
  },
  {
    entry: { cli: 'src/cli/main.ts' },
    format: 'esm',
    target: 'node20',
    platform: 'node',
    // The command line imports the library as its users do, and carries its own argument, colour and progress libraries.
    external: ['commerceml', 'commerceml/node', 'commerceml/zip', 'commerceml/schema'],
    noExternal: ['commander', 'picocolors', 'cli-progress'],
    banner: {
      js: "#!/usr/bin/env node\nimport { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
  },
])
