import {
  type CheckOptions,
  checkSite,
  type Finding,
  type Level,
  type ProfileName,
  reportData,
  reportLines,
  worst,
} from 'commerceml/client'
import { createNodeFetch } from './exchange/node-fetch.ts'
import { coloursFor } from './terminal/colours.ts'
import { visible, visibleJson } from './terminal/visible.ts'

/** What `commerceml check` was given. */
export interface CheckFlags {
  readonly user: string
  readonly password: string
  readonly profile?: readonly ProfileName[]
  readonly write: boolean
  readonly orders?: boolean
  readonly json?: boolean
  /** Seconds. */
  readonly timeout?: number
  readonly maxFileBytes?: number
  readonly failOn: 'warning' | 'error'
}

const WRITES =
  'check writes: it uploads and imports one product that is marked as deleted. Use a test copy of the shop, or --no-write.'

const FAILS: Readonly<Record<CheckFlags['failOn'], readonly Level[]>> = {
  error: ['error'],
  warning: ['warning', 'error'],
}

function optionsOf({ user, password, profile, write, orders, timeout, maxFileBytes }: CheckFlags): CheckOptions {
  return {
    user,
    password,
    write,
    fetch: createNodeFetch({ keepAlive: false }),
    ...(profile !== undefined && { profiles: profile }),
    ...(orders !== undefined && { orders }),
    ...(timeout !== undefined && { timeoutMs: timeout * 1000 }),
    ...(maxFileBytes !== undefined && { maxFileBytes }),
  }
}

/** `commerceml check`: looks a site over, and says what each 1C would do about what it finds. Resolves to whether it is fine. */
export async function check(url: string, flags: CheckFlags): Promise<boolean> {
  const colours = coloursFor(process.stderr)
  if (flags.write) process.stderr.write(`${colours.yellow(WRITES)}\n`)
  // Long work shows that it goes on; the report itself is standard output's.
  const onStart = (id: string): boolean => process.stderr.write(colours.dim(`looking at ${id}\n`))
  const onCheck = ({ id, level }: Finding): void => {
    if (level === 'warning' || level === 'error') process.stderr.write(`${colours.yellow(level)} ${id}\n`)
  }
  const findings = await checkSite(url, { ...optionsOf(flags), onStart, onCheck })
  const report = flags.json
    ? visibleJson(JSON.stringify(reportData(findings), null, 2))
    : reportLines(findings).map(visible).join('\n')
  process.stdout.write(`${report}\n`)
  return !FAILS[flags.failOn].includes(worst(findings))
}
