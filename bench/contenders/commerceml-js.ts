import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { measure } from '../measure.ts'

/** As far as it is used here; it comes without types. */
interface Package {
  createStream(type: 'import' | 'offers'): NodeJS.WritableStream
}

const require = createRequire(new URL('../peers/package.json', import.meta.url))
const { createStream }: Package = require('commerceml-js')

await measure(async ({ path, kind }) => {
  let entities = 0
  const stream = createStream(kind)
  stream.on(kind === 'import' ? 'product' : 'offer', () => {
    entities++
  })
  // An event emitter of its own kind, which stream.finished() does not know: it says `end` when the document is over.
  await new Promise<void>((resolve, reject) => {
    stream.on('end', resolve)
    stream.on('error', reject)
    createReadStream(path).on('error', reject).pipe(stream)
  })
  return entities
})
