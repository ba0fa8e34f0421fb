import { ansiReferences, BYTE_ORDER_MARK, type Charset, charsetLabel, xmlDeclaration } from '../source/charset.ts'
import { encodeAnsi } from '../source/legacy.ts'

/** Throws `TypeError` for a charset that nothing is written in. */
export function assertCharset(charset: Charset): void {
  if (charsetLabel(charset) === undefined) {
    throw new TypeError(`encoding must be windows-1251, utf-8 or utf-8-bom, not ${charset}`)
  }
}

/** The XML declaration, behind the byte order mark where the charset has one. */
export function prologOf(charset: Charset): string {
  const mark = charset === 'utf-8-bom' ? BYTE_ORDER_MARK : ''
  return `${mark}${xmlDeclaration(charset === 'windows-1251' ? charset : 'UTF-8')}`
}

/** Bytes of whole pieces of XML. Characters that windows-1251 lacks become references, which readers of XML undo. */
export function encoderOf(charset: Charset): (xml: string) => Uint8Array {
  if (charset === 'windows-1251') return (xml) => encodeAnsi(ansiReferences(xml))
  const encoder = new TextEncoder()
  return (xml) => encoder.encode(xml)
}
