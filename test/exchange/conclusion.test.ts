import { describe, expect, test } from 'vitest'
import { conclude } from '../../src/exchange/conclusion.ts'
import { type Decision, decide } from '../../src/exchange/decision.ts'
import type { Outcome } from '../../src/exchange/outcome.ts'
import { refusal, success } from '../../src/exchange/reply.ts'
import type { Session } from '../../src/exchange/session.ts'
import type { ExchangeSettings } from '../../src/exchange/settings.ts'
import { TRANSITIONS } from '../../src/exchange/transitions.ts'
import { ID, NOW, OTHER_ID, OUTCOMES, requestOf, sessionWith, settingsWith, TOKEN } from './samples.ts'

const LATER = NOW + 5_000

type Confirm = Extract<Decision, { do: 'confirm' }>

/** The decision about a request that is in order. */
function decisionOf(query: string, session: Session = sessionWith(), settings = settingsWith()): Decision {
  return decide(settings, requestOf(`${query}&filename=a.xml&timestamp=1`), session, NOW)
}

/** What is said to each outcome of each deed; `undefined` is for outcomes that the deed cannot have. */
const FAILED = { failed: 'failure\nНет места', refused: 'failure\nСайт не поддерживает эту команду.' }
const DONE = { done: 'success\nГотово', ...FAILED }
const SAID: Record<string, Partial<Record<Outcome['is'], string>>> = {
  init: {
    done: 'zip=no\nfile_limit=1048576',
    // Not two lines: УТ 10.3, УНФ 1.x and УТ 11.5 would take them for the parameters.
    failed: 'failure\nНет места\nОбмен не начат.',
    refused: 'failure\nСайт не поддерживает эту команду.\nОбмен не начат.',
  },
  file: { done: 'success', ...FAILED },
  import: { ...DONE, progress: 'progress\n20 %' },
  'sale query': { document: '(document)', ...FAILED },
  'get_catalog query': { document: '(document)', nothing: 'finished=yes', ...FAILED },
  success: { done: 'success', ...FAILED },
  info: { document: '(document)', ...FAILED },
  deactivate: { ...DONE, progress: 'progress\n20 %' },
  complete: DONE,
  listen: { done: 'success\n', nothing: '', ...FAILED },
}

const cells = Object.entries(TRANSITIONS).flatMap(([type, states]) =>
  (['open', 'offered'] as const).flatMap((state) =>
    Object.entries(states[state]).flatMap(([mode, to]) =>
      mode === 'checkauth' ? [] : [{ type, state, mode, to: to as Session['state'] }],
    ),
  ),
)

describe('each request that is in order, in each state, with each outcome', () => {
  test('is looked at', () => {
    expect(cells).toHaveLength(2 * (5 + 8 + 4 + 2))
  })

  test.each(cells)('$type, $state, $mode', ({ type, state, mode, to }) => {
    const session = sessionWith({ state, token: TOKEN, version: '2.09', ...(state === 'offered' && { offer: 'A' }) })
    const decision = decisionOf(`type=${type}&mode=${mode}`, session)
    for (const outcome of Object.values(OUTCOMES)) {
      const said = (SAID[mode] ?? SAID[`${type} ${mode}`])?.[outcome.is]
      const run = () => conclude(settingsWith(), decision, outcome, LATER)
      if (said === undefined) {
        expect(run, outcome.is).toThrow(new TypeError(`what was decided, ${decision.do}, cannot come to ${outcome.is}`))
        continue
      }
      const { reply, session: kept } = run()
      expect(reply.kind === 'document' ? '(document)' : reply.text, outcome.is).toBe(said)
      if (reply.kind === 'text') expect(reply.status).toBe(said === '' ? 304 : 200)
      if (outcome.is in FAILED) {
        expect(kept).toEqual({ ...session, usedAt: LATER })
        continue
      }
      const { offer, version, ...same } = session
      const orders = type === 'sale' && mode === 'query'
      const offered = orders ? OUTCOMES.document.offer : mode === 'success' ? undefined : offer
      expect(kept).toEqual({
        ...same,
        state: to,
        usedAt: LATER,
        ...(mode !== 'init' && { version }),
        ...(offered !== undefined && { offer: offered }),
      })
    }
    expect(session.usedAt).toBe(NOW - 1_000)
  })
})

describe('a refusal', () => {
  test.each(Object.values(OUTCOMES))('is what it is, whatever came: $is', (outcome) => {
    const decision: Decision = { do: 'refuse', reason: 'no-session', type: 'catalog', mode: 'file' }
    expect(conclude(settingsWith(), decision, outcome, NOW)).toEqual({ reply: refusal('no-session') })
  })
})

test('a refused init has three lines, whatever the type', () => {
  for (const type of ['catalog', 'sale', 'nonsense']) {
    const decision = decide(settingsWith(), requestOf(`type=${type}&mode=INIT`), undefined, NOW)
    const { reply } = conclude(settingsWith(), decision, OUTCOMES.done, NOW)
    expect(reply.kind === 'text' && reply.text.split('\n'), type).toHaveLength(3)
  }
})

