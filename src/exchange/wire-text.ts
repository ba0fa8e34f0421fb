const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const ansi = new TextDecoder('windows-1251')

/**
 * Text of bytes that carry no word of their encoding: UTF-8 if they are that, otherwise windows-1251, which 1C on
 * Windows writes where it does not think of encodings.
 */
export function wireText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes)
  } catch {
    return ansi.decode(bytes)
  }
}

/**
 * The bytes behind a string of a request line or header: Node hands them out as a character each.
 * A string with other characters was decoded already, and is UTF-8 again.
 */
export function wireBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code > 0xff) return new TextEncoder().encode(text)
    bytes[index] = code
  }
  return bytes
}
