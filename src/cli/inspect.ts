import {
  type CommerceMLErrorCode,
  type CommerceMLEvent,
  type DocumentKind,
  isCommerceMLError,
  KindWatch,
  type Position,
  type ReadOptions,
} from 'commerceml'
import { openInput } from './input.ts'
import { coloursFor } from './terminal/colours.ts'
import { createProgress } from './terminal/progress.ts'
import { glimpse, visibleJson } from './terminal/visible.ts'

const pc = coloursFor(process.stdout)

/** What `inspect` tells of one document. */
interface Summary {
  source?: string
  /** `unreadable` where the reading broke off before it could be told. */
  kind: DocumentKind | 'unreadable'
  version?: string
  createdAt?: string
  /** Of the catalog or offers package: `full`, `changes`, or not said. */
  extent?: 'full' | 'changes'
  encoding: string
  declaredEncoding?: string
  bom: boolean
  counts: Record<string, number>
  issues: Record<string, number>
  /** As far as it was read. */
  bytes: number
  seconds: number
  complete: boolean
}

interface Report {
  documents: Summary[]
  error?: { code: CommerceMLErrorCode; message: string; position?: Position }
}

/** Collects summaries from events. */
class Inspector {
  readonly documents: Summary[] = []
  #watch = new KindWatch()
  #started = 0

  see(event: CommerceMLEvent): void {
    if (event.type === 'document') this.#begin(event)
    const summary = this.documents.at(-1)
    if (summary === undefined) return
    this.#watch.see(event)
    summary.kind = this.#watch.kind
    if (event.type === 'issue') summary.issues[event.issue.code] = (summary.issues[event.issue.code] ?? 0) + 1
    if (event.type === 'catalog' || event.type === 'offersPackage') {
      const header = event.type === 'catalog' ? event.catalog : event.offersPackage
      if (header.changesOnly !== undefined) summary.extent = header.changesOnly ? 'changes' : 'full'
    }
    if (event.type === 'end') {
      summary.complete = true
      this.#readTo(summary, event.position.offset)
    } else if (!('phase' in event && event.phase === 'close')) {
      summary.counts[event.type] = (summary.counts[event.type] ?? 0) + 1
    }
  }

  /** The reading broke off there. */
  brokeOff(position: Position | undefined): void {
    const summary = this.documents.at(-1)
    if (summary === undefined || summary.complete || position?.source !== summary.source) return
    if (summary.kind === 'empty') summary.kind = 'unreadable'
    this.#readTo(summary, position?.offset ?? 0)
  }

  #readTo(summary: Summary, bytes: number): void {
    summary.bytes = bytes
    summary.seconds = (performance.now() - this.#started) / 1000
  }

  #begin({
    document,
    encoding,
    declaredEncoding,
    bom,
    position,
  }: Extract<CommerceMLEvent, { type: 'document' }>): void {
    this.#watch = new KindWatch()
    this.#started = performance.now()
    this.documents.push({
      ...(position.source !== undefined && { source: position.source }),
      kind: 'empty',
      ...(document.schemaVersion !== undefined && { version: document.schemaVersion }),
      ...(document.createdAt !== undefined && { createdAt: document.createdAt }),
      encoding,
      ...(declaredEncoding !== undefined && { declaredEncoding }),
      bom,
      counts: {},
      issues: {},
      bytes: 0,
      seconds: 0,
      complete: false,
    })
  }
}

const list = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .filter(([name]) => name !== 'document' && name !== 'issue')
    .map(([name, count]) => `${name} ${pc.bold(count.toLocaleString('en'))}`)
    .join(', ') || 'none'

const MEGABYTE = 1e6

function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < MEGABYTE ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / MEGABYTE).toFixed(2)} MB`
}

/** Of less than a megabyte the time is that of the start. */
const rateOf = (bytes: number, seconds: number): string =>
  bytes < MEGABYTE ? '' : `, ${(bytes / MEGABYTE / Math.max(seconds, 0.001)).toFixed(0)} MB/s`

function print(summary: Summary): string {
  const { version = 'no version', createdAt = 'no date', extent, declaredEncoding, bom, bytes, seconds } = summary
  const declared = declaredEncoding === undefined ? 'not declared' : `declared ${declaredEncoding}`
  const speed = `${sizeOf(bytes)} in ${seconds.toFixed(2)} s${rateOf(bytes, seconds)}`
  const rows: [string, string][] = [
    ['kind', summary.kind],
    ['version', glimpse([version, createdAt, extent].filter((part) => part !== undefined).join(', '))],
    ['encoding', `${summary.encoding} (${declared}${bom ? ', byte order mark' : ''})`],
    ['entities', list(summary.counts)],
    ['issues', Object.keys(summary.issues).length > 0 ? pc.yellow(list(summary.issues)) : 'none'],
    ['read', summary.complete ? speed : `${pc.red('not to its end')}, ${speed}`],
  ]
  return [
    pc.bold(glimpse(summary.source ?? 'document')),
    ...rows.map(([name, value]) => `  ${name.padEnd(9)} ${value}`),
  ].join('\n')
}

/** `commerceml inspect`: a summary of each document, for people or as JSON; a fatal error is thrown after it. */
export async function inspect(path: string, options: ReadOptions, flags: { readonly json?: boolean }): Promise<void> {
  const input = await openInput(path)
  const progress = createProgress(input.totalBytes)
  const inspector = new Inspector()
  const report: Report = { documents: inspector.documents }
  try {
    for await (const event of input.events({ ...options, onProgress: progress.onProgress })) {
      progress.count()
      inspector.see(event)
    }
  } catch (error) {
    if (isCommerceMLError(error)) {
      const { code, message, position } = error
      inspector.brokeOff(position)
      report.error = { code, message, ...(position && { position }) }
    }
    throw error
  } finally {
    progress.stop()
    const text = flags.json ? visibleJson(JSON.stringify(report)) : report.documents.map(print).join('\n')
    if (text !== '') process.stdout.write(`${text}\n`)
  }
}
