import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ExchangeSettings } from '../../src/exchange/settings.ts'
import { zipOf } from './zipped.ts'

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url))
const DIALOGUES = join(FIXTURES, 'exchange')

/** When every dialogue begins, in milliseconds: 2023-11-14T22:13:20Z. Only `wait` moves the clock. */
export const DIALOGUE_START = 1_700_000_000_000

/** What 1C sends in one request or, `by` so many bytes, in several that get the same reply. */
export interface DialogueBody {
  /** Name of a document, or `nothing`. */
  readonly document: string
  readonly from: number
  readonly to: number | undefined
  readonly by: number | undefined
}

/** A reply: its text with its variables, LF where the file has ⏎. */
export interface DialogueReply {
  readonly status: number
  readonly text: string
}

/** How the site's importer behaves when it is called for a file. */
export interface ImportCall {
  readonly is: 'progress' | 'done' | 'failed'
  /** What is told to 1C. */
  readonly text: string
}

/** What happens in a dialogue, in its order. */
export type DialogueStep = { readonly line: number } & (
  | {
      readonly is: 'request'
      readonly method: string
      readonly target: string
      readonly headers: Readonly<Record<string, string>>
      readonly body: DialogueBody | undefined
      readonly times: number
      readonly reply: DialogueReply
    }
  /** From now on, what each call for this file comes to. */
  | { readonly is: 'importer'; readonly file: string; readonly calls: readonly ImportCall[] }
  /** Orders are placed; `unavailable` when the site cannot read them. */
  | { readonly is: 'orders'; readonly numbers: readonly string[] | 'unavailable' }
  | { readonly is: 'wait'; readonly seconds: number }
  | { readonly is: 'restart' }
  /** What must be true of the site now. */
  | { readonly is: 'expect'; readonly fact: Fact; readonly words: readonly string[] }
)

const FACTS = ['applied', 'uploaded', 'waiting', 'deactivated', 'completed'] as const

/** What can be asked of a site; `fixtures/exchange/README.md` says what each means. */
export type Fact = (typeof FACTS)[number]

/** One file of `fixtures/exchange`. */
export interface Dialogue {
  /** Of the file, without its extension. */
  readonly name: string
  /** Its first comment. */
  readonly title: string
  readonly settings: Partial<ExchangeSettings>
  readonly login: { readonly user: string; readonly password: string }
  readonly documents: ReadonlyMap<string, Uint8Array>
  /** Documents that get_catalog hands out, in their order. */
  readonly packages: readonly string[]
  /** The document that `info` hands out. */
  readonly info: string | undefined
  readonly steps: readonly DialogueStep[]
}

/** Names of all dialogues. */
export const dialogueNames = (): string[] =>
  readdirSync(DIALOGUES)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => file.slice(0, -'.txt'.length))
    .sort()

/** Reads a dialogue. Throws what is wrong with it, and in which line. */
export async function readDialogue(name: string): Promise<Dialogue> {
  return new DialogueParser(name).parse(readFileSync(join(DIALOGUES, `${name}.txt`), 'utf8'))
}

const lineEnds = (text: string): string => text.replaceAll('⏎', '\n')

type Draft<T> = { -readonly [K in keyof T]: T[K] }
type Request = Extract<DialogueStep, { is: 'request' }>

class DialogueParser {
  readonly #name: string
  readonly #documents = new Map<string, Uint8Array>()
  readonly #steps: DialogueStep[] = []
  #title = ''
  #settings: Partial<ExchangeSettings> = {}
  #login = { user: '1c', password: 'secret' }
  #packages: readonly string[] = []
  #info: string | undefined
  #times = 1
  #request: (Draft<Omit<Request, 'reply' | 'headers'>> & { headers: Record<string, string> }) | undefined
  #line = 0

  constructor(name: string) {
    this.#name = name
  }

  async parse(text: string): Promise<Dialogue> {
    for (const line of text.split('\n')) {
      this.#line++
      if (line === '') continue
      if (line.startsWith('#')) this.#title ||= line.slice(1).trim()
      else if (line.startsWith('> ')) this.#said(line.slice(2))
      else if (line.startsWith('<')) this.#replied(line.slice(1))
      else await this.#told(line)
    }
    if (this.#request !== undefined) throw this.#wrong('the last request has no reply')
    return {
      name: this.#name,
      title: this.#title,
      settings: this.#settings,
      login: this.#login,
      documents: this.#documents,
      packages: this.#packages,
      info: this.#info,
      steps: this.#steps,
    }
  }

  #wrong(what: string): Error {
    return new Error(`${this.#name}.txt, line ${this.#line}: ${what}`)
  }

