import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { CACHE, PEERS, ROOT } from './folders.ts'
import type { Job, Measured, Outcome } from './job.ts'

/** A program with its arguments. */
export type Command = readonly [file: string, ...args: string[]]

interface Ended {
  readonly stdout: string
  readonly wallMs: number
  /** The highest that was seen; a process of a few milliseconds may end unseen. */
  readonly peakRssKb: number | undefined
}

const SAMPLE_MS = 10
const STDERR_KEPT = 4_000

/** Of what a program said on standard error the line that says what was wrong, without the place of this checkout. */
function complaint(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim().replaceAll(ROOT, ''))
  return lines.find((line) => /^(Uncaught |error: )*(\w*Error\b.*:|error:)/.test(line)) ?? lines.find(Boolean) ?? ''
}

function peakOf(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return kilobytes === undefined ? undefined : Number(kilobytes)
  } catch {
    return undefined // it has ended
  }
}

/** Runs a command to its end. Throws with what it said was wrong when it fails. */
async function runCommand([file, ...args]: Command, sampled = false): Promise<Ended> {
  const started = process.hrtime.bigint()
  const child = spawn(file, args, {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  let peakRssKb: number | undefined
  child.stdout.on('data', (text: Buffer) => {
    stdout += text
  })
  // What a peer prints here is dropped, however long, unless it fails: then its end is in the error.
  child.stderr.on('data', (text: Buffer) => {
    stderr = `${stderr}${text}`.slice(-STDERR_KEPT)
  })
  const sampling = sampled
    ? setInterval(() => {
        peakRssKb = peakOf(child.pid) ?? peakRssKb
      }, SAMPLE_MS)
    : undefined
  try {
    const [code, signal] = await once(child, 'close')
    if (code !== 0) throw new Error(`${basename(file)} ended with ${code ?? signal}: ${complaint(stderr)}`)
  } finally {
    clearInterval(sampling)
  }
  return { stdout, wallMs: Number(process.hrtime.bigint() - started) / 1e6, peakRssKb }
}

/** A program that only takes a file: its time is that of the whole process. */
export async function measureCommand(command: Command): Promise<Measured> {
  const { wallMs, peakRssKb } = await runCommand(command, true)
  return { ms: wallMs, wallMs, peakRssKb, finding: { entities: null } }
}

/**
 * Both forms in which V8 says it: `allocated=123` up to Node 24, `"allocated":123` behind. Where the heap has shrunk since
 * the last collection the number is below zero, and V8 prints it without a sign.
 */
function allocatedIn(trace: string): number {
  let sum = 0
  for (const [, bytes] of trace.matchAll(/\ballocated"?[=:](\d+)/g))
    sum += Number(BigInt.asIntN(64, BigInt(bytes ?? 0)))
  return sum
}

/** A contender in a process of its own: nobody else's garbage or compiled code is in its figures. */
export async function measureJob(
  runtime: Command,
  child: string,
  job: Omit<Job, 'peers' | 'result' | 'trace'> & Partial<Pick<Job, 'peers' | 'trace'>>,
): Promise<Measured> {
  const result = join(CACHE, 'outcome.json')
  const whole: Job = { peers: PEERS, trace: false, ...job, result }
  const { stdout, wallMs } = await runCommand([...runtime, child, JSON.stringify(whole)])
  const { ms, peakRssKb, ...finding } = JSON.parse(readFileSync(result, 'utf8')) as Outcome // bench/child wrote it
  return { ms, wallMs, peakRssKb, ...(whole.trace && { allocatedBytes: allocatedIn(stdout) }), finding }
}
