import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url))

const { exports } = JSON.parse(readFileSync(path('package.json'), 'utf8')) as {
  exports: Readonly<Record<string, string | { readonly types: string }>>
}

/** The built declarations by the entries of the package: what its users' editors show. */
export const ENTRIES: readonly (readonly [entry: string, file: string])[] = Object.entries(exports).flatMap(
  ([entry, target]) => (typeof target === 'string' ? [] : [[entry, path(target.types)] as const]),
)

if (!ENTRIES.every(([, file]) => existsSync(file))) throw new Error('npm run build first: this reads the built package')

const program = ts.createProgram(
  ENTRIES.map(([, file]) => file),
  { strict: true, skipLibCheck: true, target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.NodeNext, types: ['node'] },
)
const checker = program.getTypeChecker()

const isOurs = (declaration: ts.Declaration | undefined): boolean =>
  declaration !== undefined && !declaration.getSourceFile().fileName.includes('node_modules')

const docOf = (symbol: ts.Symbol): string => ts.displayPartsToString(symbol.getDocumentationComment(checker))

/** What an entry exports. */
export interface Export {
  readonly name: string
  /** It is called or made with `new`: how, an example has to show. */
  readonly isCallable: boolean
  readonly comment: string
  readonly hasExample: boolean
  readonly symbol: ts.Symbol
}

const typeOf = (symbol: ts.Symbol): ts.Type | undefined =>
  symbol.flags & ts.SymbolFlags.Value ? checker.getTypeOfSymbol(symbol) : undefined

const signaturesOf = (type: ts.Type): readonly ts.Signature[] => [
  ...type.getCallSignatures(),
  ...type.getConstructSignatures(),
]

/** All that an entry exports, but what it hands on from other packages. */
export function exportsOf(file: string): Export[] {
  const source = program.getSourceFile(file)
  const module = source && checker.getSymbolAtLocation(source)
  if (module === undefined) throw new Error(`${file} is no module`)
  return checker.getExportsOfModule(module).flatMap((exported): Export[] => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
    if (!isOurs(symbol.declarations?.[0])) return []
    const type = typeOf(symbol)
    return [
      {
        name: exported.name,
        isCallable: type !== undefined && signaturesOf(type).length > 0,
        comment: docOf(symbol),
        hasExample: symbol.getJsDocTags(checker).some(({ name }) => name === 'example'),
        symbol,
      },
    ]
  })
}

/** Members of types that are reached from exports, and what their doc comments say: `Product.name`. */
export class Members {
  readonly found = new Map<string, string>()
  readonly #seen = new Set<ts.Type>()

  /** The members of a type or class, of what a function takes and gives, and of what those hold. Constants are tables. */
  add({ name, symbol }: Export): void {
    if (symbol.flags & ts.SymbolFlags.Type) this.#visit(checker.getDeclaredTypeOfSymbol(symbol), name)
    const type = typeOf(symbol)
    if (type !== undefined && signaturesOf(type).length > 0) this.#visit(type, name)
  }

  #visit(type: ts.Type, where: string): void {
    if (this.#seen.has(type)) return
    this.#seen.add(type)
    for (const argument of argumentsOf(type)) this.#visit(argument, where)
    if (type.isUnion()) {
      for (const one of type.types) this.#visit(one, where)
      return
    }
    if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return
    const { name = '__type' } = type.aliasSymbol ?? type.symbol ?? {}
    this.#look(type, name.startsWith('__') ? where : name)
  }

  #look(type: ts.Type, owner: string): void {
    for (const member of checker.getPropertiesOfType(type)) {
      if (member.declarations?.some(isOurs) !== true || member.name === '#private') continue
      const name = `${owner}.${member.name}`
      // One undocumented member is enough, whichever of its owners of one name it is of.
      if (this.found.get(name) !== '') this.found.set(name, docOf(member))
      this.#visit(checker.getTypeOfSymbol(member), name)
    }
    for (const signature of signaturesOf(type)) {
      if (!isOurs(signature.declaration)) continue
      for (const parameter of signature.parameters)
        this.#visit(checker.getTypeOfSymbol(parameter), `${owner}(${parameter.name})`)
      this.#visit(checker.getReturnTypeOfSignature(signature), `${owner}()`)
    }
  }
}

const isReference = (type: ts.Type): type is ts.TypeReference =>
  (type.flags & ts.TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0

const argumentsOf = (type: ts.Type): readonly ts.Type[] => [
  ...(type.aliasTypeArguments ?? []),
  ...(isReference(type) ? checker.getTypeArguments(type) : []),
]
