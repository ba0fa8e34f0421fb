// Characters of the document's encoding. A one-byte encoding has a table of 256 UTF-16 units; without one it is UTF-8.

/** Of {@link codePointAt}. */
export const INVALID: i32 = -1
export const CUT_OFF: i32 = -2

const UNDEFINED: u32 = 0xffff
const table: usize = memory.data(512)

/** The document is in a one-byte encoding. */
export let oneByte: bool = false

export function setOneByte(value: bool): void {
  oneByte = value
}

export function tableAddress(): usize {
  return table
}

// @ts-ignore: decorator
@inline
export function unitOf(byte: u32): u32 {
  return load<u16>(table + (byte << 1))
}

/** Bytes of the character that {@link codePointAt} has read. */
export let width: i32 = 1

/** The character at `at`, or why there is none; {@link width} says how long it is. */
export function codePointAt(at: usize, end: usize): i32 {
  const lead: u32 = load<u8>(at)
  width = 1
  if (lead < 0x80) return lead
  if (oneByte) {
    const unit = unitOf(lead)
    return unit == UNDEFINED ? INVALID : unit
  }
  // Unicode, table 3-7: what may stand behind the first byte depends on it.
  if (lead < 0xc2 || lead > 0xf4) return INVALID
  const length: i32 = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  const low: u32 = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80
  const high: u32 = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf
  let code: u32 = lead & (0xff >> (length + 1))
  for (let index = 1; index < length; index++) {
    if (at + index >= end) return CUT_OFF
    const byte: u32 = load<u8>(at + index)
    if (byte < (index == 1 ? low : 0x80) || byte > (index == 1 ? high : 0xbf)) return INVALID
    code = (code << 6) | (byte & 0x3f)
  }
  width = length
  return code
}
