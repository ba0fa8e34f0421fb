import type { Profile, ProfileName } from '../profile.ts'
import { type Level, titlesOf, whoStops } from './finding.ts'
import type { Case, Visit } from './visit.ts'

/** A way to write an address that a client has. */
interface Spelling {
  readonly id: string
  readonly level: Level
  readonly what: string
  /** Changes the query of init. */
  readonly query: (query: string) => string
  readonly method?: 'POST'
  /** Who writes so; absent: whoever has such an address in its settings. */
  readonly profiles?: readonly ProfileName[]
}

const SPELLINGS: readonly Spelling[] = [
  {
    id: 'address-empty-parameter',
    level: 'error',
    what: 'an empty parameter (type=catalog&&mode=init), as the Bitrix module writes where line 4 of checkauth is missing',
    query: (query) => query.replace('&', '&&'),
    profiles: ['bitrix'],
  },
  {
    id: 'address-trailing-ampersand',
    level: 'error',
    what: 'an ampersand at the end (mode=init&), as the Bitrix module writes where line 4 of checkauth is missing',
    query: (query) => `${query}&`,
    profiles: ['bitrix'],
  },
  {
    id: 'address-question-mark',
    level: 'note',
    what: 'a second question mark (?a=b?type=catalog&mode=init), as every 1C writes when its address has one already',
    query: (query) => `?commerceml=check${query}`,
  },
  {
    id: 'address-last-wins',
    level: 'note',
    what: 'a mode given twice (mode=checkauth?type=catalog&mode=init), as 1C writes when a whole address was pasted into its settings: the last must win',
    query: (query) => `?type=catalog&mode=checkauth${query}`,
  },
  {
    id: 'address-post',
    level: 'warning',
    what: 'init by POST, as emulators and some settings of 1C send every mode',
    query: (query) => query,
    method: 'POST',
    profiles: ['emulator'],
  },
]

const spelling = ({ id, level, what, query, method, profiles }: Spelling): Case => ({
  id,
  async run(visit) {
    const site = visit.connect()
    const post = method === undefined ? {} : { method }
    await site.checkauth('catalog', post)
    const answer = await site.init('catalog', { query, ...post })
    if (visit.accepted('init', answer)) {
      visit.report(id, 'ok', `the site understands ${what}`)
      return
    }
    const hit = profiles === undefined ? visit.profiles : visit.profiles.filter(({ name }) => profiles.includes(name))
    visit.report(id, level, `the site does not understand ${what}`, { profiles: hit, entry: answer.entry })
  },
})

/** Bitrix protocols name their version at init, and may then be answered with more lines. */
async function version(visit: Visit): Promise<void> {
  const hit = visit.profiles.filter(({ addresses }) => addresses.init.includes('version='))
  if (hit.length === 0) return
  const site = visit.connect()
  await site.checkauth()
  const { reply, entry } = await site.init('catalog', { query: (query) => `${query}&version=2.09&cmlVersion=2.10` })
  const { profiles, sentence } = whoStops(hit, 'init', reply)
  if (profiles.length === 0) visit.report('init-version', 'ok', 'init with a version is answered')
  else visit.report('init-version', 'error', `init with version=2.09: ${sentence}`, { profiles, entry })
}

const sendsToken = ({ addresses }: Profile): boolean => /\{&?(line4|sessid)\}/.test(addresses.init)

/** Line 4 of checkauth is read by few. */
async function token(visit: Visit): Promise<void> {
  if (!visit.wantsToken) return
  const site = visit.connect()
  await site.checkauth()
  const answer = await site.init('catalog', { query: (query) => query.replace(/&sessid=[^&]*/, '') })
  if (visit.accepted('init', answer)) {
    visit.report('sessid', 'ok', 'line 4 of checkauth gives a sessid, and clients that ignore it get on without')
    return
  }
  const profiles = visit.profiles.filter((profile) => !sendsToken(profile))
  const message = `requests without the sessid of line 4 are refused: ${titlesOf(profiles)} never send it`
  visit.report('sessid', 'error', message, { profiles, entry: answer.entry })
}

/** УТ 10.3 knows http:// alone (its РазобратьАдресСайта). */
async function scheme(visit: Visit): Promise<void> {
  if (new URL(visit.url).protocol !== 'https:') return
  const profiles = visit.profiles.filter(({ name }) => name === 'ut103')
  if (profiles.length > 0)
    visit.report('https', 'note', 'УТ 10.3 as delivered cannot read an address with https://', { profiles })
}

/** How addresses are written. */
export const ADDRESS_CASES: readonly Case[] = [
  ...SPELLINGS.map(spelling),
  { id: 'init-version', run: version },
  { id: 'sessid', run: token },
  { id: 'https', run: scheme },
]
