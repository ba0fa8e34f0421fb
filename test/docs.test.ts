import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format } from 'node:util'
import { CommerceMLError, DEFAULT_LIMITS } from 'commerceml'
import { describe, expect, test, vi } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SNIPPETS = join(ROOT, '.cache', 'snippets')

interface Snippet {
  readonly where: string
  readonly code: string
}

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

const readmeSnippets = (path: string): Snippet[] =>
  [...read(path).matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ''], index) => ({
    where: `${path} ${index + 1}`,
    code,
  }))

/** The code behind `@example` in the doc comments of the sources. */
function docSnippets(): Snippet[] {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  return files.flatMap((file) =>
    [...read(join('src', file)).matchAll(/@example\n((?: *\*(?!\/).*\n)+)/g)].map(([, block = ''], index) => ({
      where: `src/${file} ${index + 1}`,
      code: block.replace(/^ *\* ?/gm, ''),
    })),
  )
}

const snippets = [...readmeSnippets('README.md'), ...readmeSnippets('README.ru.md'), ...docSnippets()]

test('every example in the READMEs and doc comments compiles', () => {
  rmSync(SNIPPETS, { recursive: true, force: true })
  mkdirSync(SNIPPETS, { recursive: true })
  for (const { where, code } of snippets) {
    writeFileSync(join(SNIPPETS, `${where.replace(/[^\w.]+/g, '-')}.ts`), `// ${where}\n${code}\nexport {}\n`)
  }
  const config = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      noUnusedLocals: false,
      noUnusedParameters: false,
      paths: {
        commerceml: [join(ROOT, 'src/index.ts')],
        'commerceml/exchange/testing': [join(ROOT, 'src/testing/index.ts')],
        'commerceml/server/node': [join(ROOT, 'src/node/server.ts')],
        'commerceml/*': [join(ROOT, 'src/*/index.ts')],
      },
      typeRoots: [join(ROOT, 'node_modules/@types')],
    },
    include: ['*.ts'],
  }
  writeFileSync(join(SNIPPETS, 'tsconfig.json'), JSON.stringify(config))
  expect(snippets.length).toBeGreaterThan(25)
  let output = ''
  try {
    execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', SNIPPETS], {
      encoding: 'utf8',
    })
  } catch (error) {
    output = (error as { stdout: string }).stdout
  }
  expect(output).toBe('')
})

/** What `console.log(…) // this` promises. */
const promised = (code: string): string[] =>
  code.split('\n').flatMap((line) => /console\.log\(.*\) \/\/ (.+)$/.exec(line)?.slice(1) ?? [])

const runnable = snippets.filter(({ code }) => promised(code).length > 0)

describe('examples print what they say', () => {
  test.each(runnable.map((snippet) => [snippet.where, snippet] as const))('%s', async (where, { code }) => {
    mkdirSync(SNIPPETS, { recursive: true })
    const path = join(SNIPPETS, `run-${where.replace(/[^\w.]+/g, '-')}.ts`)
    writeFileSync(path, code)
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    try {
      await import(path)
      expect(log.mock.calls.map((values) => format(...values))).toEqual(promised(code))
    } finally {
      log.mockRestore()
    }
  })
})

describe.each(['README.md', 'README.ru.md'])('%s', (path) => {
  test('links lead somewhere', () => {
    const links = [...read(path).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link)
    expect(links.length).toBeGreaterThan(3)
    for (const link of links) expect(() => read(link), link).not.toThrow()
  })

  test('links inside of it lead to its headings', () => {
    const headings = [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    )
    const inside = [...read(path).matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor)
    expect(inside.length).toBeGreaterThan(3)
    for (const anchor of inside) expect(headings).toContain(anchor)
  })

  test('it names every entry of the package', () => {
    const { exports } = JSON.parse(read('package.json')) as { exports: Record<string, unknown> }
    const code = Object.keys(exports).filter((entry) => !entry.endsWith('.json'))
    const table = read(path)
      .split('\n')
      .filter((line) => line.startsWith('| `commerceml'))
      .join('\n')
    for (const entry of code) expect(table).toContain(`\`commerceml${entry.slice(1)}\``)
  })

  test('its commands are scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = [...read(path).matchAll(/npm run ([\w-]+)/g)].map(([, name = '']) => name)
    for (const name of [...named, 'test']) expect(Object.keys(scripts)).toContain(name)
  })
})

test('the README names every error code, issue code and limit', () => {
  const readme = read('README.md')
  const codesIn = (file: string, type: string): string[] => {
    const block =
      new RegExp(`export type ${type} =([\\s\\S]*?)\\n\\n`).exec(read(file))?.[1]?.replace(/\/\*[\s\S]*?\*\//g, '') ??
      ''
    return [...block.matchAll(/'([\w-]+)'/g)].map(([, code = '']) => code)
  }
  const codes = [
    ...codesIn('src/errors.ts', 'ReadErrorCode'),
    ...codesIn('src/errors.ts', 'WriteErrorCode'),
    ...codesIn('src/schema/values.ts', 'InvalidValueCode'),
    ...codesIn('src/reader/issue.ts', 'IssueCode'),
  ]
  expect(codes.length).toBeGreaterThan(30)
  for (const code of [...codes, ...Object.keys(DEFAULT_LIMITS)]) expect(readme).toContain(`\`${code}\``)
  expect(new CommerceMLError('not-xml', 'x').code).toBe('not-xml')
})

test.each(['CONTRIBUTING.md', 'src/SOURCES.md', 'src/xml/wasm/README.md'])('what %s speaks of is there', (path) => {
  const text = read(path)
  const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = '']) => join(path, '..', link))
  const places = [...text.matchAll(/`((?:src|test|bench|fixtures)\/[^`*<]+)`/g)].map(([, place = '']) => place)
  expect([...links, ...places].filter((place) => !existsSync(join(ROOT, place)))).toEqual([])
})

test('the page of the scanner names each of its files, and no other', () => {
  const table = [...read('src/xml/wasm/README.md').matchAll(/^\| (`[a-z-]+\.ts`(?:, `[a-z-]+\.ts`)*) \|/gm)]
  const named = table.flatMap(([, names = '']) => names.replaceAll('`', '').split(', '))
  const files = readdirSync(join(ROOT, 'src/xml/wasm/assembly')).filter((file) => file.endsWith('.ts'))
  expect(named.sort()).toEqual(files.sort())
})

test('the two READMEs have the same sections and examples', () => {
  const shape = (path: string): string[] =>
    [...read(path).matchAll(/^(#+) |^```(\w+)/gm)].map(([, level, language]) => level ?? language ?? '')
  const english = shape('README.md').filter((part) => part !== '###')
  expect(shape('README.ru.md').filter((part) => part !== '###')).toEqual(english)
})
