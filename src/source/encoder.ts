import { type Encoding, UNDEFINED_UNIT, unitTable } from './encodings.ts'

/** The bytes of a text in an encoding; `undefined` for a text that it cannot spell. */
export type TextEncoding = (text: string) => Uint8Array | undefined

/** Encodes short texts: names and tags. */
export function encoderFor(encoding: Encoding): TextEncoding {
  if (encoding === 'utf-8') {
    const encoder = new TextEncoder()
    return (text) => encoder.encode(text)
  }
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return (text) => doubleBytes(text, encoding === 'utf-16le')
  const bytes = new Map([...unitTable(encoding)].map((unit, byte) => [unit, byte]))
  bytes.delete(UNDEFINED_UNIT)
  return (text) => {
    const spelled = Array.from(text, (char) => bytes.get(char.charCodeAt(0)))
    return spelled.includes(undefined) ? undefined : Uint8Array.from(spelled as number[])
  }
}

function doubleBytes(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2)
  const view = new DataView(bytes.buffer)
  for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), littleEndian)
  return bytes
}
