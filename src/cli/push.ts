import { createWriteStream, type WriteStream } from 'node:fs'
import { documentKind, isXmlName } from 'commerceml'
import {
  type ClientFile,
  type ExchangeEvent,
  formatEntry,
  type ProfileName,
  type PushOptions,
  pullOrders,
  pushCatalog,
  pushOrders,
} from 'commerceml/client'
import { bytesOf, openShipment, zipPacker } from './client-files.ts'
import { coloursFor } from './colours.ts'
import { createProgress } from './progress.ts'

/** What `commerceml push` was given. */
export interface PushFlags {
  readonly user: string
  readonly password: string
  readonly profile: ProfileName
  readonly zip?: boolean
  readonly orders?: boolean
  readonly full?: boolean
  readonly keepNames?: boolean
  readonly maxPolls?: number
  readonly transcript?: string
}

const ORDER_KINDS: ReadonlySet<string> = new Set(['orders', 'counterparties'])

/** Catalog files, and documents that belong to sale. */
async function sorted(files: readonly ClientFile[]): Promise<{ catalog: ClientFile[]; sale: ClientFile[] }> {
  const catalog: ClientFile[] = []
  const sale: ClientFile[] = []
  for (const file of files) {
    const isSale =
      isXmlName(file.name) && ORDER_KINDS.has(await documentKind({ name: file.name, open: () => bytesOf(file) }))
    ;(isSale ? sale : catalog).push(file)
  }
  return { catalog, sale }
}

/** What a person wants to know of an exchange; `undefined` for what only the transcript tells. */
function lineOf(event: ExchangeEvent): string | undefined {
  switch (event.type) {
    case 'session':
      return `session ${event.number} of ${event.sessions}${event.attempt > 1 ? `, attempt ${event.attempt}` : ''}`
    case 'parameters':
      return `the site takes ${event.limits.zip ? 'archives' : 'files'}, parts of ${event.limits.fileLimit ?? 'any number of'} bytes`
    case 'uploaded':
      return event.part === event.parts ? `uploaded ${event.file}, ${event.totalBytes} bytes` : undefined
    case 'progress':
      return `progress ${event.file}: ${event.message}`
    case 'imported':
      return `imported ${event.file}: ${event.message}`
    case 'orders':
      return `orders: ${event.bytes} bytes`
    case 'note':
      return `note at ${event.step}: ${event.words}`
    case 'failed':
      return `${event.failure.message}: ${event.failure.words}${event.willRepeat ? ' (trying again)' : ''}`
    case 'done':
      return `done: ${event.requests} requests, ${event.sentBytes} bytes sent`
    case 'request':
      return undefined
  }
}

/** Shows an exchange on standard error, and writes its dialogue down. */
async function follow(events: AsyncIterable<ExchangeEvent>, total: number, transcript?: WriteStream): Promise<void> {
  const progress = createProgress(total)
  const bar = process.stderr.isTTY === true
  let before = 0
  try {
    for await (const event of events) {
      if (event.type === 'request') transcript?.write(`${formatEntry(event.entry)}\n\n`)
      if (event.type === 'uploaded') progress.onProgress(before + event.sentBytes)
      if (event.type === 'uploaded' && event.part === event.parts) before += event.totalBytes
      const line = lineOf(event)
      // A bar and lines do not get on; what went wrong is told in any case.
      if (line !== undefined && (!bar || ['failed', 'note', 'done'].includes(event.type))) {
        process.stderr.write(`${line.replaceAll('\n', ' ')}\n`)
      }
    }
  } finally {
    progress.stop()
  }
}

const sizeOf = (files: readonly ClientFile[]): number => files.reduce((bytes, { size }) => bytes + size, 0)

/** `commerceml push`: a whole exchange, the way one of the real 1C does it. Throws `ExchangeFailure` where that one gives up. */
export async function push(url: string, path: string | undefined, flags: PushFlags): Promise<void> {
  const { user, password, profile, full, keepNames, maxPolls } = flags
  const packer = zipPacker()
  const transcript = flags.transcript === undefined ? undefined : createWriteStream(flags.transcript)
  const shipment = path === undefined ? undefined : await openShipment(path)
  const options: PushOptions = {
    user,
    password,
    profile,
    ...(flags.zip && { zip: packer.pack }),
    ...(full && { full }),
    ...(keepNames && { keepNames }),
    ...(maxPolls !== undefined && { maxPolls }),
  }
  try {
    const { catalog, sale } = await sorted(shipment?.files ?? [])
    if (catalog.length > 0) await follow(pushCatalog(url, catalog, options), sizeOf(catalog), transcript)
    // As УТ does: first the site's orders, then what 1C has changed about them.
    if (flags.orders) {
      const onOrders = ({ bytes }: { bytes: Uint8Array }): void => void process.stdout.write(bytes)
      await follow(pullOrders(url, { ...options, onOrders }), 0, transcript)
    }
    if (sale.length > 0) await follow(pushOrders(url, sale, options), sizeOf(sale), transcript)
    if (catalog.length + sale.length === 0 && !flags.orders)
      throw new TypeError(`nothing to send in ${path ?? 'no path'}`)
  } finally {
    await shipment?.[Symbol.asyncDispose]()
    await packer.remove()
    await new Promise<void>((resolve) => (transcript === undefined ? resolve() : transcript.end(resolve)))
  }
}

/** Red for what ended an exchange, with the words that the user of that 1C reads. */
export const failureLine = (message: string, words: string): string =>
  `${coloursFor(process.stderr).red('error:')} ${message}: ${words.replaceAll('\n', ' ')}\n`
