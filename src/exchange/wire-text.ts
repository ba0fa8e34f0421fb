const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const ansi = new TextDecoder('windows-1251')

/**
 * Decodes bytes whose encoding is stated nowhere: UTF-8 if they are valid UTF-8, otherwise windows-1251, which 1C on
 * Windows writes by default.
 */
export function wireText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes)
  } catch {
    return ansi.decode(bytes)
  }
}

/**
 * The bytes behind a string of a request line or header: Node makes one character of each byte.
 * A string with other characters has been decoded already, so it is encoded as UTF-8 again.
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
