import { describe, expect, test } from 'vitest'
import { conclude } from '../../src/exchange/conclusion.ts'
import { decide } from '../../src/exchange/decision.ts'
import type { Outcome } from '../../src/exchange/outcome.ts'
import { parseRequest } from '../../src/exchange/request.ts'
import type { Session } from '../../src/exchange/session.ts'
import { type ExchangeSettings, resolveSettings } from '../../src/exchange/settings.ts'
import { type ExchangeState, moveOf } from '../../src/exchange/transitions.ts'
import { fc } from '../helpers/properties.ts'

const LIFETIME = 1_000
const id = (number: number): string => number.toString(16).padStart(32, '0')

/** A request of a client, and how the site fares with it. */
interface Step {
  readonly type: string
  readonly mode: string
  /** Which of the sessions opened so far, counted from the last; of no session when it is none. */
  readonly cookie: 'none' | 'foreign' | number
  readonly sessid: 'absent' | 'wrong' | 'right'
  readonly version: string
  readonly outcome: 'good' | 'failed' | 'refused' | 'progress'
  /** Milliseconds since the step before. */
  readonly pause: number
}

const some = <const T>(weight: number, ...values: readonly T[]): fc.WeightedArbitrary<T> => ({
  weight,
  arbitrary: fc.constantFrom(...values),
})

const step: fc.Arbitrary<Step> = fc.record({
  type: fc.oneof(some(12, 'sale'), some(3, 'catalog'), some(2, 'reference', 'get_catalog', 'crm', '__proto__', '')),
  mode: fc.oneof(
    some(8, 'query', 'success'),
    some(4, 'init', 'file', 'import', 'info', 'deactivate', 'complete', 'listen'),
    some(2, 'checkauth'),
    some(1, 'constructor', 'toString', 'act', ''),
  ),
  cookie: fc.oneof(some(12, 0), some(4, 1, 2), some(1, 'none', 'foreign')),
  sessid: fc.oneof(some(12, 'right'), some(2, 'absent', 'wrong')),
  version: fc.constantFrom('', '', '&version=2.09', '&version=3.1', '&version=x'),
  outcome: fc.oneof(some(12, 'good'), some(4, 'failed', 'refused', 'progress')),
  pause: fc.oneof(
    { weight: 40, arbitrary: fc.nat({ max: 50 }) },
    { weight: 1, arbitrary: fc.integer({ min: LIFETIME - 1, max: LIFETIME + 2 }) },
  ),
})

/** What is asked for without a type, of a file that no orders are in by its name. */
const typeBy = (mode: string): string => mode && (/^(?:query|success|info|listen)$/.test(mode) ? 'sale' : 'catalog')

/** What is known of a session without the machine. */
interface ModelSession {
  state: ExchangeState
  offer: string | undefined
  usedAt: number
  readonly token: string
}

/** A site that keeps sessions, and beside it a model of what they should be. */
class Site {
  readonly #settings: ExchangeSettings
  readonly #kept = new Map<string, Session>()
  readonly #model = new Map<string, ModelSession>()
  readonly #offered = new Map<string, string>()
  readonly confirmed: string[] = []
  #now = 1_700_000_000_000
  #made = 0

  constructor(token: ExchangeSettings['token']) {
    this.#settings = resolveSettings({ token, sessionLifetime: LIFETIME, cookie: 'sid' })
  }

