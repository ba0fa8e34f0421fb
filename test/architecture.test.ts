import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const SOURCE = fileURLToPath(new URL('../src', import.meta.url))

/** A folder (or file) of `src` imports only lower ranks, and itself. */
const RANKS: Record<string, number> = {
  'errors.ts': 0,
  'limits.ts': 0.5,
  'option-checks.ts': 0.5,
  source: 1,
  schema: 1,
  xml: 2,
  reader: 3,
  'iterate.ts': 4,
  'interpreted-orders.ts': 4,
  files: 5,
  write: 4,
  // The protocol knows no document; the client knows nothing of the site it checks.
  exchange: 1.5,
  client: 7,
  zip: 6,
  server: 7,
  node: 8,
  testing: 8,
  'index.ts': 9,
  cli: 9,
}

/** Packages that one file alone may import. */
const OWNERS: Record<string, string> = {
  saxes: 'xml/saxes/parser.ts',
  yauzl: 'zip/headers.ts',
  'iconv-lite': 'source/legacy.ts',
}
const ALLOWED_PACKAGES: Record<string, readonly string[]> = {
  schema: ['typebox'],
  reader: ['typebox'],
  cli: [
    'commander',
    'picocolors',
    'cli-progress',
    'yazl',
    'commerceml',
    'commerceml/node',
    'commerceml/zip',
    'commerceml/client',
    'commerceml/exchange',
    'commerceml/server',
    'commerceml/server/node',
    'commerceml/write',
  ],
}

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))

function importsOf(file: string): string[] {
  const text = readFileSync(join(SOURCE, file), 'utf8').replace(/^\s*\*.*$/gm, '')
  return [...text.matchAll(/(?:^|\n)(?:import|export)\b[^;]*?\bfrom '([^']+)'/g)].map(([, name]) => name ?? '')
}

/** What a relative import of a file names. */
const targetOf = (file: string, name: string): string =>
  relative(SOURCE, join(SOURCE, dirname(file), name)).replaceAll('\\', '/')

const placeOf = (path: string): string => path.split('/')[0] ?? path

test.each(files)('%s imports only what stands below it', (file) => {
  const rank = RANKS[placeOf(file)]
  expect(rank, `${placeOf(file)} has a rank`).toBeDefined()
  for (const name of importsOf(file).filter((name) => name.startsWith('.'))) {
    const target = targetOf(file, name)
    const place = placeOf(target)
    if (place === placeOf(file)) continue
    expect(RANKS[place], `${file} imports ${target}`).toBeLessThan(rank ?? 0)
  }
})

test.each(files)('%s imports no package that is another file’s', (file) => {
  for (const name of importsOf(file).filter((name) => !name.startsWith('.') && !name.startsWith('node:'))) {
    const owner = OWNERS[name]
    if (owner !== undefined) expect(file, `${name} belongs to ${owner}`).toBe(owner)
    else expect(ALLOWED_PACKAGES[placeOf(file)] ?? [], `${file} imports ${name}`).toContain(name)
  }
})

test.each(files.filter((file) => !['zip', 'node', 'cli'].includes(placeOf(file))))(
  '%s needs no node: module',
  (file) => {
    expect(importsOf(file).filter((name) => name.startsWith('node:'))).toEqual([])
  },
)

test('no file imports itself, be it by way of others', () => {
  const imported = new Map(
    files.map((file) => [
      file,
      importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => join(dirname(file), name).replaceAll('\\', '/')),
    ]),
  )
  const circles: string[] = []
  const done = new Set<string>()
  const follow = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' -> '))
    if (done.has(file) || way.includes(file)) return
    for (const next of imported.get(file) ?? []) follow(next, [...way, file])
    done.add(file)
  }
  for (const file of files) follow(file, [])
  expect(circles).toEqual([])
})

test('CONTRIBUTING tells where every part of the sources stands', () => {
  const guide = readFileSync(join(SOURCE, '../CONTRIBUTING.md'), 'utf8')
  expect(Object.keys(RANKS).filter((place) => !guide.includes(`\`src/${place}\``))).toEqual([])
})

