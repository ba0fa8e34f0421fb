import type { Connection } from '../connection.ts'
import type { RequestOptions } from '../options.ts'
import type { Mode } from '../step.ts'
import { HARMLESS } from './documents.ts'
import type { Case, Visit } from './visit.ts'

const NAME = 'commerceml-check.xml'
// In the shape that most session ids have, so that a site that takes ids of its own shape alone takes this one too.
const FOREIGN = 'c0ffee00000000000000000000c0ffee'

/** A login that a site must refuse. */
interface BadLogin {
  readonly id: string
  readonly login: NonNullable<RequestOptions['login']> | null
  readonly good: string
  readonly bad: string
}

async function tryLogin(visit: Visit, { id, login, good, bad }: BadLogin): Promise<void> {
  const answer = await visit.connect().checkauth('catalog', { login })
  const { entry } = answer
  if (visit.accepted('checkauth', answer)) {
    visit.report(id, 'error', bad, { profiles: visit.profiles, entry })
    return
  }
  visit.replies.see('checkauth', answer, true)
  visit.report(id, 'ok', good, { entry })
}

async function wrongPassword(visit: Visit): Promise<void> {
  const { user, password = '' } = visit.options
  if (user === undefined) {
    visit.report('login-wrong', 'note', 'no user was given, so a wrong password was not tried')
    return
  }
  await tryLogin(visit, {
    id: 'login-wrong',
    login: { user, password: `${password}-wrong` },
    good: 'a wrong password is refused',
    bad: 'checkauth lets in a wrong password',
  })
}

const noLogin = (visit: Visit): Promise<void> =>
  tryLogin(visit, {
    id: 'login-none',
    login: null,
    good: 'no login is refused',
    bad: 'checkauth lets in without user and password',
  })

/** The modes that may be tried, and what they are tried with. */
function modesOf({ options }: Visit): readonly (readonly [Mode, RequestOptions])[] {
  return [
    ['init', { type: 'catalog' }],
    ['query', { type: 'sale' }],
    ...(options.orders === true ? ([['success', { type: 'sale' }]] as const) : []),
    ...(options.write === false
      ? []
      : ([
          ['file', { file: NAME, body: HARMLESS }],
          ['import', { file: NAME }],
        ] as const)),
  ]
}

/** Names of the modes that one of these requests got through. */
async function openModes(visit: Visit, tries: readonly RequestOptions[]): Promise<Mode[]> {
  const open: Mode[] = []
  for (const [mode, request] of modesOf(visit)) {
    for (const how of tries) {
      // A new connection has no session of its own.
      const answer = await visit.connect().call(mode, { ...request, ...how })
      if (!visit.accepted(mode, answer)) continue
      open.push(mode)
      break
    }
  }
  return open
}

async function withoutLogin(visit: Visit): Promise<void> {
  const cookie = `${await cookieName(visit)}=${FOREIGN}`
  const open = await openModes(visit, [
    { login: null, cookie: null },
    { login: null, cookie },
  ])
  if (open.length === 0) visit.report('open-modes', 'ok', 'no mode works without login and session')
  else
    visit.report(
      'open-modes',
      'error',
      `anybody can call ${open.join(', ')}: no login and no session of checkauth is asked for`,
      { profiles: visit.profiles },
    )
}

/** Basic comes with every request, so a site may do without the cookie; 1C does not notice, but browsers do. */
async function withoutSession(visit: Visit): Promise<void> {
  const name = await cookieName(visit)
  // The value under another name still is that of a session: some sites look through all cookies.
  const open = await openModes(visit, [{ cookie: null }, { cookie: `${name}=${FOREIGN}` }])
  if (open.length === 0) visit.report('cookie', 'ok', 'the cookie of checkauth is asked for')
  else visit.report('cookie', 'note', `${open.join(', ')} work with the login alone, whatever the cookie`)
}

async function cookieName(visit: Visit): Promise<string> {
  return (await session(visit)).session?.cookie.name ?? 'sid'
}

async function session(visit: Visit): Promise<Connection> {
  const site = visit.connect()
  await site.checkauth()
  return site
}

async function fixation(visit: Visit): Promise<void> {
  const name = await cookieName(visit)
  const site = visit.connect()
  const { entry } = await site.checkauth('catalog', { cookie: `${name}=${FOREIGN}` })
  const taken = site.session?.cookie.value === FOREIGN
  if (!taken) visit.report('session-fixation', 'ok', 'checkauth makes an id of its own')
  else
    visit.report(
      'session-fixation',
      'error',
      'checkauth takes the session id that the client brings: whoever plants a cookie knows the session',
      { profiles: visit.profiles, entry },
    )
}

async function fresh(visit: Visit): Promise<void> {
  const values = [await session(visit), await session(visit)].map((site) => site.session?.cookie.value)
  if (values[0] !== values[1]) visit.report('session-static', 'ok', 'each checkauth begins a session of its own')
  else
    visit.report(
      'session-static',
      'warning',
      'two checkauths gave one session: two 1C at once disturb each other, and the secret never changes',
      { profiles: visit.profiles },
    )
}

async function unknownMode(visit: Visit): Promise<void> {
  const site = await visit.login()
  const rows: readonly (readonly [string, RequestOptions])[] = [
    ['an unknown mode', { query: () => '?type=catalog&mode=commerceml-check' }],
    ['an unknown type', { query: () => '?type=commerceml-check&mode=checkauth' }],
    [
      'an unknown type without login',
      { query: () => '?type=commerceml-check&mode=checkauth', login: null, cookie: null },
    ],
  ]
  const accepted: string[] = []
  for (const [what, request] of rows) {
    const answer = await site.call('complete', request)
    if (visit.accepted('complete', answer)) accepted.push(what)
    else visit.replies.see('complete', answer, true)
  }
  if (accepted.length === 0) visit.report('unknown-mode', 'ok', 'unknown modes and types are refused')
  else
    visit.report(
      'unknown-mode',
      'warning',
      `${accepted.join(', ')}: answered with success, so 1C believes what was not done`,
      { profiles: visit.profiles },
    )
}

/** Who gets in, and with what. */
export const ACCESS_CASES: readonly Case[] = [
  { id: 'login-wrong', run: wrongPassword },
  { id: 'login-none', run: noLogin },
  { id: 'open-modes', run: withoutLogin },
  { id: 'cookie', run: withoutSession },
  { id: 'session-fixation', run: fixation },
  { id: 'session-static', run: fresh },
  { id: 'unknown-mode', run: unknownMode },
]
