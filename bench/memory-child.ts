// Reads a file of products, and prints its peak RSS and what it has read: `node bench/memory-child.ts FILE`.
import { createReadStream } from 'node:fs'
import { createIdHash } from './generate.ts'
import { loadLibrary } from './library.ts'

const { readEvents } = await loadLibrary()

const ids = createIdHash()
for await (const event of readEvents(createReadStream(process.argv[2] ?? ''))) {
  if (event.type === 'product') ids.add(event.product.id ?? '')
}
process.stdout.write(JSON.stringify({ maxRssKb: process.resourceUsage().maxRSS, idHash: ids.digest() }))
