import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const SCHEMA = fileURLToPath(new URL('../../src/schema/', import.meta.url))
const ROW_MAKERS = new Set(['one', 'many', 'list', 'content', 'within', 'sparse'])

/** One row as the tables spell it. */
export interface SourceRow {
  readonly file: string
  readonly key: string
  /** Text of the doc comment; `''` without one. */
  readonly doc: string
  /** Names of elements and attributes in the row, or in the function that makes it. */
  readonly names: readonly string[]
}

const stringsIn = (node: ts.Node): string[] => {
  const strings: string[] = []
  const visit = (child: ts.Node): void => {
    if (ts.isStringLiteral(child)) strings.push(...child.text.replace('@', '').split('/'))
    ts.forEachChild(child, visit)
  }
  visit(node)
  return strings
}

const calleeOf = (node: ts.Expression): string | undefined =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) ? node.expression.text : undefined

/** Every row that the files of `src/schema` hold; in its folders there are none. */
export function rowsInSource(): SourceRow[] {
  const files = readdirSync(SCHEMA).filter((name) => name.endsWith('.ts'))
  const sources = files.map((file) =>
    ts.createSourceFile(file, readFileSync(join(SCHEMA, file), 'utf8'), ts.ScriptTarget.Latest, true),
  )
  // `contacts: contacts()`: the names stand in the function.
  const shared = new Map<string, readonly string[]>()
  for (const source of sources) {
    for (const statement of source.statements) {
      if (!ts.isVariableStatement(statement)) continue
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (initializer === undefined || !ts.isArrowFunction(initializer) || !ts.isIdentifier(name)) continue
        if (!ts.isBlock(initializer.body) && ROW_MAKERS.has(calleeOf(initializer.body) ?? '')) {
          shared.set(name.text, stringsIn(initializer.body))
        }
      }
    }
  }
  return sources.flatMap((source) => {
    const rows: SourceRow[] = []
    const visit = (node: ts.Node): void => {
      if (ts.isPropertyAssignment(node)) {
        const callee = calleeOf(node.initializer) ?? ''
        if (ROW_MAKERS.has(callee) || shared.has(callee)) {
          const doc = ts.getJSDocCommentsAndTags(node).map((comment) => comment.getText())
          const names = shared.get(callee) ?? stringsIn(node.initializer)
          rows.push({ file: source.fileName, key: node.name.getText(), doc: doc.join('\n'), names })
        }
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
    return rows
  })
}
