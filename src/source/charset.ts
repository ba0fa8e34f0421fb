import { UNDEFINED_UNIT, unitTable } from './encodings.ts'

/** Encodings of replies and documents for 1C. `utf-8-bom` is for clients that recognise UTF-8 only by its mark. */
export type Charset = 'windows-1251' | 'utf-8' | 'utf-8-bom'

const CHARSET_LABELS: Record<Charset, string> = {
  'windows-1251': 'windows-1251',
  'utf-8': 'utf-8',
  'utf-8-bom': 'utf-8',
}

/**
 * The name of a charset in a `Content-Type` header or an XML declaration.
 *
 * @example
 * import { charsetLabel } from 'commerceml/exchange'
 * console.log(charsetLabel('utf-8-bom')) // utf-8
 */
export const charsetLabel = (charset: Charset): string => CHARSET_LABELS[charset]

/** What a document begins with; nothing but a mark may stand before it, УТ looks at the first five characters. */
export const xmlDeclaration = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>\n`

export const BYTE_ORDER_MARK = '\uFEFF'

// The table of the decoder, the other way round. 0 stands for what windows-1251 lacks, and for NUL, which is the same.
let ansi: Uint8Array | undefined

/** Bytes of windows-1251 by UTF-16 unit; 0 for what it lacks. */
export function ansiTable(): Uint8Array {
  if (ansi !== undefined) return ansi
  ansi = new Uint8Array(0x10000)
  for (const [byte, unit] of unitTable('windows-1251').entries()) if (unit !== UNDEFINED_UNIT) ansi[unit] = byte
  return ansi
}

// All that windows-1251 lacks, whole pairs too; an expression over its 128 upper characters looks at the rest once.
let beyondAnsi: RegExp | undefined

function beyond(): RegExp {
  const upper = [...unitTable('windows-1251')].filter((unit) => unit > 0x7f && unit !== UNDEFINED_UNIT)
  return new RegExp(`[^\\0-\\x7f${String.fromCharCode(...upper)}]`, 'gu')
}

/** The text with what windows-1251 lacks as XML references, `&#128512;`: readers of XML get the characters back. */
export function ansiReferences(text: string): string {
  beyondAnsi ??= beyond()
  return text.toWellFormed().replace(beyondAnsi, (character) => `&#${character.codePointAt(0)};`)
}
