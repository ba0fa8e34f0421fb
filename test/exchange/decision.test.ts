import { describe, expect, test } from 'vitest'
import { type Decision, type Deed, decide } from '../../src/exchange/decision.ts'
import type { Refusal } from '../../src/exchange/refusal.ts'
import type { Session } from '../../src/exchange/session.ts'
import type { ExchangeSettings } from '../../src/exchange/settings.ts'
import { HOUR, ID, NOW, OTHER_ID, requestOf, sessionWith, settingsWith, TOKEN } from './samples.ts'

const DEEDS: Record<string, Deed> = {
  checkauth: 'login',
  init: 'begin',
  file: 'store',
  import: 'import',
  query: 'offer',
  success: 'confirm',
  info: 'describe',
  deactivate: 'deactivate',
  complete: 'finish',
  listen: 'listen',
}
const MODES = Object.keys(DEEDS)
const KNOWN: Record<string, readonly string[]> = {
  catalog: ['checkauth', 'init', 'file', 'import', 'deactivate', 'complete'],
  sale: ['checkauth', 'init', 'file', 'import', 'query', 'success', 'info', 'complete', 'listen'],
  reference: ['checkauth', 'init', 'file', 'import', 'complete'],
  get_catalog: ['checkauth', 'init', 'query'],
  crm: [],
  constructor: [],
}

const LIFETIME = 6 * HOUR
const sessions: Record<string, { cookie?: string; kept?: Session }> = {
  'no cookie': {},
  'a cookie of another shape': { cookie: 'sid=PHP-made', kept: sessionWith({ token: TOKEN }) },
  'an unknown session': { cookie: `sid=${OTHER_ID}`, kept: sessionWith({ token: TOKEN }) },
  'an expired session': { cookie: `sid=${ID}`, kept: sessionWith({ usedAt: NOW - LIFETIME - 1, token: TOKEN }) },
  'a live session': { cookie: `sid=${ID}`, kept: sessionWith({ usedAt: NOW - LIFETIME, token: TOKEN }) },
  'a live session that has orders to confirm': {
    cookie: `sid=${ID}`,
    kept: sessionWith({ state: 'offered', offer: 'A', token: TOKEN }),
  },
}
const TOKENS = ['off', 'offered', 'required'] as const
const SESSIDS = {
  absent: '',
  wrong: `&sessid=${OTHER_ID}`,
  right: `&sessid=${TOKEN}`,
  named: `&sessid=sessid%3D${TOKEN}`,
}

interface Cell {
  readonly type: string
  readonly mode: string
  readonly session: string
  readonly token: ExchangeSettings['token']
  readonly sessid: keyof typeof SESSIDS
}

const cells: Cell[] = Object.keys(KNOWN).flatMap((type) =>
  MODES.flatMap((mode) =>
    Object.keys(sessions).flatMap((session) =>
      TOKENS.flatMap((token) =>
        (Object.keys(SESSIDS) as Cell['sessid'][]).map((sessid) => ({ type, mode, session, token, sessid })),
      ),
    ),
  ),
)

/** What the cell comes to, said without the table. */
function expectedOf({ type, mode, session, token, sessid }: Cell): { do: Deed; reason?: Refusal } {
  if (!KNOWN[type]?.includes(mode)) return { do: 'refuse', reason: 'unknown-command' }
  if (mode === 'checkauth') return { do: 'login' }
  if (session === 'no cookie') return { do: 'refuse', reason: 'no-cookie' }
  if (!session.startsWith('a live session')) return { do: 'refuse', reason: 'no-session' }
  if (sessid === 'absent' && token === 'required') return { do: 'refuse', reason: 'no-token' }
  const badToken = token !== 'off' && sessid === 'wrong'
  return badToken ? { do: 'refuse', reason: 'bad-token' } : { do: DEEDS[mode] as Deed }
}

