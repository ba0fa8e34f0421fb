import { createHash } from 'node:crypto'
import type { CommerceMLEvent } from 'commerceml'

/** How many events there were, and a hash of all that they say. */
export interface EventPrint {
  readonly count: number
  readonly hash: string
}

export async function eventPrint(events: AsyncIterable<CommerceMLEvent>): Promise<EventPrint> {
  const hash = createHash('sha256')
  let count = 0
  for await (const event of events) {
    hash.update(JSON.stringify(event))
    count++
  }
  return { count, hash: hash.digest('hex') }
}