  #said(text: string): void {
    if (this.#request === undefined) {
      const [, method, target] = /^(GET|POST) (\/\S*)$/.exec(text) ?? []
      if (method === undefined || target === undefined) throw this.#wrong('a request begins with its method and target')
      const line = this.#line
      this.#request = { is: 'request', line, method, target, headers: {}, body: undefined, times: this.#times }
      this.#times = 1
      return
    }
    const [, name, value] = /^([A-Za-z-]+): (.+)$/.exec(text) ?? []
    if (name !== undefined && value !== undefined) this.#request.headers[name] = value
    else this.#request.body = this.#bodyOf(text)
  }

  #bodyOf(text: string): DialogueBody {
    const [, document, from, to, by] = /^body (\S+)(?: (\d+)\.\.(\d*))?(?: by (\d+))?$/.exec(text) ?? []
    if (document === undefined) throw this.#wrong('neither a header nor a body')
    if (document !== 'nothing' && !this.#documents.has(document)) throw this.#wrong(`no document ${document}`)
    const number = (digits: string | undefined): number | undefined => (digits ? Number(digits) : undefined)
    return { document, from: Number(from ?? 0), to: number(to), by: number(by) }
  }

  #replied(text: string): void {
    if (this.#request === undefined) throw this.#wrong('a reply to nothing')
    const [, status, reply = ''] = /^(\d{3})?(?: (.*))?$/.exec(text) ?? []
    this.#steps.push({ ...this.#request, reply: { status: Number(status ?? 200), text: lineEnds(reply) } })
    this.#request = undefined
  }

  async #told(text: string): Promise<void> {
    const [, word = '', rest = ''] = /^(\S+)(?: (.*))?$/.exec(text) ?? []
    const words = rest.split(' ').filter((part) => part !== '')
    if (this.#request !== undefined) throw this.#wrong('the request above has no reply')
    if (await this.#declared(word, rest, words)) return
    const line = this.#line
    if (word === 'importer') this.#steps.push({ is: 'importer', line, ...this.#importerOf(rest) })
    else if (word === 'orders') this.#steps.push({ is: 'orders', line, numbers: rest === 'unavailable' ? rest : words })
    else if (word === 'wait') this.#steps.push({ is: 'wait', line, seconds: Number(rest) })
    else if (word === 'restart') this.#steps.push({ is: 'restart', line })
    else if (word === '=') this.#steps.push({ is: 'expect', line, ...this.#factOf(words) })
    else throw this.#wrong(`no such word: ${word}`)
  }

  /** What stands before everything else: settings and documents. */
  async #declared(word: string, rest: string, words: readonly string[]): Promise<boolean> {
    const [name = '', sign, ...sources] = words
    if (word === 'settings') this.#settings = JSON.parse(rest)
    else if (word === 'login')
      this.#login = { user: rest.split(':', 1)[0] ?? '', password: rest.replace(/^[^:]*:/, '') }
    else if (word === 'times') this.#times = Number(rest)
    else if (word === 'packages') this.#packages = words
    else if (word === 'info') this.#info = rest
    else if (word === 'file') this.#documents.set(name, new Uint8Array(readFileSync(join(FIXTURES, sources.join(' ')))))
    else if (word === 'text')
      this.#documents.set(name, new TextEncoder().encode(lineEnds(rest.slice(`${name} ${sign} `.length))))
    else if (word === 'archive') this.#documents.set(name, await this.#archiveOf(sources))
    else return false
    return true
  }

  #archiveOf(entries: readonly string[]): Promise<Uint8Array> {
    const files = entries.map((entry): [string, Uint8Array] => {
      const [name = '', document = name] = entry.split('=')
      const bytes = this.#documents.get(document)
      if (bytes === undefined) throw this.#wrong(`no document ${document}`)
      return [name, bytes]
    })
    return zipOf(Object.fromEntries(files))
  }

  #importerOf(rest: string): { file: string; calls: ImportCall[] } {
    const [, file = '', list = ''] = /^([^:]+): (.+)$/.exec(rest) ?? []
    const calls: ImportCall[] = []
    const one = /(progress|done|failed) "([^"]*)"(?: x(\d+))?(?:, |$)/y
    while (one.lastIndex < list.length) {
      const [, is, text = '', times] = one.exec(list) ?? []
      if (is === undefined) throw this.#wrong('not what an importer does')
      for (let time = 0; time < Number(times ?? 1); time++) calls.push({ is: is as ImportCall['is'], text })
    }
    return { file, calls }
  }

  #factOf([fact, ...words]: readonly string[]): { fact: Fact; words: string[] } {
    const known = FACTS.find((name) => name === fact)
    if (known === undefined) throw this.#wrong(`no such fact: ${fact}`)
    return { fact: known, words }
  }
}

/** The bodies of a request of a dialogue: one for each time that it is sent. */
export function bodiesOf({ body, times }: Request, documents: Dialogue['documents']): (Uint8Array | undefined)[] {
  const once = body === undefined ? [undefined] : partsOf(body, documents)
  return Array.from({ length: times }, () => once).flat()
}

function partsOf({ document, from, to, by }: DialogueBody, documents: Dialogue['documents']): Uint8Array[] {
  const bytes = documents.get(document) ?? new Uint8Array(0)
  const part = bytes.subarray(from, to)
  if (by === undefined) return [part]
  return Array.from({ length: Math.ceil(part.length / by) }, (_, index) => part.subarray(index * by, (index + 1) * by))
}
