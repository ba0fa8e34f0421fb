import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The text of a doc comment, without its stars. */
function textOf(node: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(node)
  return (comment?.getText() ?? '').replace(/^\/\*\*|\s*\*\/$/g, '').replace(/^[ \t]*\* ?/gm, '')
}

type Declared = ts.TypeAliasDeclaration | ts.InterfaceDeclaration

/** The types that some source files declare, and what their doc comments say. */
export class DocComments {
  readonly #types = new Map<string, Declared>()

  /** @param files paths from the folder of the project */
  constructor(files: readonly string[]) {
    for (const file of files) {
      const source = ts.createSourceFile(file, readFileSync(ROOT + file, 'utf8'), ts.ScriptTarget.Latest, true)
      for (const statement of source.statements) {
        if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement))
          this.#types.set(statement.name.text, statement)
      }
    }
  }

  #declared(name: string): Declared {
    const declared = this.#types.get(name)
    if (declared === undefined) throw new Error(`no type ${name} is declared there`)
    return declared
  }

  /** The doc comments of an interface's members, each in one line, by their names. */
  membersOf(name: string): ReadonlyMap<string, string> {
    const declared = this.#declared(name)
    const members = ts.isInterfaceDeclaration(declared) ? [...declared.members] : []
    return new Map(members.map((member) => [member.name?.getText() ?? '', textOf(member).replace(/\s+/g, ' ')]))
  }

  /** What the table in a type's doc comment says of each word: `- word: meaning`, or `- word, another: meaning`. */
  tableOf(name: string): ReadonlyMap<string, string> {
    const rows = textOf(this.#declared(name)).matchAll(/^- ([a-z1-9, -]+): ((?:.|\n(?!- |\n|$))*)/gm)
    return new Map([...rows].flatMap(([, words = '', said = '']) => words.split(', ').map((word) => [word, said])))
  }

  /** The words that a union of strings holds, those of other unions in it included. */
  wordsOf(name: string): readonly string[] {
    const declared = this.#declared(name)
    return ts.isTypeAliasDeclaration(declared) ? this.#words(declared.type) : []
  }

  #words(type: ts.TypeNode): readonly string[] {
    if (ts.isUnionTypeNode(type)) return type.types.flatMap((one) => this.#words(one))
    if (ts.isTypeReferenceNode(type)) return this.wordsOf(type.typeName.getText())
    if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) return [type.literal.text]
    if (ts.isTemplateLiteralTypeNode(type)) {
      const { head, templateSpans } = type
      return templateSpans.flatMap((span) => this.#words(span.type).map((word) => head.text + word + span.literal.text))
    }
    throw new Error(`${type.getText()} is no union of strings`)
  }
}
