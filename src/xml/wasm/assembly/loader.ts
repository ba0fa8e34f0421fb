import { input, roomForInput } from './memory'
import * as names from './names'
import * as plan from './plan'

// A plan comes in one piece, at the start of the input: to call in for each of its nodes, names and edges took a
// third of the time that a small document takes to be read for the first time.
//
//   flags of the nodes, by their numbers   | a word each                                       |
//   edges                                  | three words each: parent, name, child             |
//   names, by their numbers                | their bytes, and a line feed behind each of them  |

/** Where a plan of so many bytes is to be written. */
export function room(bytes: i32): usize {
  roomForInput(bytes)
  return input
}

/** Takes the plan in. Returns how many of its names have got a number. */
export function take(nodes: i32, edges: i32, nameBytes: i32): i32 {
  plan.clear(nodes, edges)
  names.clear(nameBytes)
  let at = input
  for (let node = 0; node < nodes; node++, at += 4) plan.setFlags(node, load<u8>(at))
  for (let edge = 0; edge < edges; edge++, at += 12) plan.addEdge(load<i32>(at), load<i32>(at, 4), load<i32>(at, 8))
  const end = at + nameBytes
  let from = at
  for (; at < end; at++) {
    if (load<u8>(at) != 0x0a) continue
    if (names.add(from, at - from, names.hashOf(from, at - from)) < 0) break
    from = at + 1
  }
  names.keepPlanned()
  return names.count
}
