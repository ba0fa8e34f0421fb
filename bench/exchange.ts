/**
 * A catalog of some gigabytes through the whole exchange: `commerceml push` uploads it in parts to `commerceml serve`,
 * plain and zipped, and has it imported. Prints the site's peak RSS, and whether its events are those of reading the
 * file directly.
 *
 *     node --import tsx bench/exchange.ts [--bytes 2000M] [--file-limit 1048576]
 *
 * Needs `npm run build` first, and Linux: the peak is VmHWM of /proc.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { inputFile } from './inputs.ts'
import { parseSize } from './size.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const LOGIN = ['--user', '1c', '--password', 'secret']

const { values } = parseArgs({
  options: { bytes: { type: 'string', default: '2000M' }, 'file-limit': { type: 'string', default: '1048576' } },
})
const { path, manifest } = await inputFile('import', 'utf-8', parseSize(values.bytes))

const command = (...args: string[]): ChildProcess =>
  spawn(process.execPath, ['dist/cli.js', ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })

/** The events on standard output, as one number to compare. */
async function printOf(output: Readable): Promise<string> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of output as AsyncIterable<Buffer>) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return `${bytes} bytes, ${hash.digest('hex').slice(0, 16)}`
}

const peakMiB = ({ pid }: ChildProcess): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

async function exchanged(zip: readonly string[]): Promise<{ print: string; peak: number; seconds: number }> {
  const site = command('serve', '--port', '0', ...LOGIN, '--file-limit', values['file-limit'], ...zip)
  const printed = printOf(site.stdout as Readable)
  const [greeting] = await once(site.stderr as Readable, 'data')
  site.stderr?.resume()
  const started = performance.now()
  const url = /http:\S+/.exec(String(greeting))?.[0] ?? ''
  const client = command('push', url, path, ...LOGIN, '--keep-names', ...zip)
  client.stdout?.resume()
  let said = ''
  client.stderr?.on('data', (text: Buffer) => {
    said = `${said}${text}`.slice(-2000)
  })
  const [code] = await once(client, 'close')
  if (code !== 0) throw new Error(said)
  const seconds = (performance.now() - started) / 1000
  const peak = peakMiB(site)
  site.kill('SIGTERM')
  return { print: await printed, peak, seconds }
}

const reader = command('read', path)
reader.stderr?.resume()
const direct = await printOf(reader.stdout as Readable)
console.log(`${manifest.products} products, read directly: ${direct}`)
for (const zip of [[], ['--zip']]) {
  const { print, peak, seconds } = await exchanged(zip)
  const verdict = print === direct ? 'the same events' : `OTHER EVENTS: ${print}`
  console.log(`${zip[0] ?? 'plain'}: ${seconds.toFixed(0)} s, peak RSS of the site ${peak.toFixed(1)} MiB, ${verdict}`)
  if (print !== direct) process.exitCode = 1
}
