import { createReadStream, type ReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { measure } from '../measure.ts'

/** As far as it is used here; its own types are not installed with this library. */
interface Package {
  CommerceMlImportParser: new () => { onProduct(callback: () => void): void; parse(input: ReadStream): Promise<void> }
  CommerceMlOffersParser: new () => { onOffer(callback: () => void): void; parse(input: ReadStream): Promise<void> }
}

const require = createRequire(new URL('../peers/package.json', import.meta.url))
const { CommerceMlImportParser, CommerceMlOffersParser }: Package = require('commerceml-parser')

await measure(async ({ path, kind }) => {
  let entities = 0
  const count = () => {
    entities++
  }
  if (kind === 'import') {
    const parser = new CommerceMlImportParser()
    parser.onProduct(count)
    await parser.parse(createReadStream(path))
  } else {
    const parser = new CommerceMlOffersParser()
    parser.onOffer(count)
    await parser.parse(createReadStream(path))
  }
  return entities
})
