import { isExchangeFailure } from '../failure.ts'
import { assertOptions } from '../option-kinds.ts'
import type { Profile } from '../profile.ts'
import { profileOf } from '../profiles.ts'
import { addressOf, hasNoPath, parseAddress } from '../wire.ts'
import { ACCESS_CASES } from './access.ts'
import { ADDRESS_CASES } from './addresses.ts'
import { CHUNK_CASES } from './chunks.ts'
import { DIALOGUE_CASES } from './dialogues.ts'
import { type Finding, titlesOf, whoStops } from './finding.ts'
import { NAME_CASES } from './names.ts'
import { CHECKED_PROFILES, type CheckOptions } from './options.ts'
import { ORDER_CASES } from './orders.ts'
import { TRAVERSAL_CASES } from './traversal.ts'
import { UPLOAD_CASES } from './uploads.ts'
import { type Case, Visit } from './visit.ts'

const CASES: readonly Case[] = [
  ...ADDRESS_CASES,
  ...ACCESS_CASES,
  ...UPLOAD_CASES,
  ...CHUNK_CASES,
  ...NAME_CASES,
  ...TRAVERSAL_CASES,
  ...ORDER_CASES,
  ...DIALOGUE_CASES,
]

/** Whether a case may run: what the caller allowed, and what the site has shown so far. */
const MAY: Record<NonNullable<Case['needs']>, (visit: Visit) => boolean> = {
  write: ({ options }) => options.write !== false,
  import: ({ options, imports }) => options.write !== false && imports,
  orders: ({ options }) => options.orders === true,
}

/** The first two replies, without which there is nothing to look at. */
async function enter(visit: Visit): Promise<boolean> {
  const site = visit.connect()
  const first = await site.checkauth()
  visit.replies.see('checkauth', first)
  const { session } = site
  if (session === undefined) {
    const { profiles, sentence } = whoStops(visit.profiles, 'checkauth', first.reply)
    const message = `checkauth did not succeed, so nothing else was looked at: ${sentence || 'lines 2 and 3 hold no cookie'}`
    visit.report('checkauth', 'error', message, { profiles, entry: first.entry })
    return false
  }
  visit.report('checkauth', 'ok', 'checkauth gives a session')
  visit.wantsToken = session.line4.startsWith('sessid=')
  // A connection of its own: from now on they send the token where the site gives one.
  const next = visit.connect()
  await next.checkauth()
  const second = await next.init()
  visit.replies.see('init', second)
  if (!visit.accepted('init', second)) {
    const message = `init is answered with ${JSON.stringify(second.entry.reply.slice(0, 200))}, so nothing else was looked at`
    visit.report('init', 'error', message, { profiles: visit.profiles, entry: second.entry })
    return false
  }
  visit.report('init', 'ok', 'init gives the parameters')
  if (second.outcome.result === 'ok' && second.outcome.limits !== undefined) {
    visit.limits = second.outcome.limits
    visit.partLimit = visit.limits.fileLimit
  }
  return true
}

/** What the work gave; `undefined`, and a finding, when there was no reply to it. */
async function attempt<T>(visit: Visit, id: string, work: () => Promise<T>): Promise<T | undefined> {
  visit.options.onStart?.(id)
  try {
    return await work()
  } catch (error) {
    if (!isExchangeFailure(error)) throw error
    visit.unanswered(id, error)
    return undefined
  }
}

/** Everything there is to look at, at one address. */
async function examine(visit: Visit): Promise<readonly Finding[]> {
  if (await attempt(visit, 'reach', () => enter(visit))) {
    for (const { id, needs, run } of CASES) {
      if (needs !== undefined && !MAY[needs](visit)) continue
      await attempt(visit, id, () => run(visit))
    }
  }
  for (const { id, level, message, profiles, entry } of visit.replies.findings()) {
    visit.report(id, level, message, { profiles, ...(entry !== undefined && { entry }) })
  }
  return visit.findings
}

/** Where each client asks: they differ when the address has no path. */
function addressesOf(url: string | URL, profiles: readonly Profile[]): Map<string, Profile[]> {
  const addresses = new Map<string, Profile[]>()
  for (const profile of profiles) {
    const address = addressOf(url, profile)
    addresses.set(address, [...(addresses.get(address) ?? []), profile])
  }
  return addresses
}

/**
 * The doctor: talks to a site, in whatever language it is written, as each 1C would and might, and reports what each of
 * them would do and tell its user.
 *
 * It keeps to the protocol and deletes nothing: it never sends deactivate, and confirms orders only with `orders`. With
 * `write` (the default) the site gets one product marked as deleted, and harmless files named `commerceml-check…`, some
 * under names that a careless site would store outside its folder; the Bitrix module also sends `complete`. Use a test
 * copy of the shop, or `write: false`.
 *
 * Resolves with at least one finding for each thing that was checked, `ok` where all was well. A site that cannot be reached
 * is a finding too. Throws `signal.reason` when aborted, and `TypeError` for a wrong address, profile or option.
 *
 * @example
 * import { checkSite, reportLines, worst } from 'commerceml/client'
 * export async function check(url: string): Promise<number> {
 *   const findings = await checkSite(url, { user: '1c', password: 'secret', profiles: ['ut115', 'unf'] })
 *   for (const line of reportLines(findings)) console.log(line)
 *   return worst(findings) === 'error' ? 1 : 0
 * }
 */
export async function checkSite(url: string | URL, options: CheckOptions = {}): Promise<readonly Finding[]> {
  assertOptions('checkSite', options)
  const profiles = (options.profiles ?? CHECKED_PROFILES).map(profileOf)
  const addresses = addressesOf(url, profiles)
  const findings: Finding[] = []
  if (hasNoPath(parseAddress(url))) {
    const places = [...addresses].map(([address, group]) => `${titlesOf(group)} at ${new URL(address).pathname}`)
    const message = `the address has no path, so each 1C asks at its own: ${places.join('; ')}`
    const names = profiles.map(({ name }) => name)
    const finding: Finding = { id: 'address-path', level: 'note', profiles: names, message }
    findings.push(finding)
    options.onCheck?.(finding)
  }
  for (const [address, group] of addresses) findings.push(...(await examine(new Visit(address, group, options))))
  return findings
}
