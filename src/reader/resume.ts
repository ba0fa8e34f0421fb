import { encoderFor } from '../source/encoder.ts'
import type { Encoding } from '../source/encodings.ts'
import type { CheckpointState } from './checkpoint.ts'

const MARKUP: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/**
 * The start tags of what was open, in the document's encoding: with them in front, the rest of the document is
 * well-formed for any engine. No line ends in it.
 *
 * Throws `TypeError` when the encoding cannot spell them: then the state is of no document.
 */
export function openingTags({ encoding, attributes, open }: CheckpointState): Uint8Array {
  const encode = encoderFor(encoding)
  const tags = open.map(({ name }, depth) => (depth > 0 ? `<${name}>` : `<${name}${spelled(attributes, encoding)}>`))
  const bytes = encode(tags.join(''))
  if (bytes === undefined) throw new TypeError(`resume has names that ${encoding} cannot spell`)
  return bytes
}

function spelled(attributes: Readonly<Record<string, string>>, encoding: Encoding): string {
  const encode = encoderFor(encoding)
  // `u`: a pair of surrogates is one character, and one reference.
  const escaped = (value: string): string =>
    value.replace(/[&<"\t\n\r]|[^\0-\x7f]/gu, (char) => {
      return MARKUP[char] ?? (encode(char) === undefined ? `&#${char.codePointAt(0)};` : char)
    })
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('')
}
