// The floor: decoding and tokenizing, with handlers that do nothing. What is above it is the price of typed entities.
import { createReadStream } from 'node:fs'
import { SaxesParser } from 'saxes'
import { measure } from '../measure.ts'

await measure(async ({ path, encoding }) => {
  const parser = new SaxesParser()
  parser.on('opentag', () => {})
  parser.on('closetag', () => {})
  parser.on('text', () => {})
  parser.on('attribute', () => {})
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(path, { highWaterMark: 64 * 1024 })) {
    parser.write(decoder.decode(chunk, { stream: true }))
  }
  parser.write(decoder.decode()).close()
  return null
})
