// Some texts and elements come again and again, others are new each time, and looking for those costs more than it
// saves. Whoever looks has a score, a byte: what is not there raises it, what is lowers it by more. Above MANY, so many
// are passed over, and then one is looked for.

const MANY: u32 = 32
const REWARD: u32 = 4
const PASSED_OVER: u32 = 128
const COST: u32 = 24

/** Whether nothing is to be looked for this time. */
// @ts-ignore: decorator
@inline
export function passesOver(score: usize): bool {
  const value: u32 = load<u8>(score)
  if (value <= MANY) return false
  store<u8>(score, value == MANY + PASSED_OVER ? MANY : value + 1)
  return true
}

// @ts-ignore: decorator
@inline
export function found(score: usize): void {
  const value: u32 = load<u8>(score)
  store<u8>(score, value > REWARD ? value - REWARD : 0)
}

// @ts-ignore: decorator
@inline
export function missed(score: usize): void {
  store<u8>(score, load<u8>(score) + 1)
}

/** It came for the second time, and to keep it costs as much as some that are missed. */
export function kept(score: usize): void {
  store<u8>(score, load<u8>(score) + COST)
}

/** It would be found, and be of no use. */
export function useless(score: usize): void {
  store<u8>(score, MANY + 1)
}
