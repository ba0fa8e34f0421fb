import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FILE = `${ROOT}test/type-cost.sample.ts`

/** Types that the compiler makes to check these lines in a project of a user's. */
function instantiationsOf(code: string): number {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    types: ['node'],
    paths: {
      commerceml: [`${ROOT}src/index.ts`],
      'commerceml/schema': [`${ROOT}src/schema/index.ts`],
      'commerceml/server': [`${ROOT}src/server/index.ts`],
    },
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = (path) => path === FILE || fileExists(path)
  host.getSourceFile = (path, language) =>
    path === FILE ? ts.createSourceFile(path, code, language) : getSourceFile.call(host, path, language)
  const program = ts.createProgram([FILE], options, host)
  const errors = program.getSemanticDiagnostics(program.getSourceFile(FILE))
  expect(errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([])
  return program.getInstantiationCount()
}

// 1.3 million once, half a minute in the editor: to infer the schema, each event was compared with itself of another one.
test.each([
  [
    'an exchange',
    `import { createExchange } from 'commerceml/server'
     createExchange({
       authenticate: () => true,
       async importFile({ events }) { for await (const event of events) console.log(event.type) },
     })`,
  ],
  [
    'a function over events of any schema',
    `import type { CommerceMLEvent, SchemaOverrides } from 'commerceml'
     declare function take<S extends SchemaOverrides>(event: CommerceMLEvent<S>): void
     declare const event: CommerceMLEvent
     take(event)`,
  ],
  [
    'a schema with rows of one’s own',
    `import { readEvents } from 'commerceml'
     import { decimal, entity, extend, type Infer, list, many, one, Product, text } from 'commerceml/schema'
     const Shelf = entity({ code: one('Код', text), loads: many('Нагрузка', decimal) })
     const ShopProduct = extend(Product, { slug: one('Код', text), shelves: list('Полки', 'Полка', Shelf) })
     const show = (product: Infer<typeof ShopProduct>) => console.log(product.slug, product.shelves[0]?.loads[0])
     for await (const event of readEvents('', { schema: { product: ShopProduct } }))
       if (event.type === 'product') show(event.product)`,
  ],
])('%s takes the compiler little', (_, code) => {
  expect(instantiationsOf(code)).toBeLessThan(150_000)
})