  take(asked: Step): void {
    const step = { ...asked, type: asked.type || typeBy(asked.mode) }
    this.#now += step.pause
    const ids = [...this.#kept.keys()]
    const claimed = typeof step.cookie === 'number' ? ids.at(-1 - step.cookie) : undefined
    const known = claimed === undefined ? undefined : this.#model.get(claimed)
    const sessid = { absent: '', wrong: `&sessid=${id(0)}`, right: `&sessid=${known?.token}` }[step.sessid]
    const cookie = step.cookie === 'foreign' ? `sid=${'f'.repeat(32)}` : claimed && `sid=${claimed}`
    const url = `/1c?type=${asked.type}&mode=${step.mode}&filename=a.xml&timestamp=9${step.version}${sessid}`
    const request = parseRequest({ url, cookie, authorization: `Basic ${btoa('1c:secret')}` }, 'sid')

    const found = this.#kept.get(request.sessionIds[0] ?? '')
    const decision = decide(this.#settings, request, found, this.#now)

    const alive = known !== undefined && this.#now - known.usedAt <= LIFETIME
    const move = moveOf(alive ? known.state : 'absent', step.type, step.mode)
    const lacksToken = step.mode !== 'checkauth' && this.#refusesToken(step.sessid)
    expect(decision.do === 'refuse').toBe('refused' in move || lacksToken)
    if (decision.do === 'refuse' || 'refused' in move) {
      expect(conclude(this.#settings, decision, { is: 'done' }, this.#now)).not.toHaveProperty('session')
      return
    }
    if (decision.do === 'deactivate') expect(decision.before).toBe(9_000)
    if (decision.do === 'confirm') expect(decision.offer).toBe(known?.offer)

    const outcome = this.#outcomeOf(step, decision.do, decision.type)
    const { session } = conclude(this.#settings, decision, outcome, this.#now)
    const failed = outcome.is === 'failed' || outcome.is === 'refused'
    if (decision.do === 'login') {
      if (failed) expect(session).toBeUndefined()
      else this.#opened(session as Session, id(this.#made), claimed)
      return
    }
    const model = known as ModelSession // the move was in order: there is one
    model.usedAt = this.#now
    if (!failed) {
      model.state = move.to
      if (outcome.is === 'document' && step.type === 'sale' && step.mode === 'query') model.offer = outcome.offer
      if (decision.do === 'confirm') {
        if (decision.offer !== undefined) {
          this.confirmed.push(decision.offer)
          expect(this.#offered.get(decision.offer)).toBe(claimed)
        }
        model.offer = undefined
      }
    }
    const kept = session as Session
    this.#kept.set(kept.id, kept)
    expect(kept.id).toBe(claimed)
    if (outcome.is === 'document' && outcome.offer !== undefined) this.#offered.set(outcome.offer, kept.id)
    this.#check()
  }

  #refusesToken(sessid: Step['sessid']): boolean {
    const { token } = this.#settings
    return token !== 'off' && (sessid === 'wrong' || (sessid === 'absent' && token === 'required'))
  }

  #outcomeOf({ outcome, type, mode }: Step, deed: string, decided: string): Outcome {
    expect(decided).toBe(type)
    if (outcome === 'failed') return { is: 'failed', text: 'no' }
    if (outcome === 'refused') return { is: 'refused', reason: 'unsupported' }
    if (deed === 'login') {
      this.#made++
      return { is: 'welcome', user: '1c', sessionId: id(this.#made), token: id(this.#made + 0x1000) }
    }
    if (deed === 'import' && outcome === 'progress') return { is: 'progress', text: '1 %' }
    if (mode === 'query' && type === 'sale' && outcome === 'progress') return { is: 'document' } // no orders
    if (mode === 'query' && outcome === 'progress') return { is: 'nothing' }
    if (mode === 'query') return { is: 'document', offer: `offer ${this.#offered.size}` }
    return mode === 'info' ? { is: 'document' } : { is: 'done' }
  }

  #opened(session: Session, expected: string, claimed: string | undefined): void {
    expect(session.id).toBe(expected)
    expect(session.id).not.toBe(claimed)
    expect(this.#kept.has(session.id)).toBe(false)
    this.#kept.set(session.id, session)
    const token = session.token ?? 'none'
    this.#model.set(session.id, { state: 'open', offer: undefined, usedAt: this.#now, token })
    this.#check()
  }

  /** All sessions are as the model has them, also those that the request was not about. */
  #check(): void {
    expect(this.#kept.size).toBe(this.#model.size)
    for (const [sessionId, { state, offer, usedAt, token }] of this.#model) {
      const kept = this.#kept.get(sessionId)
      expect({ ...kept, offer: kept?.offer, token: kept?.token ?? 'none' }).toMatchObject({
        state,
        offer,
        usedAt,
        token,
        user: '1c',
      })
      expect(JSON.parse(JSON.stringify(kept))).toEqual(kept)
    }
  }
}

const opening: Step = {
  type: 'sale',
  mode: 'checkauth',
  cookie: 'none',
  sessid: 'absent',
  version: '',
  outcome: 'good',
  pause: 0,
}

describe('any sequence of requests', () => {
  test.each(['off', 'offered', 'required'] as const)(
    'with tokens %s leaves sessions as the table has them, and confirms each offer once at most',
    (token) => {
      let confirmed = 0
      fc.assert(
        fc.property(fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), (steps) => {
          const site = new Site(token)
          for (const taken of [opening, ...steps]) site.take(taken)
          expect(new Set(site.confirmed).size).toBe(site.confirmed.length)
          confirmed += site.confirmed.length
        }),
        { numRuns: 600 },
      )
      expect(confirmed).toBeGreaterThan(200)
    },
  )
})
