import { createReadStream } from 'node:fs'
import { loadLibrary } from '../library.ts'
import { measure } from '../measure.ts'

const { createReader } = await loadLibrary()

await measure(async ({ path }) => {
  let entities = 0
  let touched = 0
  const reader = createReader({
    onProduct(product) {
      entities++
      touched += (product.id ?? '').length + product.propertyValues.length
    },
    onOffer(offer) {
      entities++
      touched += (offer.id ?? '').length + offer.prices.length
    },
  })
  for await (const chunk of createReadStream(path, { highWaterMark: 64 * 1024 })) reader.feed(chunk)
  reader.end()
  if (touched === 0) throw new Error('entities came without ids and lists')
  return entities
})
