import { fileBytes } from 'commerceml/node'
import type { Prepare } from '../child/main.ts'
import { peer } from './peer.ts'

interface Package {
  Parser: new () => {
    on(event: string, handler: (value: unknown) => void): void
    write(chunk: Uint8Array): boolean
    end(): void
  }
}

/** A binding of expat, which decodes what it knows itself. */
export const prepare: Prepare = async (job) => {
  const { Parser } = await peer<Package>(job, 'node-expat')
  return async () => {
    const parser = new Parser()
    parser.on('error', (error) => {
      throw error
    })
    for (const event of ['startElement', 'endElement', 'text']) parser.on(event, () => {})
    for await (const chunk of fileBytes(job.path)) parser.write(chunk)
    parser.end()
    return { entities: null }
  }
}
