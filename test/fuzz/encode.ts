import { type Encoding, UNDEFINED_UNIT, unitTable } from '../../src/source/encodings.ts'

/** Every encoding that is read. */
export const ENCODINGS: readonly Encoding[] = [
  'utf-8',
  'windows-1251',
  'koi8-r',
  'cp866',
  'iso-8859-5',
  'utf-16le',
  'utf-16be',
]

const byteTables = new Map<Encoding, ReadonlyMap<number, number>>()

function byteTable(encoding: Encoding): ReadonlyMap<number, number> {
  let bytes = byteTables.get(encoding)
  if (bytes === undefined) {
    const units = [...unitTable(encoding)].map((unit, byte): [number, number] => [unit, byte])
    bytes = new Map(units.filter(([unit]) => unit !== UNDEFINED_UNIT))
    byteTables.set(encoding, bytes)
  }
  return bytes
}

/** Characters that the encoding lacks as references, as 1C writes them. */
function encodeOneByte(text: string, encoding: Encoding): Uint8Array {
  const bytes = byteTable(encoding)
  const out: number[] = []
  for (const char of text) {
    const byte = bytes.get(char.codePointAt(0) ?? 0)
    if (byte === undefined) out.push(...Buffer.from(`&#${char.codePointAt(0)};`))
    else out.push(byte)
  }
  return Uint8Array.from(out)
}

// Half of a surrogate pair as if it were a character: what careless programs write, and no decoder may take.
function encodeUtf8(text: string): Uint8Array {
  if (text.isWellFormed()) return Buffer.from(text, 'utf8')
  const parts = Array.from(text, (char) => {
    const code = char.codePointAt(0) ?? 0
    if (code < 0xd800 || code > 0xdfff) return Buffer.from(char, 'utf8')
    return Buffer.from([0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)])
  })
  return Buffer.concat(parts)
}

/** The text in bytes, as they stand in a file: no encoding of this package's own sources is used. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return encodeUtf8(text)
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le')
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16()
  return encodeOneByte(text, encoding)
}
