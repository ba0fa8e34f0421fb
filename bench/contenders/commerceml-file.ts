import { readPathEvents } from 'commerceml/node'
import { createConsumer } from '../child/consumers.ts'
import type { Prepare } from '../child/main.ts'

/** As a user reads a path: a file or an archive. */
export const prepare: Prepare = async ({ path, engine, consume }) => {
  const consumer = createConsumer(consume)
  return async () => {
    for await (const event of readPathEvents(path, { ...(engine && { engine }) })) consumer.take(event)
    return consumer.finding()
  }
}
