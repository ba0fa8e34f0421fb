import type { Refusal } from '../exchange/refusal.ts'
import { type Clock, within } from './clock.ts'
import type { ExchangeLimits } from './limits.ts'

type BodyRefusal = Extract<Refusal, `body-${string}`>

/** A request body that cannot be accepted. */
export class BodyFault extends Error {
  override readonly name = 'BodyFault'
  readonly reason: BodyRefusal

  constructor(reason: BodyRefusal, cause?: unknown) {
    super(reason, { cause })
    this.reason = reason
  }
}

/** The fault of a body that somebody has begun to read: what is left of it is not the file. */
export const eatenBody = (): BodyFault =>
  new BodyFault(
    'body-eaten',
    new Error(
      'something has read the body of the request before the exchange: mount the exchange before body parsers, or take its path out of them',
    ),
  )

type Body = AsyncIterable<Uint8Array> | undefined

/** The headers that describe a body. */
export interface BodyHead {
  /** `Content-Length` in bytes; absent where there is none that can be read. */
  readonly contentLength?: number | undefined
  /** The `Content-Encoding` header: a body that is packed is refused. */
  readonly contentEncoding?: string | undefined
  /** The `Content-Type` header: a form of parts is refused. */
  readonly contentType?: string | undefined
}

/** The number in a `Content-Length`; `undefined` when there is none that can be read. */
export const contentLengthOf = (header: string | null | undefined): number | undefined =>
  typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined

// Parts of a form have a boundary between them (RFC 2046, 5.1.1): without one it is a file under the name of a form.
const FORM = /^\s*multipart\/[^;]*;.*\bboundary=/is

const isWrapped = ({ contentEncoding, contentType }: BodyHead): boolean =>
  !['', 'identity'].includes(contentEncoding?.trim().toLowerCase() ?? '') || FORM.test(contentType ?? '')

/**
 * The bytes of a body. Throws {@link BodyFault} when it is compressed or a form (1C sends files as they are), longer than
 * `mostBytes`, too slow, or not as long as announced.
 */
export async function* readBody(
  body: Body,
  head: BodyHead,
  mostBytes: number,
  { bodyIdle, bodyTime }: ExchangeLimits,
  clock: Clock,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { contentLength } = head
  if (isWrapped(head)) throw new BodyFault('body-wrapped')
  if ((contentLength ?? 0) > mostBytes) throw new BodyFault('body-too-long')
  const deadline = clock.now() + bodyTime
  let read = 0
  const iterator = body?.[Symbol.asyncIterator]()
  try {
    while (iterator !== undefined) {
      const next = iterator.next().catch((error: unknown) => {
        throw new BodyFault('body-broken', error)
      })
      const waited = await within(next, Math.min(bodyIdle, deadline - clock.now()), clock)
      // What is always there is always in time, and may still take too long.
      if (!waited.timely || clock.now() > deadline) throw new BodyFault('body-slow')
      if (waited.value.done) break
      read += waited.value.value.length
      if (read > mostBytes) throw new BodyFault('body-too-long')
      yield waited.value.value
    }
  } finally {
    // Not awaited: what hangs may never return.
    void Promise.resolve(iterator?.return?.()).catch(() => {})
  }
  if (contentLength !== undefined && contentLength !== read) {
    throw new BodyFault('body-broken')
  }
}

/** The body, with how much of it was read. No generator: it would not return while a read hangs. */
export function countedBody(body: Body): { body: Body; received(): number } {
  let received = 0
  if (body === undefined) return { body, received: () => 0 }
  const counted = (): AsyncIterator<Uint8Array> => {
    const source = body[Symbol.asyncIterator]()
    return {
      async next() {
        const next = await source.next()
        if (!next.done) received += next.value.length
        return next
      },
      return: async () => (await source.return?.()) ?? { done: true, value: undefined },
    }
  }
  return { body: { [Symbol.asyncIterator]: counted }, received: () => received }
}
