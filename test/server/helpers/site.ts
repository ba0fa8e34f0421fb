import type { CommerceMLEvent } from 'commerceml'
import { createExchange, type Exchange, type ExchangeOptions, type ImportJob } from 'commerceml/server'

/** `product 17`: what an event tells a shop to keep. */
export function recordOf(event: CommerceMLEvent): string | undefined {
  if (event.type === 'product') return `product ${event.product.id}`
  if (event.type === 'offer') return `offer ${event.offer.id}`
  if (event.type === 'order') return `order ${event.order.id}`
  return undefined
}

export const PASSWORDS: Readonly<Record<string, string>> = { shop: 'right', other: 'пароль:с:двоеточиями' }

/** A site with everything it was told. */
export interface TestSite {
  readonly exchange: Exchange
  /** What was imported, in order. */
  readonly records: string[]
  readonly errors: unknown[]
}

/** A site that remembers what it is told; an importer or hook of one's own comes instead. */
export function makeSite(options: Partial<ExchangeOptions> = {}): TestSite {
  const records: string[] = []
  const errors: unknown[] = []
  const exchange = createExchange({
    authenticate: ({ user, password }) => PASSWORDS[user] === password,
    importFile: recordInto(records),
    onError: (error) => errors.push(error),
    ...options,
  })
  return { exchange, records, errors }
}

/** Takes all events of a file, and does nothing with them. */
export async function taken({ events }: Pick<ImportJob, 'events'>): Promise<void> {
  for await (const _ of events);
}

/** Takes so many, and leaves. */
export async function take(values: AsyncIterable<unknown>, count: number): Promise<void> {
  let found = 0
  for await (const _ of values) if (++found === count) break
}

/** An importer that keeps what a file brings once it has come to its end. */
export function recordInto(records: Pick<string[], 'push'>): (job: ImportJob) => Promise<void> {
  return async ({ events }) => {
    const found: string[] = []
    for await (const event of events) {
      const record = recordOf(event)
      if (record !== undefined) found.push(record)
    }
    records.push(...found)
  }
}
