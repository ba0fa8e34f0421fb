import { createReadStream } from 'node:fs'
import { readEvents } from 'commerceml'
import { createConsumer } from '../child/consumers.ts'
import type { Prepare } from '../child/main.ts'

/** As a user reads who has a stream: half of the time is the stream's own. */
export const prepare: Prepare = async ({ path, engine, consume }) => {
  const consumer = createConsumer(consume)
  return async () => {
    for await (const event of readEvents(createReadStream(path), { ...(engine && { engine }) })) consumer.take(event)
    return consumer.finding()
  }
}
