import { type CommerceMLEvent, isCommerceMLError, readEvents } from 'commerceml'
import { openZip } from 'commerceml/zip'
import { charsetFor, charsetLabel, encodeText } from '../../src/exchange/charset.ts'
import { conclude } from '../../src/exchange/conclusion.ts'
import { type Decision, decide } from '../../src/exchange/decision.ts'
import { importLine } from '../../src/exchange/import-line.ts'
import type { Outcome } from '../../src/exchange/outcome.ts'
import { emptyDocument } from '../../src/exchange/reply.ts'
import { parseRequest, type WireRequest } from '../../src/exchange/request.ts'
import { sameSecret } from '../../src/exchange/secret.ts'
import type { Session } from '../../src/exchange/session.ts'
import { type ExchangeSettings, resolveSettings } from '../../src/exchange/settings.ts'
import { failureText } from '../../src/server/imports/fault.ts'
import { xmlDeclaration } from '../../src/source/charset.ts'
import { DIALOGUE_START, type Dialogue, type DialogueStep, type Fact, type ImportCall } from '../helpers/dialogue.ts'

/** A request of a dialogue. */
export interface SiteRequest extends WireRequest {
  readonly body: Uint8Array | undefined
}

/** What was said to it. */
export interface SiteReply {
  readonly status: number
  readonly bytes: Uint8Array
}

/** What became of the import of a file. */
interface Imported {
  readonly user: string
  readonly name: string
  readonly at: number
  readonly text: string
}

/** What a session has sent. */
interface Area {
  readonly files: Map<string, Uint8Array>
  readonly imports: Map<string, Imported>
}

type Within<D extends Decision['do']> = Extract<Decision, { do: D }>

const id = (number: number): string => number.toString(16).padStart(32, '0')
const failed = (error: unknown): Outcome => {
  if (!isCommerceMLError(error)) throw error
  return { is: 'failed', text: failureText(error) }
}

/** A site in memory around the state machine, whose importer and orders do what a dialogue says. */
export class ScriptedSite {
  readonly #dialogue: Dialogue
  readonly #settings: ExchangeSettings
  /** As a store keeps them. */
  readonly #sessions = new Map<string, string>()
  readonly #areas = new Map<string, Area>()
  readonly #calls = new Map<string, ImportCall[]>()
  readonly #facts = { applied: [] as string[], deactivated: [] as string[], completed: 0 }
  #waiting: readonly string[] | 'unavailable' = []
  #now = DIALOGUE_START
  #made = 0
  #last = ''

  constructor(dialogue: Dialogue, settings: Partial<ExchangeSettings>) {
    this.#dialogue = dialogue
    this.#settings = resolveSettings({ ...dialogue.settings, ...settings })
  }

  /** What happens on the site's side. Nothing is held between requests but what is kept, so that a restart is nothing. */
  happens(step: Exclude<DialogueStep, { is: 'request' | 'expect' }>): void {
    if (step.is === 'importer') this.#calls.set(step.file, [...step.calls])
    if (step.is === 'wait') this.#now += step.seconds * 1_000
    if (step.is !== 'orders') return
    const before = this.#waiting === 'unavailable' ? [] : this.#waiting
    this.#waiting = step.numbers === 'unavailable' ? 'unavailable' : [...before, ...step.numbers]
  }

