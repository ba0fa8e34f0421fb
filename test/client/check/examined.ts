import { type CheckOptions, checkSite, type Finding } from '../../../src/client/index.ts'
import { createSite, type FakeSite, PASSWORD, USER } from '../fake-site.ts'
import type { Faults } from '../faults.ts'

export const LIMIT = 400

export async function examine(
  faults: Faults = {},
  more: CheckOptions = {},
): Promise<{ site: FakeSite; findings: readonly Finding[] }> {
  const site = createSite({ fileLimit: LIMIT, ...faults })
  const options = { user: USER, password: PASSWORD, fetch: site.fetch, pollPauseMs: 0, maxPolls: 20 }
  return { site, findings: await checkSite('http://site.test/1c', { ...options, ...more }) }
}

export const bad = (findings: readonly Finding[]): string[] =>
  findings.filter(({ level }) => level === 'warning' || level === 'error').map(({ id }) => id)
export const found = (findings: readonly Finding[], id: string): Finding => {
  const finding = findings.find((one) => one.id === id)
  if (finding === undefined) throw new Error(`no ${id} among ${findings.map((one) => one.id).join(', ')}`)
  return finding
}
