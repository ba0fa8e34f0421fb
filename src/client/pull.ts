import { type Connection, connectionTo } from './connection.ts'
import { counted, type Events, type ExchangeEvent } from './events.ts'
import { ExchangeFailure, isExchangeFailure } from './failure.ts'
import { assertOptions } from './option-kinds.ts'
import type { PullOptions } from './options.ts'
import { take } from './session.ts'

/**
 * Fetches the orders of a site: checkauth, init if that 1C sends it, query, and success once `onOrders` has resolved.
 *
 * Yields and throws what `pushCatalog` does. If `onOrders` rejects, success is not sent, and the failure `orders-refused`
 * is thrown with its error as `cause`.
 *
 * @example
 * import { pullOrders } from 'commerceml/client'
 * export async function fetchOrders(url: string): Promise<string[]> {
 *   const texts: string[] = []
 *   const onOrders = ({ text }: { text: string }): void => void texts.push(text)
 *   for await (const event of pullOrders(url, { profile: 'unf', user: '1c', password: 'secret', onOrders })) {
 *     if (event.type === 'done') console.log(event.requests)
 *   }
 *   return texts
 * }
 */
export async function* pullOrders(
  url: string | URL,
  options: PullOptions,
): AsyncGenerator<ExchangeEvent, void, undefined> {
  if (typeof options?.onOrders !== 'function') throw new TypeError('onOrders must be a function: it stores the orders')
  assertOptions('pullOrders', options)
  const site = connectionTo(url, options)
  async function* all(): Events<void> {
    yield { type: 'session', number: 1, sessions: 1, attempt: 1, files: [] }
    try {
      yield* fetchOnce(site, options)
    } catch (error) {
      if (isExchangeFailure(error)) yield { type: 'failed', failure: error, willRepeat: false }
      throw error
    }
  }
  yield* counted(1, all())
}

async function* fetchOnce(site: Connection, { onOrders }: PullOptions): Events<void> {
  const type = 'sale'
  yield* take(site, 'checkauth', { type })
  if (site.profile.initsOrders) {
    // УНФ looks only whether there was a reply, not what stands in it.
    const { entry } = await site.call('orders-init', { type })
    yield { type: 'request', entry }
  }
  const outcome = yield* take(site, 'query', { type })
  const orders = outcome.result === 'ok' ? outcome.orders : undefined
  if (orders === undefined) return
  yield { type: 'orders', kind: orders.kind, bytes: orders.bytes.length }
  try {
    await onOrders(orders)
  } catch (cause) {
    throw new ExchangeFailure('query', 'orders-refused', site.profile.words.orders, { cause })
  }
  yield* take(site, 'success', { type })
}
