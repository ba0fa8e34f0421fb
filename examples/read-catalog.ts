// The shortest whole program: what is in a catalog.
//   node --import tsx examples/read-catalog.ts [file]
import { isCommerceMLError } from 'commerceml'
import { readFileEvents } from 'commerceml/node'

const path = process.argv[2] ?? 'fixtures/valid/import-2.08/import.xml'

try {
  for await (const event of readFileEvents(path)) {
    if (event.type === 'group') console.log(`${'  '.repeat(event.depth)}${event.group.name}`)
    if (event.type === 'product') console.log(event.product.article, event.product.name)
    if (event.type === 'issue') console.warn(`line ${event.position.line}: ${event.issue.message}`)
    if (event.type === 'end') console.log(`${event.counts.product} products in ${event.counts.group} groups`)
  }
} catch (error) {
  if (!isCommerceMLError(error)) throw error
  console.error(`${error.code}: ${error.message}`)
  process.exitCode = 1
}
