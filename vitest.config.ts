import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url))

// These leave nothing behind: their files share processes, each of which loads the package once. Those of bad-inputs measure
// what children take at most, which begins with what their parent has.
const READING = ['xml', 'reader', 'source', 'corpus', 'fixtures', 'zip']
const SHARING = [...READING, 'schema', 'write', 'exchange', 'files', 'fuzz']
const WITHOUT_WASM = { setupFiles: ['test/helpers/without-wasm.ts'] }
const inFolders = (folders: readonly string[]): string[] => folders.map((folder) => `test/${folder}/**/*.test.ts`)

export default defineConfig({
  resolve: {
    // Tests import the public names and run the sources behind them; test/package.test.ts runs the built package.
    alias: [
      { find: /^commerceml$/, replacement: source('index.ts') },
      { find: /^commerceml\/(schema|zip|node|exchange|server|client|write)$/, replacement: source('$1/index.ts') },
      { find: /^commerceml\/exchange\/testing$/, replacement: source('testing/index.ts') },
      { find: /^commerceml\/server\/node$/, replacement: source('node/server.ts') },
    ],
  },
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // By default one core is left to the process that only waits for the others.
    maxWorkers: '100%',
    projects: [
      {
        // Types are tested by compiling them: test/**/*.test-d.ts, in `npm run types`.
        extends: true,
        test: { name: 'alone', include: ['test/**/*.test.ts'], exclude: inFolders(SHARING) },
      },
      {
        extends: true,
        test: { name: 'sharing', isolate: false, include: inFolders(SHARING) },
      },
      // All that reads documents, once more with the other engine: the same is expected of it.
      {
        extends: true,
        test: { name: 'saxes-alone', include: inFolders(['bad-inputs']), ...WITHOUT_WASM },
      },
      {
        extends: true,
        test: {
          name: 'saxes',
          isolate: false,
          include: inFolders(READING),
          exclude: [
            // These name the engines themselves.
            ...['checkpoint/{containers,refusals,resume}', 'projection', 'stepwise', 'waiting'].map(
              (name) => `test/reader/${name}.test.ts`,
            ),
            'test/xml/wasm/*.test.ts',
            // These read no document.
            'test/zip/{abort,archive,damage,directory,entries,entry-name,limits,random-access,signature}.test.ts',
            ...['source/head', 'source/chunk-memory', 'reader/recent-ids'].map((name) => `test/${name}.test.ts`),
          ],
          ...WITHOUT_WASM,
        },
      },
    ],
    coverage: {
      include: ['src/**'],
      exclude: ['src/cli/main.ts'],
      reporter: ['text'],
      // A branch of the machine that no test takes is a reply nobody has seen: `npm run coverage`, part of the check.
      thresholds: { 'src/exchange/**': { 100: true } },
    },
  },
})
