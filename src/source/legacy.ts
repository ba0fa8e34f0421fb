import { decode } from 'iconv-lite'

/**
 * Text of cp866 bytes, which Russian Windows tools write into archives as file names.
 * Through iconv-lite: the runtime's own decoder maps the bytes 1A, 1C and 7F to one another on Node 20.
 */
export function decodeCp866(bytes: Uint8Array): string {
  return decode(bytes, 'cp866')
}
