import { CommerceMLError } from '../errors.ts'
import { ENCODINGS, type Encoding, encodingNamed } from './encodings.ts'
import { SIGNATURE_LENGTH, signatureOf } from './signature.ts'
import { validUtf8 } from './utf8.ts'

/** How a document is encoded, and why that is believed. */
export interface EncodingInfo {
  readonly encoding: Encoding
  /** The name in the XML declaration, as written. */
  readonly declared: string | undefined
  /** The file began with a byte order mark. */
  readonly bom: boolean
  /** The declaration names another encoding than the bytes are in. */
  readonly mismatch: boolean
  /** Bytes of the byte order mark. */
  readonly bomLength: number
}

const SIGNS: readonly (readonly [bytes: readonly number[], encoding: Encoding | 'utf-32' | 'ebcdic', bom: boolean])[] =
  [
    [[0xff, 0xfe, 0, 0], 'utf-32', true],
    [[0, 0, 0xfe, 0xff], 'utf-32', true],
    [[0x3c, 0, 0, 0], 'utf-32', false],
    [[0, 0, 0, 0x3c], 'utf-32', false],
    [[0x4c, 0x6f, 0xa7, 0x94], 'ebcdic', false],
    [[0xef, 0xbb, 0xbf], 'utf-8', true],
    [[0xff, 0xfe], 'utf-16le', true],
    [[0xfe, 0xff], 'utf-16be', true],
    // XML 1.0 appendix F: the first `<` shows the width and order of the units.
    [[0x3c, 0], 'utf-16le', false],
    [[0, 0x3c], 'utf-16be', false],
  ]
const DECLARATION =
  /^<\?xml[\t\r\n ]+version[\t\r\n ]*=[\t\r\n ]*(?:"[^"]*"|'[^']*')[\t\r\n ]+encoding[\t\r\n ]*=[\t\r\n ]*(?:"([^"]*)"|'([^']*)')/
// A run of non-ASCII bytes is judged by this much of it.
const RUN_LENGTH = 64
// Eight bytes that are UTF-8 by chance are rarer than a lie.
const PROOF_LENGTH = 8

/** White space as XML has it. Other control characters begin nothing that is XML, but gzip begins with one. */
const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

// Plain loops: this is looked at again with each piece until the encoding is known, and pieces may be single bytes.
function indexFrom(head: Uint8Array, start: number, wanted: (byte: number) => boolean): number {
  for (let index = start; index < head.length; index++) if (wanted(head[index] ?? 0)) return index
  return -1
}

/** The declaration's text, `''` when there is none, `undefined` when its end is not there yet. */
function declarationOf(head: Uint8Array, start: number, step: 1 | 2, low: number, last: boolean): string | undefined {
  const opening = '<?xml'
  for (let index = 0; index < opening.length; index++) {
    const byte = head[start + low + index * step]
    if (byte === undefined) return last ? '' : undefined
    if (byte !== opening.charCodeAt(index)) return ''
  }
  let close = head.indexOf(0x3e, start) // >
  while (step === 2 && close !== -1 && (close - start) % 2 !== low) close = head.indexOf(0x3e, close + 1)
  if (close === -1) return last ? '' : undefined
  let text = ''
  for (let index = start + low; index <= close; index += step) text += String.fromCharCode(head[index] ?? 0)
  return text
}

/**
 * Whether the runs of non-ASCII bytes are UTF-8, as far as it takes to be sure; `undefined` when more must come.
 * One short run proves nothing: «Её» of windows-1251 is a character of UTF-8 as well. The root's name is long enough.
 */
function runsAreUtf8(head: Uint8Array, last: boolean): boolean | undefined {
  let proved = 0
  let from = 0
  while (proved < PROOF_LENGTH) {
    const start = indexFrom(head, from, (byte) => byte >= 0x80)
    if (start === -1) return last ? proved > 0 : undefined
    const longest = head.subarray(start, start + RUN_LENGTH)
    const length = indexFrom(longest, 0, (byte) => byte < 0x80)
    const open = length === -1
    if (open && !last && longest.length < RUN_LENGTH) return undefined
    const run = open ? longest : longest.subarray(0, length)
    const { valid, cutOff } = validUtf8(run)
    if (valid < run.length && !(open && cutOff && valid > 0)) return false
    proved += valid
    from = start + run.length
  }
  return true
}

