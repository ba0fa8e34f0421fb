import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Exchange } from 'commerceml/server'
import { bundled } from '../../helpers/bundled.ts'

/** A process that serves, and the port that it printed. */
export interface Child {
  readonly process: ChildProcess
  readonly port: number
  /** Aborts when the process has ended. */
  readonly gone: AbortSignal
  kill(): Promise<void>
}

export async function startChild(name: string, args: readonly string[]): Promise<Child> {
  const script = await bundled(fileURLToPath(new URL(`${name}.ts`, import.meta.url)))
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new AbortController()
  child.once('exit', () => ended.abort())
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${name} has not begun`))),
  ])) as [Buffer]
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return { process: child, port: Number(String(line)), gone: ended.signal, kill }
}

/**
 * The site of a process as an exchange of this one. Rejects when the connection breaks, or the process ends: `fetch` of
 * Node 20 waits forever for one that ends just when it connects.
 */
export const exchangeAt = ({ port, gone: signal }: Child): Exchange => ({
  async close() {},
  async handle({ url, cookie, authorization, body }) {
    const pieces: Uint8Array[] = []
    for await (const bytes of body ?? []) pieces.push(bytes)
    const headers = { ...(cookie !== undefined && { cookie }), ...(authorization !== undefined && { authorization }) }
    const request = body === undefined ? {} : { method: 'POST', body: Buffer.concat(pieces) }
    const response = await fetch(`http://127.0.0.1:${port}${url}`, { ...request, headers, signal })
    return {
      status: response.status as 200,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
      leftover: 0,
    }
  },
})
