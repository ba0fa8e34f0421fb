/** What may be named as an encoding. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'koi8-r', 'cp866', 'iso-8859-5'] as const

/** The encodings that are read: those that 1C and the sites around it write. All others are refused by name. */
export type Encoding = (typeof ENCODINGS)[number]

export const isEncoding = (value: unknown): value is Encoding => ENCODINGS.some((encoding) => encoding === value)

/** Names in declarations and options, lower case. An allow-list: `encoding="utf7"` and `"base64"` exist in decoders, not here. */
const LABELS = new Map<string, Encoding | 'utf-16'>([
  ...ENCODINGS.map((encoding) => [encoding, encoding] as const),
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['utf-16', 'utf-16'],
  ['cp1251', 'windows-1251'],
  ['ibm866', 'cp866'],
])

/** `undefined` for a name outside the list. `utf-16` leaves the byte order to the bytes. */
export function encodingNamed(label: string): Encoding | 'utf-16' | undefined {
  return LABELS.get(label.toLowerCase())
}

/** Bytes in one UTF-16 unit of the text; 0 where that depends on the character. */
export function bytesPerUnit(encoding: Encoding): 0 | 1 | 2 {
  if (encoding === 'utf-8') return 0
  return encoding.startsWith('utf-16') ? 2 : 1
}

/** Marks bytes that an encoding leaves undefined: no document may hold U+FFFF, so it stands for nothing else. */
export const UNDEFINED_UNIT = 0xffff

// windows-1251 leaves 0x98 undefined; WHATWG decoders make U+0098 of it, which a file never means.
const UNDEFINED_BYTES: Partial<Record<Encoding, readonly number[]>> = { 'windows-1251': [0x98] }
const WHATWG_NAMES: Partial<Record<Encoding, string>> = { cp866: 'ibm866' }

/**
 * The 256 characters of a one-byte encoding.
 * Only the upper half comes from the runtime: Node 20 maps the bytes 1A, 1C and 7F of cp866 to one another.
 */
export function unitTable(encoding: Encoding): Uint16Array {
  const upper = new TextDecoder(WHATWG_NAMES[encoding] ?? encoding).decode(
    Uint8Array.from({ length: 128 }, (_, index) => index + 128),
  )
  const table = Uint16Array.from({ length: 256 }, (_, byte) => (byte < 128 ? byte : upper.charCodeAt(byte - 128)))
  for (const byte of UNDEFINED_BYTES[encoding] ?? []) table[byte] = UNDEFINED_UNIT
  return table
}
