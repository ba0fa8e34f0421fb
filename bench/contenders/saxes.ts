// Strict decoding and tokenizing, with handlers that do nothing: what typed entities cost above it is ours.
import { fileBytes } from 'commerceml/node'
import { SaxesParser } from 'saxes'
import type { Prepare } from '../child/main.ts'

export const prepare: Prepare =
  async ({ path, encoding }) =>
  async () => {
    const parser = new SaxesParser()
    parser.on('opentag', () => {})
    parser.on('closetag', () => {})
    parser.on('text', () => {})
    parser.on('attribute', () => {})
    const decoder = new TextDecoder(encoding)
    for await (const chunk of fileBytes(path)) parser.write(decoder.decode(chunk, { stream: true }))
    parser.write(decoder.decode()).close()
    return { entities: null }
  }
