// Classes of characters, by byte for ASCII and by code point for the rest (XML 1.0, fifth edition).

// Those that mean something.
export const TAB: u32 = 0x09
export const FEED: u32 = 0x0a
export const RETURN: u32 = 0x0d
export const BLANK: u32 = 0x20
export const EXCLAMATION: u32 = 0x21
export const AMPERSAND: u32 = 0x26
export const SLASH: u32 = 0x2f
export const LESS: u32 = 0x3c
export const EQUAL: u32 = 0x3d
export const GREATER: u32 = 0x3e
export const QUESTION: u32 = 0x3f
export const BRACKET: u32 = 0x5d

/** Can stand in a name, or is a byte of a longer character that may. */
export const NAME: u8 = 1
/** Can begin a name. */
export const NAME_START: u8 = 2
export const SPACE: u8 = 4

const classes: usize = memory.data(256)

export function fillClasses(): void {
  for (let byte = 0; byte < 256; byte++) {
    let kind: u8 = 0
    const letter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a
    const digit = byte >= 0x30 && byte <= 0x39
    if (byte >= 0x80 || letter || byte == 0x5f || byte == 0x3a) kind |= NAME | NAME_START
    if (digit || byte == 0x2d || byte == 0x2e) kind |= NAME
    if (byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d) kind |= SPACE
    store<u8>(classes + byte, kind)
  }
}

// @ts-ignore: decorator
@inline
export function is(byte: u32, kind: u8): bool {
  return (load<u8>(classes + byte) & kind) != 0
}

/** Where the bytes of a class end that begin at `at`: names, and the blanks of a tag. */
// @ts-ignore: decorator
@inline
export function classEnd(at: usize, end: usize, kind: u8): usize {
  while (at < end && is(load<u8>(at), kind)) at++
  return at
}

/** Whether the code point, beyond ASCII, begins a name. */
function startsName(code: u32): bool {
  if (code < 0x100) return code >= 0xc0 && code != 0xd7 && code != 0xf7
  if (code < 0x2000) return code != 0x37e && !(code >= 0x300 && code <= 0x36f)
  if (code < 0x3001)
    return (
      (code >= 0x200c && code <= 0x200d) || (code >= 0x2070 && code <= 0x218f) || (code >= 0x2c00 && code <= 0x2fef)
    )
  return (
    code <= 0xd7ff ||
    (code >= 0xf900 && code <= 0xfdcf) ||
    (code >= 0xfdf0 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0xeffff)
  )
}

export function isNameStart(code: u32): bool {
  return code < 0x80 ? is(code, NAME_START) : startsName(code)
}

export function isNameChar(code: u32): bool {
  if (code < 0x80) return is(code, NAME)
  return code == 0xb7 || (code >= 0x300 && code <= 0x36f) || code == 0x203f || code == 0x2040 || startsName(code)
}

/** Whether a document may hold the code point, also as a reference. */
export function isChar(code: u32): bool {
  if (code < 0x20) return code == 0x09 || code == 0x0a || code == 0x0d
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff)
}

/** Whether what stands behind a start tag's name may stand there: a character, or its first byte. */
// @ts-ignore: decorator
@inline
export function endsName(code: u32): bool {
  return code == GREATER || code == SLASH || (code < 0x80 && is(code, SPACE))
}