/** As a site does: the session is looked up by the ids that the request has. */
function decideCell({ type, mode, session, token, sessid }: Cell): Decision {
  const { cookie, kept } = sessions[session] as (typeof sessions)[string]
  const extras = '&filename=import.xml&timestamp=1600000000'
  const request = requestOf(`type=${type}&mode=${mode}${extras}${SESSIDS[sessid]}`, {
    ...(cookie !== undefined && { cookie }),
    authorization: `Basic ${btoa('1c:secret')}`,
  })
  const found = request.sessionIds.includes(kept?.id ?? '') ? kept : undefined
  return decide(settingsWith({ token }), request, found, NOW)
}

describe('every type, mode, session, token and sessid', () => {
  test('are all looked at', () => {
    expect(cells).toHaveLength(6 * 10 * 6 * 3 * 4)
  })

  describe.each(Object.keys(KNOWN))('%s', (type) => {
    test.each(MODES)('%s', (mode) => {
      for (const cell of cells.filter((cell) => cell.type === type && cell.mode === mode)) {
        const decision = decideCell(cell)
        expect(decision, JSON.stringify(cell)).toMatchObject(expectedOf(cell))
        if (decision.do === 'refuse') expect(Object.keys(decision)).toEqual(['do', 'reason', 'type', 'mode'])
        if ('session' in decision) expect(decision.session).toBe(sessions[cell.session]?.kept)
      }
    })
  })
})

test.each([
  ['no cookie', 'sale', 'query'],
  ['no cookie', 'catalog', 'file'],
  ['an expired session', 'sale', 'success'],
])('with %s the name of a file is not looked at for %s, %s', (session, type, mode) => {
  const { cookie, kept } = sessions[session] as (typeof sessions)[string]
  const found = session === 'no cookie' ? undefined : kept
  const request = requestOf(`type=${type}&mode=${mode}&filename=../x.php&timestamp=x`, { ...(cookie && { cookie }) })
  const reason = session === 'no cookie' ? 'no-cookie' : 'no-session'
  expect(decide(settingsWith(), request, found, NOW)).toMatchObject({ do: 'refuse', reason })
})

describe('checkauth', () => {
  const settings = settingsWith()
  const authorization = `Basic ${btoa('1c:a:b')}`

  test('asks who it is, whoever it was before', () => {
    const request = requestOf('type=sale&mode=checkauth', { authorization, cookie: `sid=${ID}` })
    const decision = decide(settings, request, sessionWith({ state: 'offered', offer: 'A' }), NOW)
    expect(decision).toEqual({ do: 'login', type: 'sale', to: 'open', credentials: { user: '1c', password: 'a:b' } })
  })

  test('asks without credentials when there are none', () => {
    const decision = decide(settings, requestOf('type=catalog&mode=checkauth'), undefined, NOW)
    expect(decision).toEqual({ do: 'login', type: 'catalog', to: 'open' })
  })
})

describe('init', () => {
  test.each<[string, string | undefined]>([
    ['', undefined],
    ['&version=2.09', '2.09'],
    ['&version=3.1', '3.1'],
    ['&version=2.021', '2.021'],
    ['&version=+2.08%20', '2.08'],
    ['&version=', undefined],
    ['&version', undefined],
    ['&version=2', undefined],
    ['&version=2.08.1', undefined],
    ['&version=x', undefined],
    ['&version=2.09%0Asuccess', undefined],
    ['&version=999.9999', undefined],
    ['&cmlVersion=2.10', undefined],
    ['&version=2.08&version=2.09', '2.09'],
  ])('with %j names the version %j', (more, version) => {
    const decision = decide(settingsWith(), requestOf(`type=catalog&mode=init&${more}`), sessionWith(), NOW)
    const named = version === undefined ? {} : { version }
    expect(decision).toEqual({ do: 'begin', type: 'catalog', to: 'open', session: sessionWith(), ...named })
  })
})

