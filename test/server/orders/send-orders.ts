import { OneC } from '../helpers/one-c.ts'
import { makeSite } from '../helpers/site.ts'

/** Sends orders in parts of `size` bytes to a site that applies them there; `atFile` were applied before any import. */
export const sendOrders = async (
  applyOrders: 'file' | 'import' | 'either',
  version: string | undefined,
  bytes: Uint8Array,
  size = Number.POSITIVE_INFINITY,
) => {
  const site = makeSite({ applyOrders })
  const client = new OneC(site.exchange)
  await client.begin('sale', version === undefined ? {} : { version })
  const reply = await client.upload('orders-1.xml', bytes, size, 'sale')
  return { ...site, client, reply, atFile: [...site.records] }
}
