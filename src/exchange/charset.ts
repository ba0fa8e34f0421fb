import { ansiReferences, ansiTable, BYTE_ORDER_MARK, type Charset, charsetLabel } from '../source/charset.ts'

// The runtime encodes UTF-8 alone, and replies must not need what a worker lacks.
function ansiBytes(text: string): Uint8Array {
  const table = ansiTable()
  const whole = ansiReferences(text)
  const bytes = new Uint8Array(whole.length)
  for (let index = 0; index < whole.length; index++) bytes[index] = table[whole.charCodeAt(index)] as number // a byte each
  return bytes
}

export { charsetLabel }

/**
 * The charset of replies and documents in an exchange of this type. In `get_catalog` nothing begins with a byte order
 * mark, neither packages nor `finished=yes`: its client does not expect one (Df_C1 Export/DocumentMixin/Catalog.php).
 *
 * @example
 * import { charsetFor } from 'commerceml/exchange'
 * console.log(charsetFor('get_catalog', 'utf-8-bom')) // utf-8
 */
export const charsetFor = (type: string, charset: Charset): Charset =>
  type === 'get_catalog' && charset === 'utf-8-bom' ? 'utf-8' : charset

/**
 * Encodes a reply. Characters that windows-1251 lacks become XML references, `&#128512;`: in an order they are read back,
 * in a message they can at least be looked up.
 *
 * @example
 * import { encodeText } from 'commerceml/exchange'
 * console.log([...encodeText('Ё😀', 'windows-1251')].length) // 10
 */
export function encodeText(text: string, charset: Charset): Uint8Array {
  if (charset === 'windows-1251') return ansiBytes(text)
  return new TextEncoder().encode(charset === 'utf-8-bom' ? BYTE_ORDER_MARK + text : text)
}
