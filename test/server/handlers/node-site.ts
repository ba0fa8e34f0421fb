import type { ExchangeOptions } from 'commerceml/server'
import { createNodeHandler } from 'commerceml/server/node'
import { listen, open } from '../helpers/http-site.ts'
import { OneC } from '../helpers/one-c.ts'
import { makeSite } from '../helpers/site.ts'

/** A site behind node:http, with a client that has logged in and a connection of its own. */
export async function nodeSite(
  options: Partial<ExchangeOptions> = {},
  mount: Parameters<typeof createNodeHandler>[1] = {},
) {
  const made = makeSite(options)
  const handler = createNodeHandler(made.exchange, mount)
  const handled: Promise<void>[] = []
  const site = await listen((request, response) => handled.push(handler(request, response)))
  const client = new OneC(made.exchange)
  await client.checkauth()
  const socket = await open(site.port)
  const close = async (): Promise<void> => {
    socket.destroy()
    await site.close()
    await Promise.all(handled) // none of them rejects
  }
  const cookie = client.cookie ?? ''
  return { ...made, site, client, cookie, socket, close, handled }
}
