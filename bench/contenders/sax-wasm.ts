import { createReadStream, readFileSync } from 'node:fs'
import type { Prepare } from '../child/main.ts'
import { peer, peerFile } from './peer.ts'

interface Parser {
  eventHandler: () => void
  prepareWasm(binary: Uint8Array): Promise<boolean>
  write(chunk: Uint8Array): void
  end(): void
}
interface Package {
  SAXParser: new (events: number) => Parser
  SaxEventType: Record<'OpenTag' | 'CloseTag' | 'Text' | 'Attribute', number>
}

/** Of well-formedness it checks little. */
export const prepare: Prepare = async (job) => {
  const { SAXParser, SaxEventType } = await peer<Package>(job, 'sax-wasm')
  const parser = new SAXParser(
    SaxEventType.OpenTag | SaxEventType.CloseTag | SaxEventType.Text | SaxEventType.Attribute,
  )
  parser.eventHandler = () => {}
  await parser.prepareWasm(readFileSync(peerFile(job, 'sax-wasm/lib/sax-wasm.wasm')))
  return async () => {
    for await (const chunk of createReadStream(job.path)) parser.write(chunk)
    parser.end()
    return { entities: null }
  }
}
