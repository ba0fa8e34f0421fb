import { checkSite, type Finding, type ProfileName, reportData, reportLines, worst } from 'commerceml/client'
import { coloursFor } from './colours.ts'

/** What `commerceml check` was given. */
export interface CheckFlags {
  readonly user: string
  readonly password: string
  readonly profile?: readonly ProfileName[]
  readonly write: boolean
  readonly orders?: boolean
  readonly json?: boolean
}

/** `commerceml check`: looks a site over, and says what each 1C would do about what it finds. Resolves to whether it is fine. */
export async function check(
  url: string,
  { user, password, profile, write, orders, json }: CheckFlags,
): Promise<boolean> {
  const colours = coloursFor(process.stderr)
  const onCheck = ({ id, level }: Finding): void => {
    // Long work shows that it goes on; the report itself is standard output's.
    if (process.stderr.isTTY)
      process.stderr.write(`${level === 'ok' ? colours.green(level) : colours.yellow(level)} ${id}\n`)
  }
  const findings = await checkSite(url, {
    user,
    password,
    write,
    onCheck,
    ...(profile !== undefined && { profiles: profile }),
    ...(orders !== undefined && { orders }),
  })
  process.stdout.write(
    json ? `${JSON.stringify(reportData(findings), null, 2)}\n` : `${reportLines(findings).join('\n')}\n`,
  )
  return ['ok', 'note'].includes(worst(findings))
}