describe('file', () => {
  test.each<[Refusal, string]>([
    ['file-missing', ''],
    ['file-missing', '&filename='],
    ['file-missing', '&filename[]=import.xml'],
    ['file-leaves-folder', '&filename=../x.xml'],
    ['file-leaves-folder', '&filename=%2e%2e%5cx.xml'],
    ['file-bad-characters', '&filename=%252e%252e%252fx.xml'],
    ['file-bad-characters', '&filename=x.php%00.jpg'],
    ['file-absolute', '&filename=C:%5Cx.xml'],
    ['file-reserved', '&filename=.htaccess'],
    ['file-too-deep', `&filename=${'a/'.repeat(16)}x.xml`],
    ['file-too-long', `&filename=${'a'.repeat(2_000)}.xml`],
    ['file-extension', '&filename=x.php'],
    ['file-extension', '&filename=import.xml&filename=x.php'],
  ])('is refused as %s with %j, and so is import', (reason, more) => {
    for (const mode of ['file', 'import']) {
      const decision = decide(settingsWith(), requestOf(`type=catalog&mode=${mode}${more}`), sessionWith(), NOW)
      expect(decision).toMatchObject({ do: 'refuse', reason })
    }
  })

  test('has the name that was made safe, and so has import', () => {
    for (const mode of ['file', 'import']) {
      const request = requestOf(`type=catalog&mode=${mode}&filename=%5Ctmp%5Cimport_files%5Cab%5Ca.JPG`)
      expect(decide(settingsWith(), request, sessionWith(), NOW)).toMatchObject({
        file: { ok: true, path: 'import_files/ab/a.JPG', extension: 'jpg' },
      })
    }
  })

  test('goes by the extensions of the settings', () => {
    const request = requestOf('type=catalog&mode=file&filename=import.xml')
    const decision = decide(settingsWith({ extensions: ['zip'] }), request, sessionWith(), NOW)
    expect(decision).toMatchObject({ do: 'refuse', reason: 'file-extension' })
  })

  describe('applies uploaded orders', () => {
    const rows = (['catalog', 'sale', 'reference'] as const).flatMap((type) =>
      (['file', 'import', 'either'] as const).flatMap((applyOrders) =>
        [undefined, '3.1'].map((version) => [type, applyOrders, version] as const),
      ),
    )

    test.each(rows)('of %s, where it is to be %s and the version is %s', (type, applyOrders, version) => {
      const session = sessionWith(version === undefined ? {} : { version })
      const request = requestOf(`type=${type}&mode=file&filename=orders-1_1.xml`)
      const decision = decide(settingsWith({ applyOrders }), request, session, NOW)
      const apply = type === 'sale' && (applyOrders === 'file' || (applyOrders === 'either' && version === undefined))
      expect(decision).toMatchObject({ do: 'store', apply })
    })
  })
})

describe('query', () => {
  test.each<[string, string, Partial<Session>, object]>([
    ['sale', '', {}, {}],
    ['sale', '', { version: '2.09' }, { version: '2.09' }],
    ['sale', '&version=3.1', { version: '2.09' }, { version: '3.1' }],
    ['sale', '&version=new', { version: '2.09' }, { version: '2.09' }],
    ['get_catalog', '&package=0', {}, { package: '0' }],
    ['get_catalog', '&package=', {}, { package: '' }],
    ['get_catalog', '', {}, {}],
  ])('of %s with %j in a session %j', (type, more, with_, extras) => {
    const session = sessionWith(with_)
    const decision = decide(settingsWith(), requestOf(`type=${type}&mode=query${more}`), session, NOW)
    expect(decision).toEqual({ do: 'offer', type, to: type === 'sale' ? 'offered' : 'open', session, ...extras })
  })
})

describe('success', () => {
  test('confirms what the last query offered', () => {
    const session = sessionWith({ state: 'offered', offer: 'A' })
    const decision = decide(settingsWith(), requestOf('type=sale&mode=success'), session, NOW)
    expect(decision).toEqual({ do: 'confirm', type: 'sale', to: 'open', session, offer: 'A' })
  })

  test.each(['open', 'offered'] as const)('is in order when nothing is left to confirm (%s)', (state) => {
    const session = sessionWith({ state })
    const decision = decide(settingsWith(), requestOf('type=sale&mode=success'), session, NOW)
    expect(decision).toEqual({ do: 'confirm', type: 'sale', to: 'open', session })
  })
})

