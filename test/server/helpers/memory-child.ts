import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createExchange } from 'commerceml/server'
import { createNodeHandler, diskStores } from 'commerceml/server/node'
import { type EventPrint, eventPrint } from './event-print.ts'

/*
 * A site over a folder that takes the print of what it imports. `/stats` tells its prints, and the most memory it has had
 * in KiB. Prints its port.
 */
const [folder = ''] = process.argv.slice(2)
const prints: EventPrint[] = []
const exchange = createExchange({
  authenticate: () => true,
  stores: diskStores(folder),
  limits: { importSlice: 2_000 },
  async importFile({ events }) {
    prints.push(await eventPrint(events))
  },
})
const handler = createNodeHandler(exchange)
const server = createServer(async (request, response) => {
  if (request.url !== '/stats') await handler(request, response)
  else response.end(JSON.stringify({ prints, maxRSS: process.resourceUsage().maxRSS }))
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
