import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CACHE, PEERS, RUNTIMES } from './folders.ts'
import type { Command } from './processes.ts'

/** What runs the contenders' process. */
export interface Runtime {
  /** With its version. */
  readonly name: string
  readonly command: Command
  /** The compiled process. */
  readonly child: string
  /** The folder of the other parsers; node-expat is compiled for one Node. */
  readonly peers: string
  /** Is a Node, whose V8 says what it allocates. */
  readonly v8: boolean
}

/** The Node that runs the bench. */
export const hostRuntime = (child: string): Runtime => ({
  name: `Node ${process.versions.node}`,
  command: [process.execPath],
  child,
  peers: PEERS,
  v8: true,
})

const binary = (path: string): string => join(RUNTIMES, 'node_modules', path)

/** Beside it; the versions stand in runtimes/package.json. */
const OTHERS = [
  { id: 'node-22', command: [binary('node-22/bin/node')] },
  { id: 'node-24', command: [binary('node-24/bin/node')] },
  { id: 'node-26', command: [binary('node-26/bin/node')] },
  { id: 'bun', command: [binary('bun/bin/bun')] },
  // What is not in node_modules is not to be looked for anywhere else.
  { id: 'deno', command: [binary('deno/deno'), 'run', '-A', '--no-prompt', '--no-remote', '--no-lock'] },
] as const satisfies readonly { id: string; command: Command }[]

const versionOf = (file: string): string =>
  /\d+\.\d+\.\d+/.exec(execFileSync(file, ['--version'], { encoding: 'utf8' }))?.[0] ?? 'of unknown version'

/** Installs what a lockfile says, unless it is there. */
export function install(folder: string): void {
  if (existsSync(join(folder, 'node_modules'))) return
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--prefix', folder], { stdio: ['ignore', 2, 2] })
}

/** The other parsers, with node-expat compiled for that Node: its package brings the headers. */
function peersFor(id: string): string {
  const folder = join(CACHE, `peers-${id}`)
  if (existsSync(folder)) return folder
  cpSync(PEERS, folder, { recursive: true })
  rmSync(join(folder, 'node_modules/node-expat/build'), { recursive: true, force: true })
  try {
    const nodedir = join(RUNTIMES, 'node_modules', id)
    execFileSync('npm', ['rebuild', 'node-expat', `--nodedir=${nodedir}`], { cwd: folder, stdio: 'ignore' })
  } catch {
    // Its row will say that it cannot be loaded.
  }
  return folder
}

/** The other Nodes, Bun and Deno, installed if they are not. Binaries for Linux on x64: elsewhere there are none. */
export function otherRuntimes(child: string): Runtime[] {
  if (process.platform !== 'linux' || process.arch !== 'x64') return []
  install(RUNTIMES)
  return OTHERS.map(({ id, command }) => {
    const isNode = id.startsWith('node-')
    const name = `${isNode ? 'Node' : id === 'bun' ? 'Bun' : 'Deno'} ${versionOf(command[0])}`
    return { name, command, child, peers: isNode ? peersFor(id) : PEERS, v8: isNode }
  })
}
