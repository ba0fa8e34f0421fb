// Reads so many small products that are generated on the fly, and prints its peak RSS: `node bench/memory-child.ts 100000`.
import { createIdHash, generate } from './generate.ts'
import { loadLibrary } from './library.ts'

const { readEvents } = await loadLibrary()
const products = Number(process.argv[2])
let expectedHash = ''

function* document(): Generator<Uint8Array> {
  const manifest = yield* generate({ kind: 'import', size: { items: products }, small: true })
  expectedHash = manifest.idHash
}

const ids = createIdHash()
for await (const event of readEvents(document())) {
  if (event.type === 'product') ids.add(event.product.id ?? '')
}
if (ids.digest() !== expectedHash) throw new Error('the products read are not the products written')
process.stdout.write(JSON.stringify({ maxRssKb: process.resourceUsage().maxRSS }))
