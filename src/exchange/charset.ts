import { UNDEFINED_UNIT, unitTable } from '../source/encodings.ts'
import type { Charset } from './settings.ts'

const BYTE_ORDER_MARK = '\uFEFF'
const LABELS: Record<Charset, string> = { 'windows-1251': 'windows-1251', 'utf-8': 'utf-8', 'utf-8-bom': 'utf-8' }

// The runtime encodes UTF-8 alone; the table of the decoder, the other way round, is the encoder. NBSP and the like are in it.
let ansi: Map<number, number> | undefined

function ansiBytes(text: string): Uint8Array {
  if (ansi === undefined) {
    const units = [...unitTable('windows-1251').entries()].filter(([, unit]) => unit !== UNDEFINED_UNIT)
    ansi = new Map(units.map(([byte, unit]) => [unit, byte]))
  }
  const bytes: number[] = []
  for (const character of text.toWellFormed()) {
    const point = character.codePointAt(0) as number // a character has one
    const byte = ansi.get(point)
    if (byte !== undefined) bytes.push(byte)
    else for (const digit of `&#${point};`) bytes.push(digit.charCodeAt(0))
  }
  return Uint8Array.from(bytes)
}

/** The name of the charset in a Content-Type and an XML declaration. */
export const charsetLabel = (charset: Charset): string => LABELS[charset]

/**
 * Bytes of a reply. Characters that windows-1251 lacks are written `&#128512;`, as XML has them: in an order they are
 * read back, in a message they can still be looked up.
 *
 * @example
 * import { encodeText } from 'commerceml/exchange'
 * console.log([...encodeText('Ё😀', 'windows-1251')].length) // 10: one byte, and the nine of &#128512;
 */
export function encodeText(text: string, charset: Charset): Uint8Array {
  if (charset === 'windows-1251') return ansiBytes(text)
  return new TextEncoder().encode(charset === 'utf-8-bom' ? BYTE_ORDER_MARK + text : text)
}
