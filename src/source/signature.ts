/** First bytes of what is sent in place of XML, as operators name it. */
const SIGNATURES: readonly (readonly [name: string, bytes: string])[] = [
  ['gzip data', '\x1f\x8b'],
  ['a ZIP archive', 'PK\x03\x04'],
  ['a ZIP archive', 'PK\x05\x06'],
  ['a RAR archive', 'Rar!'],
  ['a 7-Zip archive', '7z\xbc\xaf\x27\x1c'],
  ['a PDF document', '%PDF'],
  ['a 1C spreadsheet (MXL)', 'MOXCEL'],
  ['a PNG picture', '\x89PNG'],
  ['a JPEG picture', '\xff\xd8\xff'],
  ['an old Excel document', '\xd0\xcf\x11\xe0'],
  ['a multipart body that was not taken apart', '--'],
  ['JSON', '{'],
  ['JSON', '['],
  ['PHP output', 'Warning'],
]

/** A document was meant, and its name was given. */
const NAME = /^(?:\.{0,2}\/[^*/]|[a-z]:\\|(?:file|https?):\/|[\w-]+\.(?:xml|zip)$)/i

/** Bytes that {@link signatureOf} wants to see. */
export const SIGNATURE_LENGTH = 16

/** What bytes that are no XML look like: a name from the table, or a quotation of their start. */
export function signatureOf(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, SIGNATURE_LENGTH))
  const trimmed = start.trimStart()
  const known = SIGNATURES.find(([, signature]) => trimmed.startsWith(signature))
  if (known !== undefined) return known[0]
  const what = NAME.test(start) ? 'a path or an address, not what it leads to:' : 'text that begins'
  return `${what} ${JSON.stringify(start.replace(/[^ -~]/g, '.'))}`
}