  /** How it is about a fact, in the words of a dialogue; `name` is what was asked for. */
  fact(fact: Fact, [name = '']: readonly string[]): string[] {
    if (fact === 'waiting') return [...this.#waiting]
    if (fact === 'completed') return [`${this.#facts.completed}`]
    if (fact !== 'uploaded') return this.#facts[fact]
    const files = this.#areas.get(this.#last)?.files ?? new Map<string, Uint8Array>()
    if (name === '') return [...files.keys()]
    const expected = this.#dialogue.documents.get(name) ?? new Uint8Array(0)
    return Buffer.from(files.get(name) ?? []).equals(expected) ? [name] : [`another ${name}`]
  }

  async handle({ body, ...wire }: SiteRequest): Promise<SiteReply> {
    const request = parseRequest(wire, this.#settings.cookie)
    const kept = request.sessionIds.map((sessionId) => this.#sessions.get(sessionId)).find((text) => text !== undefined)
    const session = kept === undefined ? undefined : (JSON.parse(kept) as Session) // put there below
    const decision = decide(this.#settings, request, session, this.#now)
    const { outcome, document } = await this.#perform(decision, body ?? new Uint8Array(0))
    const conclusion = conclude(this.#settings, decision, outcome, this.#now)
    if (conclusion.session !== undefined) {
      this.#last = conclusion.session.id
      this.#sessions.set(this.#last, JSON.stringify(conclusion.session))
    }
    const charset = charsetFor(request.type, this.#settings.charset)
    if (conclusion.reply.kind === 'text') {
      const { status, text } = conclusion.reply
      return { status, bytes: status === 304 ? new Uint8Array(0) : encodeText(text, charset) }
    }
    const text = xmlDeclaration(charsetLabel(charset)) + document
    return { status: 200, bytes: encodeText(text, charset) }
  }

  async #perform(decision: Decision, body: Uint8Array): Promise<{ outcome: Outcome; document?: string }> {
    switch (decision.do) {
      case 'refuse':
        return { outcome: { is: 'refused', reason: decision.reason } }
      case 'login':
        return { outcome: this.#login(decision) }
      case 'begin':
        this.#areas.set(decision.session.id, { files: new Map(), imports: new Map() })
        return { outcome: { is: 'done' } }
      case 'store':
        return { outcome: await this.#store(decision, body) }
      case 'import':
        return { outcome: await this.#import(decision.session, decision.file.path) }
      case 'offer':
        return decision.type === 'sale' ? this.#orders() : this.#package(decision.package ?? '0')
      case 'confirm':
        this.#waiting = [...this.#waiting].filter((number) => !decision.offer?.split(' ').includes(number))
        return { outcome: { is: 'done' } }
      case 'describe':
        return this.#describe()
      case 'deactivate':
        return { outcome: this.#deactivate(decision) }
      case 'finish':
        this.#facts.completed++
        return { outcome: { is: 'done' } }
      case 'listen':
        return { outcome: { is: this.#waiting.length === 0 ? 'nothing' : 'done' } }
    }
  }

  #login({ credentials }: Within<'login'>): Outcome {
    const { user, password } = this.#dialogue.login
    if (credentials === undefined) return { is: 'refused', reason: 'no-credentials' }
    if (credentials.user !== user || !sameSecret(credentials.password, password))
      return { is: 'refused', reason: 'bad-credentials' }
    this.#made++
    return { is: 'welcome', user, sessionId: id(this.#made), token: id(0x1000 + this.#made) }
  }

  #areaOf(session: Session): Area {
    const area = this.#areas.get(session.id) ?? { files: new Map(), imports: new Map() }
    this.#areas.set(session.id, area)
    return area
  }

  async #store({ session, file, apply }: Within<'store'>, body: Uint8Array): Promise<Outcome> {
    const { files, imports } = this.#areaOf(session)
    const isBlank = body.length > 0 && body.every((byte) => byte <= 0x20)
    if (imports.has(file.path) && isBlank) return { is: 'done' }
    const before = imports.delete(file.path) ? undefined : files.get(file.path)
    files.set(file.path, Buffer.concat([before ?? new Uint8Array(0), body]))
    if (apply && file.extension === 'zip') return this.#applyArchive(session, files.get(file.path) as Uint8Array) // put there
    if (!apply || file.extension !== 'xml') return { is: 'done' }
    try {
      for await (const _ of readEvents(files.get(file.path) as Uint8Array)); // it was put there
    } catch (error) {
      if (isCommerceMLError(error) && error.code === 'truncated-input') return { is: 'done' }
    }
    return this.#import(session, file.path)
  }

  /** Dialogues have one document in each archive of orders. */
  async #applyArchive(session: Session, bytes: Uint8Array): Promise<Outcome> {
    const archive = await openZip(bytes).catch(() => undefined)
    const [document] = archive?.entries ?? []
    return document === undefined ? { is: 'done' } : this.#import(session, document.name)
  }

  /** The document of that name, or the one in the archive that was begun last. */
  async #find({ files }: Area, name: string): Promise<Uint8Array | undefined> {
    if (files.has(name)) return files.get(name)
    for (const [, bytes] of [...files].filter(([path]) => path.endsWith('.zip')).reverse()) {
      const archive = await openZip(bytes)
      const entry = archive.entries.find((entry) => entry.name === name)
      if (entry === undefined) continue
      const parts: Uint8Array[] = []
      for await (const part of entry.open()) parts.push(part)
      return Buffer.concat(parts)
    }
    return undefined
  }

  async #import(session: Session, name: string): Promise<Outcome> {
    const area = this.#areaOf(session)
    const done = area.imports.get(name)
    if (done !== undefined) return { is: 'done', text: done.text }
    try {
      const bytes = await this.#find(area, name)
      if (bytes === undefined) return { is: 'refused', reason: 'import-unknown' }
      const call = this.#calls.get(name)?.shift() ?? { is: 'done', text: `Загружено: ${name}` }
      if (call.is === 'progress') return await this.#progress(name, bytes, call.text)
      for await (const _ of readEvents(bytes, { source: name }));
      if (call.is === 'failed') return { is: 'failed', text: call.text }
      area.imports.set(name, { user: session.user, name, at: this.#now, text: call.text })
      this.#facts.applied.push(name)
      return { is: 'done', text: call.text }
    } catch (error) {
      return failed(error)
    }
  }

  /** A dialogue can have its importer stand only where a real one comes by. */
  async #progress(file: string, bytes: Uint8Array, text: string): Promise<Outcome> {
    const counts: Record<string, number> = {}
    for await (const { type } of readEvents(bytes) as AsyncIterable<CommerceMLEvent>) {
      counts[type] = (counts[type] ?? 0) + 1
      if (importLine({ file, counts, percent: 99 }) === text) return { is: 'progress', text }
    }
    throw new Error(`no importer of ${file} comes to ${text}, but to ${importLine({ file, counts, percent: 99 })}`)
  }

  #date(): string {
    return new Date(this.#now).toISOString().slice(0, 19)
  }

  #orders(): { outcome: Outcome; document?: string } {
    const { version } = this.#settings
    if (this.#waiting === 'unavailable') return { outcome: { is: 'refused', reason: 'bad-document' } }
    if (this.#waiting.length === 0)
      return { outcome: { is: 'document' }, document: emptyDocument(version, this.#date()) }
    const orders = this.#waiting.map((number) => `<Документ><Номер>${number}</Номер></Документ>`).join('')
    const document = `<КоммерческаяИнформация ВерсияСхемы="${version}">${orders}</КоммерческаяИнформация>`
    return { outcome: { is: 'document', offer: this.#waiting.join(' ') }, document }
  }

  #textOf(name: string): string {
    return new TextDecoder().decode(this.#dialogue.documents.get(name))
  }

  #package(number: string): { outcome: Outcome; document?: string } {
    const name = this.#dialogue.packages[Number(number)]
    if (name === undefined) return { outcome: { is: 'nothing' } }
    return { outcome: { is: 'document' }, document: this.#textOf(name) }
  }

  #describe(): { outcome: Outcome; document?: string } {
    const { info } = this.#dialogue
    if (info === undefined) return { outcome: { is: 'refused', reason: 'unsupported' } }
    return { outcome: { is: 'document' }, document: this.#textOf(info) }
  }

  #deactivate({ session, before }: Within<'deactivate'>): Outcome {
    const imports = [...this.#areas.values()].flatMap((area) => [...area.imports.values()])
    if (!imports.some(({ user, at }) => user === session.user && at >= before))
      return { is: 'refused', reason: 'nothing-imported' }
    this.#facts.deactivated.push(`${before / 1_000}`)
    return { is: 'done' }
  }
}
