import { once } from 'node:events'
import { mkdir, mkdtemp } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { createExchange, type ExchangeOptions, type RequestRecord, sameSecret } from 'commerceml/server'
import { createNodeHandler, diskStores } from 'commerceml/server/node'
import { siteInfo } from 'commerceml/write'
import { openEventFile } from './exchange/event-file.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from './exchange/temporary-folder.ts'
import { unreadRequest } from './exchange/unread-request.ts'
import { coloursFor } from './terminal/colours.ts'
import { END_SIGNALS } from './terminal/early-end.ts'
import { LineOutput, type LineSink, standardOutput } from './terminal/output.ts'
import { visible, visibleJson } from './terminal/visible.ts'

/** What `commerceml serve` was given. */
export interface ServeFlags {
  readonly port: number
  readonly host: string
  readonly user: string
  readonly password: string
  readonly dir?: string
  readonly zip?: boolean
  readonly fileLimit?: number
  readonly charset?: ExchangeOptions['charset']
  readonly token?: boolean
  readonly schemaVersion?: string
  /** A file, instead of standard output. */
  readonly events?: string
}

// Until then stores may take their time.
const LAST_REPLIES = 10_000
// УНФ pauses for 5 s before each import, which is when Node would close the connection; as long as nginx keeps one.
const IDLE_CONNECTION = 75_000

type Log = (text: string) => void

function logLine({ type, mode, filename, user, status, text, milliseconds, received }: RequestRecord): string {
  const what = [type, mode, filename].filter((part) => part !== undefined && part !== '').join(' ')
  const bytes = received > 0 ? `, ${received} bytes` : ''
  return `${user ?? '-'} ${what}: ${[status, text].filter(Boolean).join(' ')} (${Math.round(milliseconds)} ms${bytes})`
}

/** The site: what 1C imports becomes lines, and there are neither orders nor statuses for it. */
function siteOptions(flags: ServeFlags, folder: string, sink: LineSink, log: Log): ExchangeOptions {
  const { user, password, zip, fileLimit, charset, token, schemaVersion } = flags
  return {
    authenticate: (credentials) => sameSecret(credentials.user, user) && sameSecret(credentials.password, password),
    async importFile({ events }) {
      const output = new LineOutput(sink) // each its own: what finds no room is told to the import that it belongs to
      try {
        for await (const event of events) await output.line(visibleJson(JSON.stringify(event)))
      } finally {
        await output.flush()
      }
      await sink.sync()
    },
    // Not «unsupported»: УНФ with 1С-Битрикс asks for info, and 1С-Битрикс always answers.
    orders: { query: async () => undefined, info: async () => siteInfo({}, charset) },
    stores: diskStores(folder),
    onRequest: (record) => log(logLine(record)),
    onError: (error) => log(`error: ${error instanceof Error ? error.message : String(error)}`),
    ...(zip !== undefined && { zip }),
    ...(fileLimit !== undefined && { fileLimit }),
    ...(charset !== undefined && { charset }),
    ...(token && { token: 'required' as const }),
    ...(schemaVersion !== undefined && { version: schemaVersion }),
  }
}

async function listening(server: Server, port: number, host: string): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  return server.address() as AddressInfo // of TCP, since it has a port
}

const interrupted = (): Promise<unknown> =>
  new Promise((resolve) => {
    for (const signal of END_SIGNALS) process.once(signal, resolve)
  })

/** The folder for uploads. Throws what the file system throws: 1C would be told of a fault of the site, and try again. */
async function storesFolder(folder: string | undefined): Promise<string> {
  if (folder === undefined) return makeTemporaryFolder()
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await removeTemporaryFolder(await mkdtemp(join(folder, 'try-'))) // `access` knows no rights on Windows
  return folder
}

/** `commerceml serve`: a site for 1C to exchange with, at any path, until it is interrupted. */
export async function serve(flags: ServeFlags): Promise<void> {
  const colours = coloursFor(process.stderr)
  const log: Log = (text) => process.stderr.write(`${visible(text)}\n`)
  const eventFile = flags.events === undefined ? undefined : await openEventFile(flags.events)
  const folder = await storesFolder(flags.dir)
  const exchange = createExchange(siteOptions(flags, folder, eventFile ?? standardOutput(), log))
  const handler = createNodeHandler(exchange)
  const interruption = interrupted() // who reads that it listens may end it at once
  const waiting = new Set<ServerResponse>()
  const server = createServer({ keepAliveTimeout: IDLE_CONNECTION }, (request, response) => {
    waiting.add(response.once('close', () => waiting.delete(response)))
    void handler(request, response)
  })
  const isBusy = (socket: Duplex): boolean => Array.from(waiting).some((response) => response.socket === socket)
  server.on('clientError', unreadRequest(log, isBusy, flags.charset))
  try {
    const { port, address, family } = await listening(server, flags.port, flags.host)
    const host = family === 'IPv6' ? `[${address}]` : address
    const place = visible(`http://${host}:${port}/ at any path, uploads in ${folder}`)
    process.stderr.write(`${colours.bold('listening on')} ${place}\n`)
    await interruption
  } finally {
    server.close()
    await exchange.close()
    // Who waits for an import is told of progress, and that has to arrive.
    const replied = Promise.all(Array.from(waiting, (response) => once(response, 'close')))
    await Promise.race([replied, delay(LAST_REPLIES, undefined, { ref: false })])
    server.closeAllConnections()
    await eventFile?.close()
    if (flags.dir === undefined) await removeTemporaryFolder(folder)
  }
}
