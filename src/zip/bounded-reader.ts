import type { RandomAccess } from './random-access.ts'
import { refusal } from './refusal.ts'

// Headers are tens of bytes; read one by one they would cost a system call or a network request each.
const WINDOW_LENGTH = 16 * 1024
// One window follows the directory, the other the local headers that it points to.
const WINDOWS = 2

interface Window {
  readonly start: number
  readonly bytes: Uint8Array
}

const closed = (): TypeError => new TypeError('the archive is closed: nothing can be read from it any more')

/**
 * Reads exactly what is asked for, or throws: an archive can point anywhere.
 *
 * Once closed, or once the signal has fired, nothing is read any more.
 */
export class BoundedReader {
  readonly size: number
  readonly #access: RandomAccess
  readonly #signal: AbortSignal | undefined
  /** Ends the reads under way: a source may hang. One set, as a signal warns of more than ten listeners. */
  readonly #waiting = new Set<(reason: unknown) => void>()
  readonly #abort = (): void => this.#stop(this.#signal?.reason)
  #windows: readonly Window[] = []
  #closing: Promise<void> | undefined

  constructor(access: RandomAccess, signal?: AbortSignal) {
    this.size = access.size
    this.#access = access
    this.#signal = signal
    signal?.addEventListener('abort', this.#abort, { once: true })
  }

  /** Bytes `position` to `position + length`. */
  async read(position: number, length: number): Promise<Uint8Array> {
    this.check()
    this.#bound(position, length)
    if (length === 0) return new Uint8Array(0)
    const first = await this.#piece(position, length)
    if (first.length === length) return first
    const bytes = new Uint8Array(length)
    let filled = 0
    for (let piece = first; ; piece = await this.#piece(position + filled, length - filled)) {
      bytes.set(piece, filled)
      filled += piece.length
      if (filled === length) return bytes
    }
  }

  /** The same for headers: neighbours are read together. */
  async readHeader(position: number, length: number): Promise<Uint8Array> {
    this.check()
    this.#bound(position, length)
    if (length > WINDOW_LENGTH) return this.read(position, length)
    let window = this.#windows.find(
      ({ start, bytes }) => position >= start && position + length <= start + bytes.length,
    )
    if (window === undefined) {
      const bytes = await this.read(position, Math.min(WINDOW_LENGTH, this.size - position))
      window = { start: position, bytes }
    }
    // The one used last stays: local headers that lie far apart must not push the directory out.
    this.#windows = [window, ...this.#windows.filter((other) => other !== window)].slice(0, WINDOWS)
    return window.bytes.subarray(position - window.start, position - window.start + length)
  }

  /** Gives the windows back: headers are not read after the archive was opened. */
  forgetHeaders(): void {
    this.#windows = []
  }

  /** Closes the source, once, however often it is called. */
  close(): Promise<void> {
    this.#closing ??= (async () => {
      this.#signal?.removeEventListener('abort', this.#abort)
      this.#stop(closed())
      await this.#access.close?.()
    })()
    return this.#closing
  }

  /** Throws when nothing may be read any more. */
  check(): void {
    if (this.#closing !== undefined) throw closed()
    this.#signal?.throwIfAborted()
  }

  #stop(reason: unknown): void {
    for (const reject of this.#waiting) reject(reason)
  }

  #unlessStopped<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject)
      Promise.resolve(work)
        .then(resolve, reject)
        .finally(() => this.#waiting.delete(reject))
    })
  }

  #bound(position: number, length: number): void {
    if (position + length <= this.size) return
    const what = `it points at bytes ${position} to ${position + length}, and has ${this.size}`
    throw refusal('zip-corrupt', 'the archive', what)
  }

  async #piece(position: number, length: number): Promise<Uint8Array> {
    const bytes: unknown = await this.#unlessStopped(this.#access.read(position, length))
    this.check()
    if (!(bytes instanceof Uint8Array) || bytes.length > length) {
      throw new TypeError(`source.read(${position}, ${length}) must give a Uint8Array of at most ${length} bytes`)
    }
    if (bytes.length > 0) return bytes
    const what = `it ended at byte ${position} while it was read, expected ${this.size} bytes`
    throw refusal('zip-truncated', 'the archive', what)
  }
}
