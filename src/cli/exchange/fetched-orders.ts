import { truncate, unlink } from 'node:fs/promises'
import { isCommerceMLError, readEvents } from 'commerceml'
import type { Orders } from 'commerceml/client'
import { readZipEvents } from 'commerceml/zip'
import { glimpse } from '../terminal/visible.ts'
import { openOutput } from './output-file.ts'

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

/** Writes orders, as they came, and waits until they are written: those that nobody has must not be confirmed. */
interface OrdersOutput {
  /** Resolves to what is said behind the number of orders. */
  write(bytes: Uint8Array, count: number): Promise<string>
  close(): Promise<void>
}

const ordersToStandardOutput: OrdersOutput = {
  write: (bytes) =>
    new Promise((resolve, reject) => {
      if (process.stdout.destroyed) reject(new Error('standard output is closed'))
      process.stdout.write(bytes, (error) => (error ? reject(error) : resolve('')))
    }),
  async close() {},
}

async function ordersFile(path: string): Promise<OrdersOutput> {
  const { handle, isNew, size, sync } = await openOutput('--orders-to', path)
  if (size > 0) {
    await handle.close()
    throw new TypeError(`--orders-to: ${path} is not empty, and orders that were confirmed do not come again`)
  }
  let hasOrders = false
  return {
    async write(bytes, count) {
      if (count === 0) return '' // else the next run would be refused for a document that has nothing in it
      try {
        await handle.writeFile(bytes)
        await sync()
        hasOrders = true
        return `, written to ${path}`
      } catch (error) {
        // By its path: Windows truncates no file that is open to be written at its end. Where it is no file, nothing can be
        // taken back.
        await truncate(path).catch(() => {})
        throw error
      }
    },
    async close() {
      await handle.close()
      if (isNew && !hasOrders) await unlink(path).catch(() => {})
    },
  }
}

/** Resolves once the orders are where they belong. Rejects when they are none or did not get there: 1C sends no success then. */
export type KeepOrders = (orders: Orders) => Promise<void>

/** Does the work with what keeps orders: in a file, which is opened first, or on standard output where none is named. */
export async function withOrders(path: string | undefined, work: (keep: KeepOrders) => Promise<void>): Promise<void> {
  const output = path === undefined ? ordersToStandardOutput : await ordersFile(path)
  try {
    await work(async (orders) => {
      const count = await understand(orders)
      const written = await output.write(orders.bytes, count).catch(({ message }: Error) => {
        throw new Error(`the orders could not be written, so they were not confirmed: ${message}`)
      })
      process.stderr.write(`${glimpse(`orders: ${count} read${written}`)}\n`)
    })
  } finally {
    await output.close()
  }
}
