/** Length of the sequence that a lead byte opens, and the range of the byte behind it (Unicode table 3-7); 0 for no lead byte. */
function sequence(lead: number): { length: number; low: number; high: number } {
  if (lead < 0x80) return { length: 1, low: 0, high: 0 }
  if (lead >= 0xc2 && lead <= 0xdf) return { length: 2, low: 0x80, high: 0xbf }
  if (lead === 0xe0) return { length: 3, low: 0xa0, high: 0xbf }
  if (lead === 0xed) return { length: 3, low: 0x80, high: 0x9f }
  if (lead >= 0xe1 && lead <= 0xef) return { length: 3, low: 0x80, high: 0xbf }
  if (lead === 0xf0) return { length: 4, low: 0x90, high: 0xbf }
  if (lead === 0xf4) return { length: 4, low: 0x80, high: 0x8f }
  if (lead >= 0xf1 && lead <= 0xf3) return { length: 4, low: 0x80, high: 0xbf }
  return { length: 0, low: 0, high: 0 }
}

/**
 * How many bytes from the start are whole, valid UTF-8 characters, and whether the rest may be a character cut off.
 * Used only when a decoder has refused, and on a handful of bytes: plain, not fast.
 */
export function validUtf8(bytes: Uint8Array): { valid: number; cutOff: boolean } {
  let valid = 0
  while (valid < bytes.length) {
    const { length, low, high } = sequence(bytes[valid] ?? 0)
    if (length === 0) return { valid, cutOff: false }
    for (let index = 1; index < length; index++) {
      const byte = bytes[valid + index]
      if (byte === undefined) return { valid, cutOff: true }
      if (byte < (index === 1 ? low : 0x80) || byte > (index === 1 ? high : 0xbf)) return { valid, cutOff: false }
    }
    valid += length
  }
  return { valid, cutOff: false }
}
