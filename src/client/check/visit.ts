import { STOCK, STOCK_SESSID } from '../addresses.ts'
import { type ClientFile, fileOf, type PartOptions, partsOf } from '../chunks.ts'
import { type Answer, type Connection, connectionTo } from '../connection.ts'
import type { ExchangeFailure } from '../failure.ts'
import { createMask, type Mask } from '../mask.ts'
import type { SiteOptions } from '../options.ts'
import type { InitLimits } from '../outcome.ts'
import { zipNameOf } from '../plan.ts'
import type { Profile } from '../profile.ts'
import { PROFILES } from '../profiles.ts'
import { pause } from '../session.ts'
import { type Mode, modeOf, type RequestType } from '../step.ts'
import type { TranscriptEntry } from '../transcript.ts'
import type { Finding, Level } from './finding.ts'
import type { CheckOptions } from './options.ts'
import { ReplyWatch } from './replies.ts'
import { hasParameters } from './seen.ts'
import { storedZip } from './stored-zip.ts'

/** What shows a finding, and whom it hits. */
export interface FindingDetails {
  readonly profiles?: readonly Profile[]
  readonly entry?: TranscriptEntry
}

/** A client that gets along with anything: the doctor needs to be let in by sites that no 1C would talk to. Where to ask was settled before. */
const PATIENT: Profile = { ...PROFILES.unf, trimsAll: true, pollPauseMs: 0, repeatsCutGet: false, defaultPath: '/' }

const TIMEOUT_MS = 180_000
const MAX_POLLS = 200
const POLL_PAUSE_MS = 100

/** One thing to look at. */
export interface Case {
  /** What it is called when there is nothing to be said but that it went well, or that there was no reply. */
  readonly id: string
  /** What the doctor must have been allowed, and the site have shown to be able to. */
  readonly needs?: 'write' | 'import' | 'orders'
  readonly run: (visit: Visit) => Promise<void>
}

/** A request that was not made. */
class Unanswered extends Error {}

/** One examination: what is known of the site, and what was found. */
export class Visit {
  readonly url: string | URL
  readonly options: CheckOptions
  readonly profiles: readonly Profile[]
  readonly replies: ReplyWatch
  readonly findings: Finding[] = []
  /** What init said. */
  limits: InitLimits = { zip: false }
  /** Where files are cut when it does not matter: its limit, none once chunks were found not to work. */
  partLimit: number | undefined
  /** It wants `sessid` in its requests. */
  wantsToken = false
  /** Import came to an end when it was tried. */
  imports = false
  /** A document that is cut short was refused. */
  refusesBroken = false
  /** So was import of a file that was never sent. */
  refusesMissing = false
  /** How often import may answer `progress`, and the pause between two calls. */
  readonly maxPolls: number
  readonly pollPauseMs: number
  /** Modes that were not answered in time: nobody waits for them again. */
  readonly #silent = new Set<Mode>()
  readonly #mask: Mask

  constructor(url: string | URL, profiles: readonly Profile[], options: CheckOptions) {
    this.url = url
    this.options = options
    this.profiles = profiles
    this.replies = new ReplyWatch(this.profiles)
    this.maxPolls = options.maxPolls ?? MAX_POLLS
    this.pollPauseMs = options.pollPauseMs ?? POLL_PAUSE_MS
    const { user, password = '', showTokens = false } = options
    this.#mask = createMask({ user, password, showTokens })
  }

  report(id: string, level: Level, message: string, { profiles = [], entry }: FindingDetails = {}): void {
    const names = profiles.map(({ name }) => name)
    // Messages repeat replies, and those of checkauth hold what opens a session.
    const safe = this.#mask.reply('checkauth', message)
    const finding = { id, level, profiles: names, message: safe, ...(entry !== undefined && { entry }) }
    this.findings.push(finding)
    this.options.onCheck?.(finding)
  }

  /** How the site is reached, as this client or as the patient one. */
  siteOptions(profile: Profile = PATIENT): SiteOptions & { profile: Profile } {
    // The doctor's own are none of those whom it plays.
    const { profiles, write, orders, maxPolls, pollPauseMs, maxFileBytes, onStart, onCheck, ...reach } = this.options
    const { timeoutMs = TIMEOUT_MS, fetch: send = globalThis.fetch } = reach
    return {
      ...reach,
      profile,
      timeoutMs,
      fetch: (input, init) => this.#unlessSilent(String(input), () => send(input, init)),
    }
  }

  /** Keeps requests from the wire whose mode was not answered before: each would cost the time-out again. */
  async #unlessSilent(address: string, send: () => Promise<Response>): Promise<Response> {
    const mode = /.*[?&]mode=(\w+)/.exec(address)?.[1]
    if (this.#silent.has(mode as Mode)) {
      throw new Unanswered(`${mode} was not answered before, so it was not tried again`)
    }
    return send()
  }

  /** A failure without a reply, as a finding. */
  unanswered(id: string, failure: ExchangeFailure): void {
    const { step, code, cause, entry, words } = failure
    if (cause instanceof Unanswered) {
      this.report(id, 'note', cause.message)
      return
    }
    if (code === 'timeout') this.#silent.add(modeOf(step))
    const message = `no reply to ${step} (${code}): ${entry?.error ?? words}`
    this.report(id, 'error', message, { profiles: this.profiles, ...(entry !== undefined && { entry }) })
  }

  connect(): Connection {
    return connectionTo(this.url, this.siteOptions({ ...PATIENT, addresses: this.wantsToken ? STOCK_SESSID : STOCK }))
  }

  /** A session behind its init. */
  async login(type: RequestType = 'catalog'): Promise<Connection> {
    const site = this.connect()
    await site.checkauth(type)
    await site.init(type)
    return site
  }

  /** Whether the site did what it was asked for; init in the patient client's eyes is always fine. */
  accepted(mode: Mode, { outcome, reply }: Answer): boolean {
    const text = new TextDecoder().decode(reply.bytes)
    if (mode === 'init') return hasParameters(text)
    if (mode === 'success') return /^\s*success/i.test(text)
    return outcome.result !== 'failed'
  }

  /** The file that carries a document: itself, or an archive with it where the site asks for archives. */
  async packed(name: string, bytes: Uint8Array): Promise<ClientFile> {
    const document = fileOf(name, bytes)
    if (!this.limits.zip) return document
    const archive = await storedZip([document])
    return { name: zipNameOf(PATIENT, [name]), size: archive.size, read: archive.read }
  }

  /** Sends a file in parts; the answer to the last one, or to the first that was refused. */
  async upload(site: Connection, file: ClientFile, limit: number | undefined, how?: PartOptions): Promise<Answer> {
    let answer: Answer | undefined
    for (const part of partsOf(file.size, limit, how)) {
      answer = await site.file(file.name, { file, part })
      if (answer.outcome.result === 'failed') break
    }
    return answer as Answer // every file has a part
  }

  /** Imports until the site no longer says progress, or too often. */
  async importDocument(site: Connection, name: string, see?: (answer: Answer) => void): Promise<Answer> {
    for (let polls = 1; ; polls++) {
      const answer = await site.import(name)
      see?.(answer)
      if (answer.outcome.result !== 'repeat' || polls >= this.maxPolls) return answer
      await pause(this.pollPauseMs, this.options.signal)
    }
  }

  /** A whole session with one document: the answer that ended it. */
  async send(name: string, file: ClientFile, limit: number | undefined, how?: PartOptions): Promise<Answer> {
    const site = await this.login()
    const uploaded = await this.upload(site, file, limit, how)
    return uploaded.outcome.result === 'failed' ? uploaded : this.importDocument(site, name)
  }
}