/** Whether this is all that came of a byte order mark, or of the first `<` in big-endian UTF-16. */
function isPartOfSign(bytes: Uint8Array): boolean {
  const known = SIGNS.filter(([, encoding]) => encoding !== 'utf-32' && encoding !== 'ebcdic')
  return known.some(([sign]) => bytes.length < sign.length && bytes.every((byte, index) => byte === sign[index]))
}

function refuseEncoding(name: string): never {
  throw new CommerceMLError(
    'unsupported-encoding',
    `encoding ${JSON.stringify(name.slice(0, 40))}: expected one of ${[...ENCODINGS, 'utf-16'].join(', ')}`,
    {
      found: name.slice(0, 40),
    },
  )
}

/**
 * Decides by byte order mark, declaration and bytes, in that order; `undefined` asks for more bytes.
 *
 * A declaration of a one-byte encoding over UTF-8 bytes is a lie that real sites tell (a recoded file whose
 * declaration was left alone), and UTF-8 proves itself: it is read as UTF-8 and marked as a mismatch. The opposite
 * lie proves nothing and is refused by the decoder. UTF-16 must be what it is declared (XML 1.0, 4.3.3).
 *
 * @param bytes the start of the document
 * @param final no more bytes will come
 * @param longest only so many bytes are looked at: more make no difference, however many come at once
 * @param forced what the caller knows better than byte order mark and declaration
 */
export function detectEncoding(
  bytes: Uint8Array,
  final: boolean,
  longest: number,
  forced?: Encoding,
): EncodingInfo | undefined {
  const head = bytes.subarray(0, longest)
  const last = final || bytes.length >= longest
  if (head.length < 4 && !final) return undefined
  const [sign, seen, bom] = SIGNS.find(([bytes]) => bytes.every((byte, index) => head[index] === byte)) ?? [
    [],
    undefined,
    false,
  ]
  if (seen === 'utf-32' || seen === 'ebcdic') return refuseEncoding(seen)
  const bomLength = bom ? sign.length : 0
  const wide = seen === 'utf-16le' || seen === 'utf-16be'

  if (!wide) {
    // In UTF-16 that only the caller knows of, a blank has a zero beside it.
    const passed = forced?.startsWith('utf-16') ? (byte: number) => isSpace(byte) || byte === 0 : isSpace
    const start = indexFrom(head, bomLength, (byte) => !passed(byte))
    if (start === -1 && !last) return undefined
    // A second mark is refused in the decoded text, where it looks the same in UTF-16.
    const second = bom && sign.every((byte, index) => byte === head[bomLength + index])
    if (start !== -1 && head[start] !== 0x3c && !second) {
      if (head.length < start + SIGNATURE_LENGTH && !last) return undefined
      if (isPartOfSign(head)) throw new CommerceMLError('truncated-input', 'the input ends inside its first character')
      const found = signatureOf(head.subarray(start))
      throw new CommerceMLError('not-xml', `expected an XML document, found ${found}`, { found })
    }
  }

  const declaration = declarationOf(head, bomLength, wide ? 2 : 1, seen === 'utf-16be' ? 1 : 0, last)
  if (declaration === undefined) return undefined
  const match = DECLARATION.exec(declaration)
  const declared = match?.[1] ?? match?.[2]
  const info = (encoding: Encoding, mismatch: boolean): EncodingInfo => ({
    encoding,
    declared,
    bom,
    mismatch,
    bomLength,
  })
  if (forced !== undefined) {
    return seen === forced ? info(forced, false) : { ...info(forced, false), bom: false, bomLength: 0 }
  }
  const named = declared === undefined ? undefined : (encodingNamed(declared) ?? refuseEncoding(declared))

  if (seen === 'utf-16le' || seen === 'utf-16be') {
    if (named === undefined || named === 'utf-16' || named === seen) return info(seen, false)
    throw new CommerceMLError('invalid-encoding', `the bytes are ${seen}, the declaration says ${declared}`, {
      found: seen,
    })
  }
  if (named?.startsWith('utf-16')) {
    const found = bom ? 'utf-8' : 'an encoding with single bytes'
    throw new CommerceMLError('invalid-encoding', `the bytes are ${found}, the declaration says ${declared}`, { found })
  }
  if (bom || named === undefined || named === 'utf-8')
    return info('utf-8', bom && named !== undefined && named !== 'utf-8')
  const lie = runsAreUtf8(head, last)
  if (lie === undefined) return undefined
  return lie ? info('utf-8', true) : info(named as Encoding, false) // utf-16 was dealt with above
}
