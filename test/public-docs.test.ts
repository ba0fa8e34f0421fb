import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url))

/** Where the source of an entry stands; `tsup.config.ts` has the same. */
const SOURCES: Readonly<Record<string, string>> = {
  '.': 'src/index.ts',
  './schema': 'src/schema/index.ts',
  './zip': 'src/zip/index.ts',
  './node': 'src/node/index.ts',
  './exchange': 'src/exchange/index.ts',
  './exchange/testing': 'src/testing/index.ts',
  './server': 'src/server/index.ts',
  './server/node': 'src/node/server.ts',
  './client': 'src/client/index.ts',
  './write': 'src/write/index.ts',
}

interface Export {
  readonly name: string
  /** It is called or made with `new`: how, an example has to show. */
  readonly isCallable: boolean
  readonly comment: string
  readonly hasExample: boolean
}

const config = ts.parseJsonConfigFileContent(
  ts.readConfigFile(path('tsconfig.json'), ts.sys.readFile).config,
  ts.sys,
  path('.'),
)
const program = ts.createProgram(Object.values(SOURCES).map(path), config.options)
const checker = program.getTypeChecker()

function exportsOf(source: string): Export[] {
  const file = program.getSourceFile(path(source))
  const module = file && checker.getSymbolAtLocation(file)
  if (module === undefined) throw new Error(`${source} is no module`)
  return checker.getExportsOfModule(module).flatMap((exported): Export[] => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
    const [declaration] = symbol.declarations ?? []
    if (declaration === undefined || declaration.getSourceFile().fileName.includes('node_modules')) return []
    const isValue = (symbol.flags & ts.SymbolFlags.Value) !== 0
    const type = isValue ? checker.getTypeOfSymbolAtLocation(symbol, declaration) : undefined
    return [
      {
        name: exported.name,
        isCallable: type !== undefined && [...type.getCallSignatures(), ...type.getConstructSignatures()].length > 0,
        comment: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
        hasExample: symbol.getJsDocTags(checker).some(({ name }) => name === 'example'),
      },
    ]
  })
}

test('every entry of the package is looked at', () => {
  const { exports } = JSON.parse(readFileSync(path('package.json'), 'utf8')) as { exports: object }
  expect(Object.keys(SOURCES)).toEqual(Object.keys(exports).filter((entry) => !entry.endsWith('.json')))
})

describe.each(Object.entries(SOURCES))('%s', (_entry, source) => {
  const found = exportsOf(source)

  test('every export says what it is', () => {
    expect(found.length).toBeGreaterThan(0)
    expect(found.filter(({ comment }) => comment === '').map(({ name }) => name)).toEqual([])
  })

  // That examples compile, and print what they say, is for docs.test.ts.
  test('every function and class has an example', () => {
    expect(found.filter(({ isCallable, hasExample }) => isCallable && !hasExample).map(({ name }) => name)).toEqual([])
  })
})
