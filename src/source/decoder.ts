import { CommerceMLError } from '../errors.ts'
import { joined } from './bytes.ts'
import { type Encoding, UNDEFINED_UNIT, unitTable } from './encodings.ts'
import { validUtf8 } from './utf8.ts'

/** Turns bytes into text, strictly. What is valid before a bad byte is delivered before the error is thrown. */
export interface Decoder {
  /** `emit` gets the text of the bytes, characters cut off at the end held back for the next call. */
  decode(bytes: Uint8Array, emit: (text: string) => void): void
  /** Throws `truncated-input` when a character was cut off by the end. */
  end(): void
}

const hex = (bytes: Uint8Array): string =>
  `byte${bytes.length === 1 ? '' : 's'} ${[...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')}`

/** The error for bytes that are none of the encoding. */
export function invalidBytes(encoding: Encoding, bytes: Uint8Array): CommerceMLError {
  const found = hex(bytes)
  const message = `${found} is not ${encoding}: if the document is in another encoding, name it in the option encoding`
  return new CommerceMLError('invalid-encoding', message, { found })
}

/** A one-byte encoding through its table. */
function tableDecoder(encoding: Encoding): Decoder {
  const table = unitTable(encoding)
  const units = new TextDecoder('utf-16le', { ignoreBOM: true })
  return {
    decode(bytes, emit) {
      const text = new Uint16Array(bytes.length)
      let bad = -1
      for (let index = 0; index < bytes.length; index++) {
        const unit = table[bytes[index] as number] as number // index is in range, and so is every byte
        if (unit === UNDEFINED_UNIT && bad === -1) bad = index
        text[index] = unit
      }
      emit(units.decode(bad === -1 ? text : text.subarray(0, bad)))
      if (bad !== -1) throw invalidBytes(encoding, bytes.subarray(bad, bad + 1))
    },
    end() {},
  }
}

/** Bytes at the end that begin a UTF-8 character without finishing it. */
function openUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}

/** The upper bytes of UTF-16 units, which tell surrogates. */
const upperOf = (bytes: Uint8Array, bigEndian: boolean) => (index: number) => bytes[index + (bigEndian ? 0 : 1)] ?? 0
const isHigh = (upper: number): boolean => (upper & 0xfc) === 0xd8
const isLow = (upper: number): boolean => (upper & 0xfc) === 0xdc

/** Bytes at the end that begin a UTF-16 unit or pair without finishing it. */
function openUtf16(bytes: Uint8Array, bigEndian: boolean): number {
  const odd = bytes.length % 2
  const last = bytes.length - odd - 2
  return last >= 0 && isHigh(upperOf(bytes, bigEndian)(last)) ? odd + 2 : odd
}

/** How many bytes come before the first surrogate without its other half. */
function validUtf16(bytes: Uint8Array, bigEndian: boolean): number {
  const upper = upperOf(bytes, bigEndian)
  for (let index = 0; index < bytes.length; index += 2) {
    if (isLow(upper(index))) return index
    if (isHigh(upper(index))) {
      if (!isLow(upper(index + 2))) return index
      index += 2
    }
  }
  return bytes.length
}

/**
 * Unicode encodings through the runtime's decoder, whose refusal is then narrowed down to the byte.
 * The decoder carries a cut character by itself; its bytes are remembered for that narrowing, and for the end.
 */
function unicodeDecoder(encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): Decoder {
  const create = (): TextDecoder => new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  const decoder = create()
  const wide = encoding !== 'utf-8'
  const bigEndian = encoding === 'utf-16be'
  let open: Uint8Array = new Uint8Array(0)

  /** What is cut at the end. A long piece of UTF-8 shows that by itself; copying it would cost a twentieth of a read. */
  function openAfter(bytes: Uint8Array): Uint8Array {
    const all = wide || bytes.length < 4 ? joined([open, bytes]) : bytes
    return all.slice(all.length - (wide ? openUtf16(all, bigEndian) : openUtf8(all)))
  }

  return {
    decode(bytes, emit) {
      let text: string
      try {
        text = decoder.decode(bytes, { stream: true })
      } catch {
        const all = joined([open, bytes])
        const valid = wide ? validUtf16(all, bigEndian) : validUtf8(all).valid
        emit(create().decode(all.subarray(0, valid)))
        throw invalidBytes(encoding, all.subarray(valid, valid + (wide ? 2 : 1)))
      }
      open = openAfter(bytes)
      if (text !== '') emit(text)
    },
    end() {
      if (open.length > 0) throw new CommerceMLError('truncated-input', 'the input ends inside a character')
    },
  }
}

/** The decoder for an encoding. */
export function createDecoder(encoding: Encoding): Decoder {
  if (encoding === 'utf-8' || encoding === 'utf-16le' || encoding === 'utf-16be') return unicodeDecoder(encoding)
  return tableDecoder(encoding)
}
