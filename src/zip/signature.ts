import type { CommerceMLError } from '../errors.ts'
import { SIGNATURE_LENGTH, signatureOf } from '../source/signature.ts'
import { refusal } from './refusal.ts'

/** Bytes that {@link checkSignature} wants to see. */
export const HEAD_LENGTH = 64

/** A local header, or the end record of an archive without entries (APPNOTE 4.3.7, 4.3.16). */
const ZIP_SIGNATURES: readonly string[] = ['PK\x03\x04', 'PK\x05\x06']

/**
 * What is refused by its beginning, even when an archive stands at its end: no self-extractor begins like this, and a
 * file that is two things at once is read differently on both sides of a check. Named as source/signature.ts does.
 */
const FOREIGN: readonly (readonly [name: string, start: RegExp])[] = [
  ['gzip data', /^\x1f\x8b/],
  ['a RAR archive', /^Rar!/],
  ['a 7-Zip archive', /^7z\xbc\xaf\x27\x1c/],
  ['an XML document', /^(?:\xef\xbb\xbf)?\s*<\?xml/],
  ['an HTML page', /^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)/i],
  ['an XML document', /^(?:\xff\xfe<\0|\xfe\xff\0<|(?:\xef\xbb\xbf)?\s*<[\w\x80-\xff!])/],
]

/** The error for bytes that are no archive, named by their beginning. */
export function notZip(head: Uint8Array): CommerceMLError {
  const found = foreign(head) ?? (head.length === 0 ? 'an empty file' : signatureOf(head.subarray(0, SIGNATURE_LENGTH)))
  return refusal('zip-not-zip', 'the archive', `expected a ZIP archive, found ${found}`, { found })
}

const latin1 = (head: Uint8Array): string => Buffer.from(head).toString('latin1')

function foreign(head: Uint8Array): string | undefined {
  const text = latin1(head)
  return FOREIGN.find(([, start]) => start.test(text))?.[0]
}

/** Whether the file begins as archives do; one that is cut off within the signature counts too. */
export function beginsAsZip(head: Uint8Array): boolean {
  const text = latin1(head.subarray(0, 4))
  return text !== '' && ZIP_SIGNATURES.some((signature) => signature.startsWith(text))
}

/** Throws `zip-not-zip` for what can be told by its beginning. Other beginnings may belong to a self-extractor. */
export function checkSignature(head: Uint8Array): void {
  if (head.length === 0 || foreign(head) !== undefined) throw notZip(head)
}