describe('a login', () => {
  const login = decide(settingsWith(), requestOf('type=catalog&mode=checkauth'), undefined, NOW)

  test.each<[ExchangeSettings['token'], string]>([
    ['off', `success\nsid\n${OTHER_ID}`],
    ['offered', `success\nsid\n${OTHER_ID}\nsessid=${TOKEN}\ntimestamp=1700000005\n`],
    ['required', `success\nsid\n${OTHER_ID}\nsessid=${TOKEN}\ntimestamp=1700000005\n`],
  ])('with tokens %s opens a session of the id that was made for it', (token, text) => {
    expect(conclude(settingsWith({ token }), login, OUTCOMES.welcome, LATER + 999)).toEqual({
      reply: { kind: 'text', text, status: 200 },
      session: {
        id: OTHER_ID,
        user: '1c',
        state: 'open',
        createdAt: LATER + 999,
        usedAt: LATER + 999,
        ...(token !== 'off' && { token: TOKEN }),
      },
    })
  })

  test.each(['sale', 'reference', 'get_catalog'])(
    'of type %s is told no time: what is deactivated is in a catalog',
    (type) => {
      const decision = decide(settingsWith(), requestOf(`type=${type}&mode=checkauth`), undefined, NOW)
      const { reply } = conclude(settingsWith({ token: 'offered' }), decision, OUTCOMES.welcome, NOW)
      expect(reply).toMatchObject({ text: `success\nsid\n${OTHER_ID}\nsessid=${TOKEN}\n` })
    },
  )

  test('never takes the id that the client came with, nor anything of that session', () => {
    const request = requestOf('type=sale&mode=checkauth', { cookie: `sid=${ID}` })
    const before = sessionWith({ state: 'offered', offer: 'A', token: TOKEN, version: '3.1' })
    const decision = decide(settingsWith(), request, before, NOW)
    expect(decision).not.toHaveProperty('session')
    const { session } = conclude(settingsWith(), decision, OUTCOMES.welcome, NOW)
    expect(session).toEqual({ id: OTHER_ID, user: '1c', state: 'open', createdAt: NOW, usedAt: NOW })
  })

  test.each([
    [OUTCOMES.failed, 'failure\nНет места'],
    [{ is: 'refused', reason: 'no-credentials' } as const, 'failure\nУкажите имя пользователя и пароль.'],
    [{ is: 'refused', reason: 'bad-credentials' } as const, 'failure\nНеверное имя пользователя или пароль.'],
  ])('that fails opens none: %j', (outcome, text) => {
    expect(conclude(settingsWith(), login, outcome, NOW)).toEqual({ reply: { kind: 'text', text, status: 200 } })
  })

  test.each(['done', 'progress', 'document', 'nothing'] as const)('cannot come to %s', (is) => {
    expect(() => conclude(settingsWith(), login, OUTCOMES[is], NOW)).toThrow(TypeError)
  })
})

describe('init', () => {
  test.each<[string, Partial<ExchangeSettings>, string | undefined, string]>([
    ['', {}, undefined, 'zip=no\nfile_limit=1048576'],
    ['', { zip: true, fileLimit: 3 }, TOKEN, 'zip=yes\nfile_limit=3'],
    ['&version=2.09', {}, undefined, 'zip=no\nfile_limit=1048576\nversion=2.09'],
    ['&version=2.09', { token: 'offered' }, TOKEN, `zip=no\nfile_limit=1048576\nsessid=${TOKEN}\nversion=2.09`],
    // No higher than what the site has; 2.10 is above 2.9, they are two numbers each.
    ['&version=3.1', {}, undefined, 'zip=no\nfile_limit=1048576\nversion=2.10'],
    ['&version=2.9', {}, undefined, 'zip=no\nfile_limit=1048576\nversion=2.9'],
    ['&version=2.10', { version: '2.9' }, undefined, 'zip=no\nfile_limit=1048576\nversion=2.9'],
    ['&version=2.08', { version: '2.08' }, undefined, 'zip=no\nfile_limit=1048576\nversion=2.08'],
    ['&version=3.1', { version: '3.1' }, undefined, 'zip=no\nfile_limit=1048576\nversion=3.1'],
    ['&version=10.1', { version: '9.999' }, undefined, 'zip=no\nfile_limit=1048576\nversion=9.999'],
  ])('with %j and %j', (more, given, token, text) => {
    const settings = settingsWith(given)
    const session = sessionWith(token === undefined ? {} : { token })
    const sessid = token === undefined ? '' : `&sessid=${token}`
    const decision = decisionOf(`type=catalog&mode=init${more}${sessid}`, session, settings)
    expect(conclude(settings, decision, { is: 'done' }, NOW).reply).toEqual({ kind: 'text', text, status: 200 })
  })

  test('is two lines to all who name no version', () => {
    for (const token of ['off', 'offered', 'required'] as const) {
      const settings = settingsWith({ token, zip: true })
      const session = sessionWith({ token: TOKEN })
      const decision = decisionOf(`type=catalog&mode=init&sessid=${TOKEN}&cmlVersion=2.10`, session, settings)
      const { reply } = conclude(settings, decision, { is: 'done' }, NOW)
      expect(reply).toMatchObject({ text: 'zip=yes\nfile_limit=1048576' })
    }
  })

  test('remembers the version, and forgets it when the next init names none', () => {
    const named = conclude(settingsWith(), decisionOf('type=sale&mode=init&version=3.1'), { is: 'done' }, NOW)
    expect(named.session?.version).toBe('3.1')
    const again = conclude(settingsWith(), decisionOf('type=sale&mode=init', named.session), { is: 'done' }, NOW)
    expect(again.session).not.toHaveProperty('version')
  })

  test('that fails keeps the version of before', () => {
    const session = sessionWith({ version: '2.08' })
    const decision = decisionOf('type=sale&mode=init&version=3.1', session)
    expect(conclude(settingsWith(), decision, OUTCOMES.failed, NOW).session?.version).toBe('2.08')
  })
})

