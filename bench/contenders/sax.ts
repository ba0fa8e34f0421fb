import { fileBytes } from 'commerceml/node'
import type { Prepare } from '../child/main.ts'
import { peer } from './peer.ts'

interface Package {
  parser(strict: boolean): Record<string, (value: unknown) => void> & { write(text: string): void; close(): void }
}

export const prepare: Prepare = async (job) => {
  const sax = await peer<Package>(job, 'sax')
  return async () => {
    const parser = sax.parser(true)
    for (const handler of ['onopentag', 'onclosetag', 'ontext', 'onattribute']) parser[handler] = () => {}
    const decoder = new TextDecoder(job.encoding)
    for await (const chunk of fileBytes(job.path)) parser.write(decoder.decode(chunk, { stream: true }))
    parser.write(decoder.decode())
    parser.close()
    return { entities: null }
  }
}
