import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Entrant } from '../heat.ts'
import type { InputFile } from '../inputs.ts'
import type { Finding, Measured } from '../job.ts'

const PROGRAM = 'chromium'
/** It is to do nothing but show the page. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const PATIENCE_MS = 120_000

/** Its name and version; `undefined` where it is not installed. */
export function chromiumVersion(): string | undefined {
  try {
    const said = execFileSync(PROGRAM, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return /Chromium [\d.]+/.exec(said)?.[0]
  } catch {
    return undefined
  }
}

type Report = { readonly ms: number; readonly finding: Finding } | { readonly error: string }

/** Shows a page to a Chromium with an empty profile, until the page has reported. */
async function visit(script: string, path: string, engine: string): Promise<Report> {
  let reported: (report: Report) => void = () => {}
  const report = new Promise<Report>((resolve) => {
    reported = resolve
  })
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/document.xml') createReadStream(path).pipe(response)
    else if (pathname === '/page.js') response.setHeader('content-type', 'text/javascript').end(script)
    else if (pathname === '/outcome') {
      reported(JSON.parse(await text(request))) // the page wrote it
      response.end()
    } else
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><script type="module" src="page.js"></script>')
  }
  const server = createServer((request, response) => void serve(request, response))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const profile = mkdtempSync(join(tmpdir(), 'bench-chromium-'))
  const url = `http://127.0.0.1:${port}/?engine=${engine}`
  // A group of its own: the browser is a dozen processes, and all of them are to end.
  const browser = spawn(PROGRAM, [...FLAGS, `--user-data-dir=${profile}`, url], { stdio: 'ignore', detached: true })
  const closed = once(browser, 'close')
  const late = new Promise<Report>((resolve) => {
    setTimeout(() => resolve({ error: `no report within ${PATIENCE_MS / 1000} s` }), PATIENCE_MS).unref()
  })
  try {
    const ended = closed.then((): Report => ({ error: 'the browser ended before the page reported' }))
    return await Promise.race([report, late, ended])
  } finally {
    if (browser.pid !== undefined && browser.exitCode === null) process.kill(-browser.pid, 'SIGKILL')
    await closed.catch(() => {})
    server.closeAllConnections()
    server.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** This library in a page, on a Blob. */
export const chromiumEntrant = (
  script: string,
  name: string,
  { path }: InputFile,
  engine: 'wasm' | 'saxes',
): Entrant => ({
  name,
  async run(): Promise<Measured> {
    const started = performance.now()
    const report = await visit(script, path, engine)
    if ('error' in report) throw new Error(report.error)
    return { ...report, wallMs: performance.now() - started, peakRssKb: undefined }
  },
})
