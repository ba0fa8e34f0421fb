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
 * The charset of what is sent in an exchange of that type. In `get_catalog` there is no mark, which its client does not
 * expect (Df_C1 Export/DocumentMixin/Catalog.php), neither before its packages nor before `finished=yes`.
 *
 * @example
 * import { charsetFor } from 'commerceml/exchange'
 * console.log(charsetFor('get_catalog', 'utf-8-bom')) // utf-8
 */
export const charsetFor = (type: string, charset: Charset): Charset =>
  type === 'get_catalog' && charset === 'utf-8-bom' ? 'utf-8' : charset

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
