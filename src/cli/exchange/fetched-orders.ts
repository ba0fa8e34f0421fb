import { isCommerceMLError, readEvents } from 'commerceml'
import type { Orders } from 'commerceml/client'
import { readZipEvents } from 'commerceml/zip'

/** Reads a document to its end. Throws what makes it unreadable, in words. */
async function understand({ kind, bytes }: Orders): Promise<number> {
  let orders = 0
  try {
    const events = kind === 'zip' ? readZipEvents(bytes) : readEvents(bytes)
    for await (const { type } of events) if (type === 'order') orders++
    return orders
  } catch (error) {
    if (!isCommerceMLError(error)) throw error
    throw new Error(`the orders cannot be read, so they were not confirmed: ${error.message}`, { cause: error })
  }
}

/** Writes, and waits until it is written: orders that nobody has must not be confirmed. */
async function written(bytes: Uint8Array): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const failed = (error: Error): void =>
      reject(new Error(`the orders could not be written, so they were not confirmed: ${error.message}`))
    if (process.stdout.destroyed) failed(new Error('standard output is closed'))
    process.stdout.write(bytes, (error) => (error ? failed(error) : resolve()))
  })
}

/** Orders onto standard output, as they came. Rejects when they are no orders or did not get there: 1C sends no success then. */
export async function keepOrders(orders: Orders): Promise<void> {
  const count = await understand(orders)
  await written(orders.bytes)
  process.stderr.write(`orders: ${count} read\n`)
}
