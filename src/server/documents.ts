import { charsetLabel, encodeText } from '../exchange/charset.ts'
import { joined } from '../source/bytes.ts'
import { ansiReferences, type Charset, xmlDeclaration } from '../source/charset.ts'

/** A document for 1C: text, which is encoded like the replies, or bytes, which are sent unchanged and begin with `<?xml`. */
export type OutgoingDocument = string | Uint8Array | AsyncIterable<Uint8Array>

/** Whether it may be one, whatever it holds: a Promise of one, or a list of orders, is none. */
export const isOutgoing = (value: unknown): value is OutgoingDocument =>
  typeof value === 'string' ||
  value instanceof Uint8Array ||
  typeof (value as Partial<AsyncIterable<Uint8Array>> | null | undefined)?.[Symbol.asyncIterator] === 'function'

/** A document ready to be sent. */
export interface Sendable {
  readonly body: Uint8Array | AsyncIterable<Uint8Array>
  readonly contentType: string
}

/** Told what broke a document off. Never rejects. */
type OnBroken = (error: unknown) => void | Promise<void>

const DECLARATION = /^\uFEFF?\s*(?:<\?xml\s[^>]*\?>\s*)?/
const DECLARED = /^<\?xml\s[^>]*encoding=["']([A-Za-z0-9._-]{1,40})["']/

// Sections, and comments, in which what looks like a section is none.
const SECTIONS = /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>/g
const BEYOND_ASCII = /[^\0-\x7f]/gu

/** The text with each CDATA section closed where a reference will stand in it: there it would be five characters more. */
function openedForReferences(text: string): string {
  return text.replace(SECTIONS, (whole, section: string | undefined) => {
    if (section === undefined) return whole
    const opened = section.replace(BEYOND_ASCII, (character) => {
      const reference = ansiReferences(character)
      return reference === character ? character : `]]>${reference}<![CDATA[`
    })
    return `<![CDATA[${opened}]]>`
  })
}

const typeOf = (charset: string): string => `application/xml; charset=${charset}`

/** What the bytes say of their encoding. 1C looks at the first five characters: they must be `<?xml`. */
function contentTypeOf(start: Uint8Array): string {
  const text = String.fromCharCode(...start.subarray(0, 200)).replace(/^\u00ef\u00bb\u00bf/, '')
  if (!text.startsWith('<?xml')) throw new TypeError('a document in bytes must begin with <?xml: 1C takes nothing else')
  return typeOf((DECLARED.exec(text)?.[1] ?? 'utf-8').toLowerCase())
}

/**
 * What was held, then the rest. To close it closes the source, begun or not, which a generator's would not.
 *
 * @param onBroken told when the source fails: the reply has begun by then, and cannot say so
 */
function after(
  start: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
  onBroken: OnBroken,
): AsyncIterableIterator<Uint8Array> {
  let first = true
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      if (first) {
        first = false
        return { done: false, value: start }
      }
      try {
        return await rest.next()
      } catch (error) {
        await onBroken(error)
        throw error
      }
    },
    async return() {
      await rest.return?.()
      return { done: true, value: undefined }
    },
  }
}

/** Closes the source of a body that is not sent after all. What it says to that is nobody's any more. */
export function unsent(body: Sendable['body'] | undefined): void {
  if (body === undefined || body instanceof Uint8Array) return
  Promise.resolve(body[Symbol.asyncIterator]().return?.()).catch(() => {})
}

/**
 * Makes a document ready. A stream is held until it ends or has brought `mostHeld` bytes, so that a source that fails
 * early becomes a `failure`; behind that it is sent as it comes, and one that fails later breaks the connection, of which
 * `onBroken` is told before the client can know.
 *
 * Throws what the source throws, and `TypeError` for what is no document and for bytes that no 1C would take.
 */
export async function sendable(
  document: OutgoingDocument,
  charset: Charset,
  mostHeld: number,
  onBroken: OnBroken,
): Promise<Sendable> {
  if (typeof document === 'string') {
    const label = charsetLabel(charset)
    const text = document.replace(DECLARATION, '')
    if (text === '')
      throw new TypeError('a document in text must not be empty: to have no orders is to return undefined')
    if (!text.startsWith('<')) throw new TypeError('a document in text must be XML: its first character is <')
    const safe = charset === 'windows-1251' ? openedForReferences(text) : text
    return { body: encodeText(xmlDeclaration(label) + safe, charset), contentType: typeOf(label) }
  }
  if (document instanceof Uint8Array) return { body: document, contentType: contentTypeOf(document) }
  if (!isOutgoing(document)) throw new TypeError('a document must be text, bytes or an async iterable of bytes')
  const iterator = document[Symbol.asyncIterator]()
  try {
    return await held(iterator, mostHeld, onBroken)
  } catch (error) {
    Promise.resolve(iterator.return?.()).catch(() => {}) // the first error is the one to tell
    throw error
  }
}

async function held(iterator: AsyncIterator<Uint8Array>, mostHeld: number, onBroken: OnBroken): Promise<Sendable> {
  const pieces: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await iterator.next()
    if (done) break
    if (!(value instanceof Uint8Array))
      throw new TypeError('a document in pieces must be of bytes: encode its text, or give it whole')
    pieces.push(value)
    length += value.length
    if (length > mostHeld) {
      const start = joined(pieces)
      return { body: after(start, iterator, onBroken), contentType: contentTypeOf(start) }
    }
  }
  const whole = joined(pieces)
  return { body: whole, contentType: contentTypeOf(whole) }
}
