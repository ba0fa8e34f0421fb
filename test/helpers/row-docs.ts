import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const SCHEMA = fileURLToPath(new URL('../../src/schema/', import.meta.url))

/** Doc comments by field key, of one table of rows and of the tables it spreads. */
type Docs = ReadonlyMap<string, string>

/** The text of a doc comment, on one line. */
const plain = (doc: string): string =>
  doc
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/\s*\n\s*\*?\s*/g, ' ')
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .trim()

/** What the tables in `src/schema` say of each field of an entity, by the entity's name. */
export function rowDocs(): ReadonlyMap<string, Docs> {
  const tables = new Map<string, ts.ObjectLiteralExpression>()
  const tableOf = new Map<string, string>()
  for (const file of readdirSync(SCHEMA).filter((name) => name.endsWith('.ts'))) {
    const source = ts.createSourceFile(file, readFileSync(join(SCHEMA, file), 'utf8'), ts.ScriptTarget.Latest, true)
    for (const statement of source.statements.filter(ts.isVariableStatement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (initializer === undefined || !ts.isIdentifier(name)) continue
        if (ts.isObjectLiteralExpression(initializer)) tables.set(name.text, initializer)
        const [argument] = ts.isCallExpression(initializer) ? initializer.arguments : []
        if (argument !== undefined && ts.isIdentifier(argument)) tableOf.set(name.text, argument.text)
      }
    }
  }
  const docsOf = (table: string): Map<string, string> => {
    const docs = new Map<string, string>()
    for (const property of tables.get(table)?.properties ?? []) {
      if (ts.isSpreadAssignment(property))
        for (const [key, doc] of docsOf(property.expression.getText())) docs.set(key, doc)
      else if (property.name !== undefined) {
        const comments = ts.getJSDocCommentsAndTags(property).map((comment) => comment.getText())
        docs.set(property.name.getText(), plain(comments.join(' ')))
      }
    }
    return docs
  }
  return new Map([...tableOf].map(([entity, table]) => [entity, docsOf(table)]))
}
