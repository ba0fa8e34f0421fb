import { oneByte } from './decode'
import { moveDeclaration } from './declarations'
import { moveMark } from './measure'
import { input, roomForInput } from './memory'
import { At, CONTENT, DOCTYPE_FOUND, END_CLOSE, END_NAME, MARKUP, START_NAME } from './state'
import { Token } from './text'
import { moveAttribute } from './values'

// The input: room for the next piece behind what is kept, and how far it has been read.

/** How far the input was moved to the front by the latest {@link room}, for whoever counts from its start. */
let moved: usize = 0

export function movedBy(): usize {
  return moved
}

/** Makes room for `bytes` behind what is kept. Returns where they go. */
export function room(bytes: usize): usize {
  const keep = At.keep != 0 ? At.keep : At.position
  const length = At.end - keep
  const offset = keep - input
  memory.copy(input, keep, length)
  const before = input
  roomForInput(length + bytes)
  move(offset, before)
  return At.end
}

/** Addresses of the input change by its move to the front, and by that of its region. */
function move(offset: usize, before: usize): void {
  moved = offset
  const by = offset + before - input
  At.position -= by
  At.end -= by
  At.markup -= by
  At.reference -= by
  Token.from -= by
  moveAttribute(by)
  moveDeclaration(by)
  moveMark(by)
  if (At.keep != 0) At.keep -= by
  At.document = At.document >= before + offset ? At.document - by : 0
}

/** The end of the input without the beginning of a character there. */
export function wholeEnd(): usize {
  let back: usize = 1
  while (back < 4 && At.end - back >= input && (load<u8>(At.end - back) & 0xc0) == 0x80) back++
  if (oneByte || At.end - back < input) return At.end
  const lead: u32 = load<u8>(At.end - back)
  const length: usize = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
  return length > back ? At.end - back : At.end
}

/** Up to here nothing will be asked for any more: the `<` or `&` of what is unfinished, or the end of the input. */
export function unfinished(): usize {
  if (At.keep != 0) return At.keep
  return At.starved ? At.position : At.end
}

/** How far what has been read belongs to the prolog: a `<`, or the name behind it, may be the root's. */
export function prologEnd(): usize {
  const state = At.state
  if (state == MARKUP || state == START_NAME || state == END_NAME || state == END_CLOSE) return At.markup
  if (At.error == 0) return At.starved ? At.position : At.end // a character that is cut off does not count yet
  if (state == CONTENT) return At.position // what stands there is not of the prolog any more
  return At.error == DOCTYPE_FOUND ? At.errorTo : At.errorAt
}