describe('deactivate', () => {
  const createdAt = NOW - HOUR
  const at = (timestamp: string): Decision =>
    decide(settingsWith(), requestOf(`type=catalog&mode=deactivate${timestamp}`), sessionWith({ createdAt }), NOW)

  test.each([
    [`&timestamp=${createdAt / 1000 - 60}`, createdAt - 60_000],
    [`&timestamp=${createdAt / 1000}`, createdAt],
    [`&timestamp=${createdAt / 1000 + 1}`, createdAt],
    [`&timestamp=${NOW / 1000 + 86_400}`, createdAt],
    ['&timestamp=999999999999', createdAt],
    ['&timestamp=0', 0],
  ])('with %j looks no later than the session began', (timestamp, before) => {
    expect(at(timestamp)).toMatchObject({ do: 'deactivate', before })
  })

  test.each([
    '',
    '&timestamp=',
    '&timestamp=-1',
    '&timestamp=1.5',
    '&timestamp=1e9',
    '&timestamp=0x10',
    '&timestamp=now',
    '&timestamp=+1',
    '&timestamp=1%0A',
    '&timestamp=NaN',
    '&timestamp=Infinity',
    '&timestamp=1000000000000',
    '&timestamp=1&timestamp=',
    '&timestamp=١٢',
  ])('with %j is refused', (timestamp) => {
    expect(at(timestamp)).toMatchObject({ do: 'refuse', reason: 'bad-timestamp' })
  })
})

describe('a session', () => {
  const settings = settingsWith({ sessionLifetime: HOUR })
  const request = requestOf('type=catalog&mode=init')

  test.each([
    [0, 'begin'],
    [HOUR, 'begin'],
    [HOUR + 1, 'refuse'],
    [-HOUR, 'begin'], // the clock was set back
  ])('%d ms after its last request: %s', (age, deed) => {
    expect(decide(settings, request, sessionWith({ usedAt: NOW - age }), NOW).do).toBe(deed)
  })

  test('made before tokens were asked for needs none', () => {
    for (const sessid of Object.values(SESSIDS)) {
      const decision = decide(
        settingsWith({ token: 'required' }),
        requestOf(`type=sale&mode=query${sessid}`),
        sessionWith(),
        NOW,
      )
      expect(decision.do).toBe('offer')
    }
  })

  test.each([
    ['an empty one', '&sessid='],
    ['one cut short', `&sessid=${TOKEN.slice(0, -1)}`],
    ['one that goes on', `&sessid=${TOKEN}0`],
    ['one in capitals', `&sessid=${TOKEN.toUpperCase()}`],
    ['the right one, and another behind it', `&sessid=${TOKEN}&sessid=x`],
    ['the fourth line as the value of one named so, twice', `&sessid=sessid=sessid=${TOKEN}`],
  ])('takes no token but its own: %s', (_, sessid) => {
    const session = sessionWith({ token: TOKEN })
    const decision = decide(
      settingsWith({ token: 'offered' }),
      requestOf(`type=sale&mode=query${sessid}`),
      session,
      NOW,
    )
    expect(decision).toMatchObject({ do: 'refuse', reason: 'bad-token' })
  })
})

test('nothing that goes in is changed', () => {
  const session = Object.freeze(sessionWith({ state: 'offered', offer: 'A', token: TOKEN }))
  const settings = Object.freeze(settingsWith())
  for (const type of Object.keys(KNOWN))
    for (const mode of MODES) decide(settings, Object.freeze(requestOf(`type=${type}&mode=${mode}`)), session, NOW)
  expect(session).toEqual(sessionWith({ state: 'offered', offer: 'A', token: TOKEN }))
})
