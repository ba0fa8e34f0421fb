import { systemClock } from '../clock.ts'

/** Milliseconds that an import may go on before others get a turn. Their timer takes one: a fiftieth at most. */
const TURN = 50

/**
 * The pieces of a document, with a turn for others between them. A store in memory and an importer that never waits,
 * whose promises resolve at once, would have the process to themselves until the end: no other request and no reply would
 * come through, and 1C would hear of no `progress`. By the runtime's time, since it is its turns that are ended.
 */
export async function* inTurns(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let since = systemClock.now()
  for await (const bytes of pieces) {
    if (systemClock.now() - since >= TURN) {
      await new Promise<void>((resolve) => setTimeout(resolve))
      since = systemClock.now()
    }
    yield bytes
  }
}