describe('orders', () => {
  const step = (session: Session | undefined, query: string, outcome: Outcome) => {
    const decision = decisionOf(query, session)
    const { reply, session: next } = conclude(settingsWith(), decision, outcome, NOW)
    return { decision, reply, session: next }
  }

  test('are confirmed once: the second success has nothing to confirm and is a success', () => {
    const query = step(sessionWith(), 'type=sale&mode=query', OUTCOMES.document)
    expect(query.session).toMatchObject({ state: 'offered', offer: 'orders 1 to 3' })
    const success = step(query.session, 'type=sale&mode=success', { is: 'done' })
    expect(success.decision).toMatchObject({ do: 'confirm', offer: 'orders 1 to 3' })
    expect(success.session).toEqual(sessionWith({ usedAt: NOW }))
    const again = step(success.session, 'type=sale&mode=success', { is: 'done' })
    expect(again.decision).not.toHaveProperty('offer')
    expect(again.reply).toEqual(success.reply)
    expect(again.session).toEqual(success.session)
  })

  test('are those of the last query', () => {
    const one = step(sessionWith(), 'type=sale&mode=query', { is: 'document', offer: 'A' })
    const two = step(one.session, 'type=sale&mode=query', { is: 'document', offer: 'B' })
    expect(step(two.session, 'type=sale&mode=success', { is: 'done' }).decision).toMatchObject({ offer: 'B' })
    const none = step(two.session, 'type=sale&mode=query', { is: 'document' })
    expect(step(none.session, 'type=sale&mode=success', { is: 'done' }).decision).not.toHaveProperty('offer')
  })

  test.each([{ offer: 'B' }, {}])('of a query that came while others were confirmed stay as they are: %j', (now) => {
    const decision = decisionOf('type=sale&mode=success', sessionWith({ state: 'offered', offer: 'A' })) as Confirm
    const stored = sessionWith({ state: 'offered', ...now })
    const { reply, session } = conclude(settingsWith(), { ...decision, session: stored }, { is: 'done' }, NOW)
    expect([reply, session]).toEqual([success(), { ...stored, usedAt: NOW }])
  })

  test('stay to be confirmed when confirming fails', () => {
    const failed = step(sessionWith({ state: 'offered', offer: 'A' }), 'type=sale&mode=success', OUTCOMES.failed)
    expect(failed.session).toMatchObject({ state: 'offered', offer: 'A' })
    expect(step(failed.session, 'type=sale&mode=success', { is: 'done' }).decision).toMatchObject({ offer: 'A' })
  })

  test('stay to be confirmed through all that is not about them', () => {
    let session: Session | undefined = sessionWith({ state: 'offered', offer: 'A' })
    for (const query of ['sale&mode=init', 'sale&mode=file', 'catalog&mode=import', 'reference&mode=complete'])
      session = step(session, `type=${query}`, { is: 'done' }).session
    session = step(session, 'type=get_catalog&mode=query', { is: 'document', offer: 'a package' }).session
    session = step(session, 'type=get_catalog&mode=query', { is: 'nothing' }).session
    session = step(session, 'type=sale&mode=info', { is: 'document' }).session
    expect(session).toMatchObject({ state: 'offered', offer: 'A' })
  })
})

test('the words of an outcome are one line', () => {
  const said = (outcome: Outcome) =>
    conclude(settingsWith(), decisionOf('type=catalog&mode=import'), outcome, NOW).reply
  expect(said({ is: 'done' })).toMatchObject({ text: 'success' })
  expect(said({ is: 'failed', text: '\nsuccess\r\n' })).toMatchObject({ text: 'failure\nsuccess' })
  expect(said({ is: 'progress', text: 'a\nb' })).toMatchObject({ text: 'progress\na b' })
})
