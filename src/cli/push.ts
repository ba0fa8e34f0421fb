import { documentKind, isXmlName } from 'commerceml'
import {
  type ClientFile,
  type ExchangeEvent,
  type ExchangeFailure,
  PROFILES,
  type ProfileName,
  type PushOptions,
  pullOrders,
  pushCatalog,
  pushOrders,
} from 'commerceml/client'
import { bytesOf, openShipment, type Shipment } from './exchange/client-files.ts'
import { type KeepOrders, withOrders } from './exchange/fetched-orders.ts'
import { createNodeFetch } from './exchange/node-fetch.ts'
import { type TranscriptFile, transcribed } from './exchange/transcript-file.ts'
import { zipPacker } from './exchange/zip-packer.ts'
import { coloursFor } from './terminal/colours.ts'
import { createPushProgress, sessionLine } from './terminal/push-progress.ts'
import { glimpse, visible } from './terminal/visible.ts'

/** What `commerceml push` was given. */
export interface PushFlags {
  readonly user: string
  readonly password: string
  readonly profile: ProfileName
  readonly zip?: boolean
  readonly orders?: boolean
  /** A file, instead of standard output. */
  readonly ordersTo?: string
  readonly full?: boolean
  readonly keepNames?: boolean
  readonly oneSession?: boolean
  readonly maxPolls?: number
  /** Seconds. */
  readonly timeout?: number
  readonly transcript?: string
}

const ORDER_KINDS: ReadonlySet<string> = new Set(['orders', 'counterparties'])

/** Catalog files, and documents that belong to sale. */
interface Cargo {
  readonly catalog: readonly ClientFile[]
  readonly sale: readonly ClientFile[]
}

async function sorted(files: readonly ClientFile[]): Promise<Cargo> {
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
      return sessionLine(event)
    case 'parameters':
      return `the site takes ${event.limits.zip ? 'archives' : 'files'}, ${event.limits.fileLimit === undefined ? 'of any size' : `in parts of ${event.limits.fileLimit} bytes`}`
    case 'uploaded':
      return event.part === event.parts ? `uploaded ${event.file}, ${event.totalBytes} bytes` : undefined
    case 'progress':
      return `progress ${event.file}: ${event.message}`
    case 'imported':
      return `imported ${event.file}${event.message === '' ? '' : `: ${event.message}`}`
    case 'orders':
      return `orders: ${event.bytes} bytes`
    case 'note':
      return `note at ${event.step}: ${event.words}`
    case 'failed':
      // The last failure is thrown, and told by whoever catches it.
      return event.willRepeat ? `${event.failure.message}: ${event.failure.words} (trying again)` : undefined
    case 'done':
      return `done: ${event.requests} requests, ${event.sentBytes} bytes sent`
    case 'request':
      return undefined
  }
}

/** Shows an exchange on standard error. */
async function follow(events: AsyncIterable<ExchangeEvent>): Promise<void> {
  const progress = createPushProgress()
  const bar = process.stderr.isTTY === true
  try {
    for await (const event of events) {
      progress.see(event)
      const line = lineOf(event)
      // A bar and lines do not get on; what went wrong is told in any case.
      if (line !== undefined && (!bar || ['failed', 'note', 'done'].includes(event.type))) {
        process.stderr.write(`${glimpse(line)}\n`)
      }
    }
  } finally {
    progress.stop()
  }
}

const SKIPPED_NAMES = 5

/** What is sent of a path. Throws `TypeError` when nothing of it could be imported. */
function cargoOf(path: string | undefined, shipment: Shipment | undefined): readonly ClientFile[] {
  const { files = [], skipped = [] } = shipment ?? {}
  if (skipped.length > 0) {
    const more = skipped.length > SKIPPED_NAMES ? ` and ${skipped.length - SKIPPED_NAMES} more` : ''
    process.stderr.write(`${glimpse(`not sent: ${skipped.slice(0, SKIPPED_NAMES).join(', ')}${more}`)}\n`)
  }
  if (path !== undefined && !files.some(({ name }) => isXmlName(name))) {
    throw new TypeError(`nothing to import in ${path}: there is no XML document; an archive is named itself`)
  }
  return files
}

function optionsOf(flags: PushFlags, pack: PushOptions['zip'], transcript: TranscriptFile | undefined): PushOptions {
  const { user, password, profile, full, keepNames, oneSession, maxPolls, timeout, zip = true } = flags
  return {
    user,
    password,
    profile: oneSession ? { ...PROFILES[profile], sessions: 'one' } : profile,
    fetch: createNodeFetch({ keepAlive: true }),
    ...(transcript !== undefined && { onEntry: transcript.write }),
    // All 1C pack where the site asks for archives.
    ...(zip && pack !== undefined && { zip: pack }),
    ...(full && { full }),
    ...(keepNames && { keepNames }),
    ...(maxPolls !== undefined && { maxPolls }),
    ...(timeout !== undefined && { timeoutMs: timeout * 1000 }),
  }
}

/** Its parts, of which each may be missing. */
async function exchange(
  url: string,
  { catalog, sale }: Cargo,
  onOrders: KeepOrders | undefined,
  options: PushOptions,
): Promise<void> {
  if (catalog.length > 0) await follow(pushCatalog(url, catalog, options))
  // As УТ does: first the site's orders, then what 1C has changed about them.
  if (onOrders !== undefined) await follow(pullOrders(url, { ...options, onOrders }))
  if (sale.length > 0) await follow(pushOrders(url, sale, options))
}

/** `commerceml push`: a whole exchange, the way one of the real 1C does it. Throws `ExchangeFailure` where that one gives up. */
export async function push(url: string, path: string | undefined, flags: PushFlags): Promise<void> {
  const { orders, ordersTo, transcript } = flags
  const fetches = orders === true || ordersTo !== undefined
  if (path === undefined && !fetches)
    throw new TypeError('nothing to do: name a path, or ask for --orders or --orders-to')
  const shipment = path === undefined ? undefined : await openShipment(path)
  const packer = zipPacker()
  try {
    const cargo = await sorted(cargoOf(path, shipment))
    await transcribed(transcript, (file) =>
      withOrders(ordersTo, (keep) =>
        exchange(url, cargo, fetches ? keep : undefined, optionsOf(flags, packer.pack, file)),
      ),
    )
  } finally {
    await packer.remove()
    await shipment?.[Symbol.asyncDispose]()
  }
}

/** Red for what ended an exchange, with the words that the user of that 1C reads. */
export function failureLine({ message, words }: ExchangeFailure): string {
  return `${coloursFor(process.stderr).red('error:')} ${visible(message)}: ${glimpse(words)}\n`
}
