import type { ExchangeOptions, OutgoingDocument } from 'commerceml/server'
import { bytesOf, OneC, queryOf } from './one-c.ts'
import { makeSite } from './site.ts'

/** What `query` answers when this is the document. */
export async function queried(document: () => OutgoingDocument, options: Partial<ExchangeOptions> = {}) {
  const { exchange, errors } = makeSite({ orders: { query: async () => ({ document: document() }) }, ...options })
  const client = new OneC(exchange)
  await client.checkauth('sale')
  const { headers, body } = await exchange.handle({ url: queryOf('sale', 'query'), cookie: client.cookie })
  return {
    type: headers['Content-Type'],
    bytes: Buffer.from(await bytesOf(body)),
    streamed: !(body instanceof Uint8Array),
    errors,
  }
}
