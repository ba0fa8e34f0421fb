// Rewrites what the documents in fixtures/valid are expected to hold. Read the difference before you commit it.
// node --import tsx test/helpers/update-fixtures.ts
import { writeFileSync } from 'node:fs'
import { readAll, validFixtures } from './fixtures.ts'

for (const { name, documents, expectedPath } of validFixtures()) {
  const lines: string[] = []
  for (const { bytes, options } of documents) {
    for (const event of await readAll(bytes, options)) lines.push(JSON.stringify(event))
  }
  writeFileSync(expectedPath, `${lines.join('\n')}\n`)
  console.log(`${name}: ${lines.length} events`)
}
