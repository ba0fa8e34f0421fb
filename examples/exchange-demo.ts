// A whole exchange on one desk: a site that receives, and a 1C that sends it a catalog. Needs `npm run build` first.
//   node --import tsx examples/exchange-demo.ts [profile] [path]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [profile = 'ut115', path = 'fixtures/valid/import-2.08/import.xml'] = process.argv.slice(2)
const root = fileURLToPath(new URL('..', import.meta.url))
const login = ['--user', '1c', '--password', 'secret']
const start = (args: readonly string[]) =>
  spawn(process.execPath, ['dist/cli.js', ...args, ...login], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })

const uploads = await mkdtemp(join(tmpdir(), 'commerceml-demo-'))
const site = start(['serve', '--port', '0', '--file-limit', '20000', '--dir', uploads])
site.stdout.pipe(process.stdout) // the events of each import, a line each
site.stderr.on('data', (text) => process.stderr.write(`site: ${text}`))
const [greeting] = await once(site.stderr, 'data')
const address = /http:\S+/.exec(String(greeting))?.[0] ?? ''

const client = start(['push', `${address}1c/exchange`, path, '--profile', profile])
client.stderr.on('data', (text) => process.stderr.write(`1C:   ${text}`))
const [code] = await once(client, 'close')
site.kill('SIGTERM') // on Windows it ends at once, and could not remove a folder of its own
await once(site, 'close')
await rm(uploads, { recursive: true, force: true })
process.exitCode = Number(code)
