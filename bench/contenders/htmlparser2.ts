import { fileBytes } from 'commerceml/node'
import type { Prepare } from '../child/main.ts'
import { peer } from './peer.ts'

interface Package {
  Parser: new (
    handlers: Record<string, () => void>,
    options: { xmlMode: boolean },
  ) => { write(text: string): void; end(): void }
}

/** In its mode for XML, which forgives all the same what is not well-formed. */
export const prepare: Prepare = async (job) => {
  const { Parser } = await peer<Package>(job, 'htmlparser2')
  return async () => {
    const handlers = { onopentag() {}, onclosetag() {}, ontext() {}, onattribute() {} }
    const parser = new Parser(handlers, { xmlMode: true })
    const decoder = new TextDecoder(job.encoding)
    for await (const chunk of fileBytes(job.path)) parser.write(decoder.decode(chunk, { stream: true }))
    parser.write(decoder.decode())
    parser.end()
    return { entities: null }
  }
}
