import type { ExchangeOptions } from 'commerceml/server'
import { utf8 } from '../helpers/one-c.ts'

const START = utf8('<?xml version="1.0"?><x>')

/** A long document that knows how much of it was taken, and whether it was closed. */
export function longDocument(pieces: number, failsAt = Number.POSITIVE_INFINITY) {
  const state = { given: 0, closed: false }
  async function* stream() {
    try {
      yield START
      for (; state.given < pieces; state.given++) {
        if (state.given === failsAt) throw new Error('the database is gone')
        yield new Uint8Array(100_000).fill(32)
      }
      yield utf8('</x>')
    } finally {
      state.closed = true
    }
  }
  return { state, stream }
}

export const withDocument = (stream: () => AsyncIterable<Uint8Array>): Partial<ExchangeOptions> => ({
  limits: { documentBuffer: 200_000 },
  orders: { query: async () => ({ document: stream() }) },
})
