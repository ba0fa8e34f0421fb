import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { createExchange } from 'commerceml/server'
import { createNodeHandler, diskStores } from 'commerceml/server/node'
import { recordOf } from './site.ts'

/*
 * A site over a folder that writes down each record as it comes, slowly enough to be killed in between. Prints its port.
 */
const [folder = '', log = ''] = process.argv.slice(2)
const exchange = createExchange({
  authenticate: () => true,
  stores: diskStores(folder),
  limits: { importSlice: 30, importLease: 150 },
  onError: (error) => process.stderr.write(`${String(error)}\n`),
  async importFile({ events, signal }) {
    for await (const event of events) {
      signal.throwIfAborted()
      const record = recordOf(event)
      if (record === undefined) continue
      appendFileSync(log, `${record}\n`)
      if (Number(record.split(' ')[1]) % 4 === 0) await delay(1)
    }
  },
})
const server = createServer(createNodeHandler(exchange))
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
