import { createReadStream } from 'node:fs'
import type { Prepare } from '../child/main.ts'
import { peer } from './peer.ts'

interface Package {
  createStream(type: 'import' | 'offers'): NodeJS.WritableStream
}

export const prepare: Prepare = async (job) => {
  const { createStream } = await peer<Package>(job, 'commerceml-js')
  const kind = job.kind === 'import' ? 'import' : 'offers'
  return async () => {
    let entities = 0
    const stream = createStream(kind)
    stream.on(kind === 'import' ? 'product' : 'offer', () => {
      entities++
    })
    // An event emitter of its own kind, which stream.finished() does not know: it says `end` when the document is over.
    await new Promise<void>((resolve, reject) => {
      stream.on('end', resolve)
      stream.on('error', reject)
      createReadStream(job.path).on('error', reject).pipe(stream)
    })
    return { entities }
  }
}