test('the schema and the XML layer do not know each other', () => {
  const crossing = files.filter((file) =>
    importsOf(file).some(
      (name) =>
        (file.startsWith('xml/') && name.includes('/schema/')) ||
        (file.startsWith('schema/') && name.includes('/xml/')),
    ),
  )
  expect(crossing).toEqual([])
})

test('what documents are does not depend on what shops make of them', () => {
  const tables = files.filter((file) => /^schema\/(?!interpret\/|index\.ts$)/.test(file))
  expect(tables.length).toBeGreaterThan(0)
  expect(tables.filter((file) => importsOf(file).some((name) => name.startsWith('./interpret/')))).toEqual([])
})

test('the engines of the XML layer do not know each other', () => {
  const engines = files.filter((file) => /^xml\/(saxes|wasm)\//.test(file))
  expect(engines.length).toBeGreaterThan(0)
  const crossing = engines.filter((file) => {
    const other = file.startsWith('xml/saxes/') ? 'xml/wasm/' : 'xml/saxes/'
    return importsOf(file).some((name) => join(dirname(file), name).replaceAll('\\', '/').startsWith(other))
  })
  expect(crossing).toEqual([])
})

test.each([
  ['plan', ['entities', 'telling']],
  ['entities', ['telling']],
])('in the reader, the %s knows nothing of %j', (room, above) => {
  const inside = files.filter((file) => file.startsWith(`reader/${room}/`))
  expect(inside.length).toBeGreaterThan(0)
  const knowing = inside.filter((file) =>
    importsOf(file).some((name) => above.some((other) => targetOf(file, name).startsWith(`reader/${other}/`))),
  )
  expect(knowing).toEqual([])
})

test('the imports of a site know nothing of its uploads', () => {
  const imports = files.filter((file) => file.startsWith('server/imports/'))
  expect(imports.length).toBeGreaterThan(0)
  expect(imports.filter((file) => importsOf(file).some((name) => name.includes('/uploads/')))).toEqual([])
})

test('the writers of documents know nothing of the orders of a shop', () => {
  const orders = files.filter((file) => file.startsWith('write/orders/'))
  expect(orders.length).toBeGreaterThan(0)
  const knowing = files.filter(
    (file) => !orders.includes(file) && importsOf(file).some((name) => orders.includes(targetOf(file, name))),
  )
  expect(knowing.sort()).toEqual(['write/index.ts', 'write/write-orders.ts'])
})

test('the command is made of what everybody has, but for three files', () => {
  const own = files.filter((file) => file.startsWith('cli/'))
  const inside = own.flatMap((file) =>
    importsOf(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => targetOf(file, name))
      .filter((target) => !target.startsWith('cli/')),
  )
  expect([...new Set(inside)].sort()).toEqual(['node/disk/files.ts', 'node/files-below.ts', 'source/invisible.ts'])
})

test('the core has no clock, randomness or environment of its own', () => {
  const core = files.filter((file) => (RANKS[placeOf(file)] ?? 0) < 6)
  const found = core.filter((file) =>
    /\b(Date\.now|new Date\(|Math\.random|performance\.now|process\.|globalThis\.|setTimeout)/.test(
      readFileSync(join(SOURCE, file), 'utf8'),
    ),
  )
  expect(found).toEqual([])
})

test('no file of Russian element names stands outside the schema', () => {
  // Strings only: comments speak of the format everywhere.
  const withNames = files.filter((file) => {
    // What the clients of 1C say to their users is theirs; the checks of stores use names as they come.
    if (['schema', 'client', 'testing'].includes(placeOf(file))) return false
    const code = readFileSync(join(SOURCE, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    return /['"`][^'"`\n]*[А-Яа-яЁё]{3}/.test(code)
  })
  expect(withNames.sort()).toEqual([
    'exchange/import-line.ts',
    'exchange/refusal.ts',
    'exchange/reply.ts',
    'reader/telling/foreign-root.ts',
    'reader/telling/judge.ts',
    'server/imports/read-fault.ts', // to the user of 1C
    // what each 1C is called, and what it says of what it misses
    'write/orders/party-problems.ts',
    'write/orders/problems.ts',
    'write/orders/profiles.ts',
    'write/orders/tax-problems.ts',
  ])
})
