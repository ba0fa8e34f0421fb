import { units } from './memory'

// UTF-16 of this scan: texts and values that are not plain ASCII, or not as they stand in the input.

export class Units {
  /** Where the next unit goes. */
  static end: usize = 0
}

/** Nothing of earlier scans is needed any more. */
export function reset(): void {
  Units.end = units
}

/** A character's units go to `to`. Returns the place behind them. */
// @ts-ignore: decorator
@inline
export function put(to: usize, code: u32): usize {
  if (code > 0xffff) {
    store<u16>(to, 0xd7c0 + (code >> 10))
    store<u16>(to, 0xdc00 + (code & 0x3ff), 2)
    return to + 4
  }
  store<u16>(to, code)
  return to + 2
}

/** Adds plain ASCII. */
export function widenAscii(from: usize, to: usize): void {
  let out = Units.end
  for (; from + 16 <= to; from += 16) {
    const bytes = v128.load(from)
    v128.store(out, i16x8.extend_low_i8x16_u(bytes))
    v128.store(out, i16x8.extend_high_i8x16_u(bytes), 16)
    out += 32
  }
  for (; from < to; from++) {
    store<u16>(out, load<u8>(from))
    out += 2
  }
  Units.end = out
}

/** Units from `from` on. */
// @ts-ignore: decorator
@inline
export function unitsFrom(from: usize): i32 {
  return i32((Units.end - from) >> 1)
}

/** Whether the units from `from` on are white space. */
export function areBlank(from: usize): bool {
  for (; from < Units.end; from += 2) if (load<u16>(from) > 0x20) return false
  return true
}

/** Makes bytes of the units from `from` on if all of them are ASCII. Says whether they are. */
export function narrow(from: usize): bool {
  const end = Units.end
  let any: v128 = i64x2.splat(0)
  let unit = from
  for (; unit + 16 <= end && !v128.any_true(v128.and(any, i16x8.splat(<i16>0xff80))); unit += 16) {
    any = v128.or(any, v128.load(unit))
  }
  if (v128.any_true(v128.and(any, i16x8.splat(<i16>0xff80)))) return false
  for (; unit < end; unit += 2) if (load<u16>(unit) >= 0x80) return false
  const length = unitsFrom(from)
  for (let index = 0; index < length; index++) store<u8>(from + index, load<u8>(from + (index << 1)))
  return true
}
