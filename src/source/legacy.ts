import { decode, encode } from 'iconv-lite'

/**
 * Text of cp866 bytes, which Russian Windows tools write into archives as file names.
 * Through iconv-lite: the runtime's own decoder maps the bytes 1A, 1C and 7F to one another on Node 20.
 */
export function decodeCp866(bytes: Uint8Array): string {
  return decode(bytes, 'cp866')
}

/** Bytes of windows-1251, which no runtime writes. Characters that it lacks become `?`: see `ansiReferences`. */
export function encodeAnsi(text: string): Uint8Array {
  return encode(text, 'windows-1251')
}
