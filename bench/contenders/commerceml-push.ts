import { createReadStream } from 'node:fs'
import { createReader } from 'commerceml'
import { createConsumer } from '../child/consumers.ts'
import type { Prepare } from '../child/main.ts'

/** Chunks pushed into handlers. */
export const prepare: Prepare = async ({ path, engine, consume }) => {
  const consumer = createConsumer(consume)
  return async () => {
    const reader = createReader({ onEvent: (event) => consumer.take(event) }, { ...(engine && { engine }) })
    for await (const chunk of createReadStream(path)) reader.feed(chunk)
    reader.end()
    return consumer.finding()
  }
}
