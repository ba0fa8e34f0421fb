import iconv from 'iconv-lite'
import type { Charset } from '../../src/source/charset.ts'
import type { Dialogue } from './dialogue.ts'

/** How a charset is called in a document; the replayer's own, so that the site's is not asked about itself. */
const CALLED: Record<Charset, string> = { 'windows-1251': 'windows-1251', 'utf-8': 'utf-8', 'utf-8-bom': 'utf-8' }
const BOUND_IN_REPLIES = /^(?:session|token):\d+$/
const VARIABLE = /\{([^{}]+)\}/g

/** The variables of a dialogue: `{session:1}` and `{token:1}` are what the site says where they stand first. */
export class DialogueVariables {
  readonly #values = new Map<string, string>()

  constructor({ login }: Pick<Dialogue, 'login'>, charset: Charset) {
    this.#values.set('charset', CALLED[charset])
    this.#values.set('basic', `Basic ${btoa(String.fromCharCode(...Buffer.from(`${login.user}:${login.password}`)))}`)
  }

  /** A text with values in place of variables. Throws for one that has none yet. */
  fill(text: string): string {
    return text.replace(VARIABLE, (_, name: string) => {
      const [, encoding, credentials] = /^(basic|ansi):(.*)$/.exec(name) ?? []
      if (encoding !== undefined && credentials !== undefined)
        return `Basic ${iconv.encode(credentials, encoding === 'ansi' ? 'windows-1251' : 'utf-8').toString('base64')}`
      const value = this.#values.get(name)
      if (value === undefined) throw new Error(`nothing has said what {${name}} is`)
      return value
    })
  }

  /** Takes the values of new variables out of what the site said; no two of them are equal. */
  learn(reply: string, said: string): void {
    const names = [...reply.matchAll(VARIABLE)].map(([, name = '']) => name)
    const unknown = names.filter((name) => BOUND_IN_REPLIES.test(name) && !this.#values.has(name))
    const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    const pattern = reply
      .split(VARIABLE)
      .map((part, index) => {
        if (index % 2 === 0) return escaped(part)
        return unknown.includes(part) ? '([0-9a-f]{32})' : escaped(this.fill(`{${part}}`))
      })
      .join('')
    const values = new RegExp(`^${pattern}$`).exec(said)?.slice(1) ?? []
    for (const [index, value] of values.entries()) {
      if ([...this.#values.values()].includes(value)) throw new Error(`the site has said ${value} before`)
      this.#values.set(unknown[index] as string, value) // as many groups as unknown ones
    }
  }
}

/** The bytes that a text is in a charset; not by the encoder of the site. */
export function expectedBytes(text: string, charset: Charset): Buffer {
  return iconv.encode(text, charset === 'windows-1251' ? charset : 'utf-8', { addBOM: charset === 'utf-8-bom' })
}
