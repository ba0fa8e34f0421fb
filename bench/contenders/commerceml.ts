import { createReadStream } from 'node:fs'
import { loadLibrary } from '../library.ts'
import { measure } from '../measure.ts'

const { readEvents } = await loadLibrary()

await measure(async ({ path }) => {
  let entities = 0
  let touched = 0
  for await (const event of readEvents(createReadStream(path))) {
    if (event.type === 'product') {
      entities++
      touched += (event.product.id ?? '').length + event.product.propertyValues.length
    } else if (event.type === 'offer') {
      entities++
      touched += (event.offer.id ?? '').length + event.offer.prices.length
    }
  }
  if (touched === 0) throw new Error('entities came without ids and lists')
  return entities
})
