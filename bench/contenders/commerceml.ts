import { readEvents } from 'commerceml'
import { fileBytes } from 'commerceml/node'
import { createConsumer } from '../child/consumers.ts'
import type { Prepare } from '../child/main.ts'

/** As a user reads a file, ahead in large pieces; everybody else gets the same pieces. */
export const prepare: Prepare = async ({ path, engine, consume }) => {
  return async () => {
    const consumer = createConsumer(consume)
    for await (const event of readEvents(fileBytes(path), { ...(engine && { engine }) })) consumer.take(event)
    return consumer.finding()
  }
}
