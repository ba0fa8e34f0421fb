import { readEvents } from 'commerceml'
import { fileBytes } from 'commerceml/node'
import { createConsumer } from '../child/consumers.ts'
import type { Prepare } from '../child/main.ts'

/** Price and stock of offers and nothing else, as a frequent update of a shop wants them. */
const PRICE_AND_STOCK = {
  select: ['offer'],
  fields: { offer: ['prices.priceTypeId', 'prices.unitPrice', 'quantity', 'stocks'] },
} as const

export const prepare: Prepare = async ({ path, engine, consume }) => {
  const options = { ...PRICE_AND_STOCK, ...(engine && { engine }) }
  return async () => {
    const consumer = createConsumer(consume)
    for await (const event of readEvents(fileBytes(path), options)) consumer.take(event)
    return consumer.finding()
  }
}
