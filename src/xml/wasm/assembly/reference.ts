import { isChar } from './chars'
import { codePointAt } from './decode'
import { At, CONTENT, ENTITY, fail, REFERENCE, unreadable } from './state'
import { push, Token, widen } from './text'

// What has been read of a reference.
const BEGUN: i32 = 0 //       &
const NUMBER: i32 = 1 //      &#
const DECIMAL: i32 = 2 //     &#6
const HEXADECIMAL: i32 = 3 // &#x
const DIGITS: i32 = 4 //      &#x4
const NAMED: i32 = 5 //       &am

const BEYOND: u32 = 0x110000

let stage: i32 = BEGUN
let code: u32 = 0
/** The letters so far, a byte each. */
let letters: u64 = 0
let returnTo: i32 = CONTENT

/** At an ampersand, in a text or value. */
export function beginReference(at: usize): void {
  widen(at)
  At.reference = at
  At.keep = at // for where its error is
  returnTo = At.state
  At.state = REFERENCE
  At.position = at + 1
  stage = BEGUN
  code = 0
  letters = 0
}

// The five names, the first letter lowest.
const AMP: u64 = 0x706d61
const LT: u64 = 0x746c
const GT: u64 = 0x7467
const APOS: u64 = 0x736f7061
const QUOT: u64 = 0x746f7571

function characterNamed(name: u64): u32 {
  if (name == AMP) return 0x26
  if (name == LT) return 0x3c
  if (name == GT) return 0x3e
  if (name == APOS) return 0x27
  return name == QUOT ? 0x22 : 0
}

function begins(name: u64, whole: u64): bool {
  const length = 8 - (clz(name) >> 3)
  return (whole & (length == 8 ? ~(<u64>0) : (<u64>1 << (length << 3)) - 1)) == name
}

function mayBeNamed(name: u64): bool {
  return begins(name, AMP) || begins(name, LT) || begins(name, GT) || begins(name, APOS) || begins(name, QUOT)
}

function digitOf(byte: u32): u32 {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : 99
}

/** Reads on in the reference; its error is where it begins. */
export function reference(): void {
  let at = At.position
  const end = At.end
  while (at < end) {
    const byte: u32 = load<u8>(at++)
    if (byte == 0x3b) {
      At.position = at
      close(at)
      return
    }
    if (!accepts(byte)) {
      const code = byte < 0x80 ? 0 : codePointAt(at - 1, end)
      At.position = at - 1
      if (code < 0) unreadable(code, at - 1)
      else fail(ENTITY, At.reference)
      return
    }
  }
  At.position = at
}

function close(at: usize): void {
  const character = stage == NAMED ? characterNamed(letters) : code
  const whole = stage == NAMED || stage == DECIMAL || stage == DIGITS
  if (!whole || !isChar(character)) {
    fail(ENTITY, At.reference)
    return
  }
  push(character)
  Token.from = at
  At.state = returnTo
  At.keep = 0
}

function accepts(byte: u32): bool {
  if (stage == BEGUN) {
    if (byte == 0x23) {
      stage = NUMBER
      return true
    }
    stage = NAMED
  }
  if (stage == NAMED) {
    if (byte < 0x61 || byte > 0x7a || letters > 0xffffffff) return false
    letters |= <u64>byte << (letters == 0 ? 0 : 64 - clz(letters) + 7 & ~7)
    return mayBeNamed(letters)
  }
  if (stage == NUMBER && byte == 0x78) {
    stage = HEXADECIMAL
    return true
  }
  const base: u32 = stage == HEXADECIMAL || stage == DIGITS ? 16 : 10
  const digit = digitOf(byte)
  if (digit >= base) return false
  code = min(code * base + digit, BEYOND) // any number of digits: it stays beyond
  stage = base == 16 ? DIGITS : DECIMAL
  return true
}
