import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'

// Each read costs a turn of the event loop, up to a quarter of a millisecond: few large ones, and each while the last is used.
const READ_BYTES = 1024 * 1024

/**
 * The bytes of a file, from `start` on. The fastest way to feed a file to `readEvents`: a stream of `node:fs` costs up to
 * half as much again as the reading itself.
 *
 * Reads ahead into two buffers, so a piece is only valid until the next one is requested. The readers of this package keep
 * no piece; if you do, copy it. Throws whatever the file system throws.
 *
 * @example
 * import { readEvents } from 'commerceml'
 * import { fileBytes } from 'commerceml/node'
 * async function count(path: string): Promise<number> {
 *   let products = 0
 *   for await (const event of readEvents(fileBytes(path))) if (event.type === 'product') products++
 *   return products
 * }
 */
export async function* fileBytes(path: string, start = 0): AsyncGenerator<Uint8Array, void, undefined> {
  const about = await stat(path)
  // A pipe has no places to read at: not even its start may be named.
  if (about.isFile()) yield* readAhead(path, start, about.size)
  else yield* createReadStream(path, start > 0 ? { start } : {})
}

async function* readAhead(path: string, start: number, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await open(path)
  let under: Promise<unknown> = Promise.resolve()
  try {
    const length = Math.max(1, Math.min(READ_BYTES, size - start))
    const buffers = [new Uint8Array(length), new Uint8Array(length)] as const
    let position = start
    const read = (turn: number): Promise<Uint8Array> => {
      const buffer = buffers[turn & 1] as Uint8Array // one of two
      const reading = file.read(buffer, 0, length, position).then(({ bytesRead }) => {
        position += bytesRead
        return buffer.subarray(0, bytesRead)
      })
      under = reading.catch(() => {}) // told of when it is asked for
      return reading
    }
    let next = read(0)
    for (let turn = 1; ; turn++) {
      const piece = await next
      if (piece.length === 0) return
      next = read(turn)
      yield piece
    }
  } finally {
    await under // into a buffer that is ours
    await file.close()
  }
}
