import { UNDEFINED_UNIT, unitTable } from '../source/encodings.ts'
import type { Charset } from './settings.ts'

const BEYOND_ASCII = /[^\0-\x7f]/gu
const BYTE_ORDER_MARK = '\uFEFF'
const LABELS: Record<Charset, string> = { 'windows-1251': 'windows-1251', 'utf-8': 'utf-8', 'utf-8-bom': 'utf-8' }

// The runtime encodes UTF-8 alone; the table of the decoder, the other way round, is the encoder. 0 stands for what the
// charset lacks, and for NUL, which is the same in both.
let ansi: Uint8Array | undefined

function ansiTable(): Uint8Array {
  const table = new Uint8Array(0x10000)
  for (const [byte, unit] of unitTable('windows-1251').entries()) if (unit !== UNDEFINED_UNIT) table[unit] = byte
  return table
}

function ansiBytes(text: string): Uint8Array {
  ansi ??= ansiTable()
  const table = ansi
  const whole = text.toWellFormed().replace(BEYOND_ASCII, (character) => {
    const point = character.codePointAt(0) as number // a character has one
    return point < table.length && table[point] !== 0 ? character : `&#${point};`
  })
  const bytes = new Uint8Array(whole.length)
  for (let index = 0; index < whole.length; index++) bytes[index] = table[whole.charCodeAt(index)] as number // a byte each
  return bytes
}

/** The name of the charset in a Content-Type and an XML declaration. */
export const charsetLabel = (charset: Charset): string => LABELS[charset]

/**
 * Bytes of a reply. Characters that windows-1251 lacks are written `&#128512;`, as XML has them: in an order they are
 * read back, in a message they can still be looked up.
 *
 * @example
 * import { encodeText } from 'commerceml/exchange'
 * console.log([...encodeText('Ё😀', 'windows-1251')].length) // 10
 */
export function encodeText(text: string, charset: Charset): Uint8Array {
  if (charset === 'windows-1251') return ansiBytes(text)
  return new TextEncoder().encode(charset === 'utf-8-bom' ? BYTE_ORDER_MARK + text : text)
}
