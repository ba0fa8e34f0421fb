import { closed, expectedAddress, expectedLength, Open, push } from './elements'
import * as names from './names'
import * as plan from './plan'
import { At } from './state'

const SLASH: u32 = 0x2f
const GREATER: u32 = 0x3e

/**
 * A tag without attributes, wholly in the input, that is what is expected: the end of the innermost element, or the
 * start of what came here last time. That is nearly every tag of a file, and needs no state on the way. Returns the
 * place behind it; 0 for any other tag, which is then read step by step.
 */
export function usualTag(at: usize, end: usize): usize {
  if (load<u8>(at + 1) == SLASH) {
    const from = at + 2
    const length = expectedLength()
    const behind = from + length
    if (behind >= end || load<u8>(behind) != GREATER || !names.same(expectedAddress(), from, length)) return 0
    closed(behind + 1)
    return behind + 1
  }
  const guess = plan.guessAt(Open.latest, Open.latestName, Open.latestOpened)
  const name = load<i32>(guess, 4)
  if (load<i32>(guess) != Open.node || name < 0) return 0
  const from = at + 1
  const length = names.lengthOf(name)
  const behind = from + length
  if (behind + 1 >= end || !names.same(names.addressOf(name), from, length)) return 0
  const byte: u32 = load<u8>(behind)
  const isEmpty = byte == SLASH && load<u8>(behind + 1) == GREATER
  if (byte != GREATER && !isEmpty) return 0
  At.markup = at
  push(name, load<i32>(guess, 8), from, length, behind + 1)
  if (!isEmpty) return behind + 1
  if (At.error == 0) closed(behind + 2)
  return behind + 2
}
