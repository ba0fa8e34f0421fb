import { CommerceMLError, isCommerceMLError, placed } from '../../errors.ts'
import type { Limits } from '../../limits.ts'
import { createDecoder, type Decoder } from '../../source/decoder.ts'
import type { EncodingInfo } from '../../source/detect.ts'
import { type Encoding, unitTable } from '../../source/encodings.ts'
import { Head } from '../../source/head.ts'
import type { XmlPlan } from '../plan.ts'
import type { Location, XmlScanner, XmlSink } from '../scanner.ts'
import { PIECE_BYTES, WasmReading } from './reading.ts'

// The binary comes last: gzip finds less of a bundle where it stands between words.

import { returnEngine, takeEngine } from './engine.ts'

/** The scanner in WebAssembly behind the interface: decoding, well-formedness and limits are in it. */
export class WasmScanner implements XmlScanner {
  readonly #plan: XmlPlan
  readonly #sink: XmlSink
  readonly #limits: Limits
  #head: Head | undefined
  #reading: WasmReading | undefined
  /** UTF-16 is turned into UTF-8 before it is scanned. */
  #decoder: Decoder | undefined
  #encoder: TextEncoder | undefined
  #failure: CommerceMLError | undefined
  encoding: EncodingInfo | undefined
  #received = false
  #last: Location = { offset: 0, line: 1 }

  constructor(plan: XmlPlan, sink: XmlSink, limits: Limits, forced?: Encoding) {
    this.#plan = plan
    this.#sink = sink
    this.#limits = limits
    this.#head = new Head(forced)
  }

  feed(bytes: Uint8Array): void {
    this.#guard(() => {
      if (this.#head === undefined) this.#receive(bytes)
      else this.#begin(this.#head.take(bytes))
    })
  }

  get isPaused(): boolean {
    return this.#reading?.isPaused === true
  }

  get isStarved(): boolean {
    return this.#reading?.isStarved === true
  }

  resume(): void {
    try {
      this.#reading?.resume()
    } catch (error) {
      this.#fail(error)
    }
  }

  end(): void {
    this.#guard(() => {
      if (this.#head !== undefined) this.#begin(this.#head.end())
      this.#readOn()
      if (this.#reading === undefined || !this.#received) {
        throw new CommerceMLError('truncated-input', 'the input is empty')
      }
      this.#reading.reachEnd()
      this.#decoder?.end()
      const where = this.#reading.missing()
      if (where !== undefined) throw new CommerceMLError('truncated-input', `the input ends ${where}`)
      this.#release()
    })
  }

  close(): void {
    this.#reading?.engine.exports.forgetTexts() // as in #fail
    this.#release()
  }

  location(): Location {
    return this.#reading?.location() ?? this.#last
  }

  openNames(): readonly string[] {
    return this.#reading?.openNames() ?? []
  }

  #guard(work: () => void): void {
    if (this.#failure !== undefined) throw this.#failure
    try {
      work()
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error: unknown): never {
    if (!isCommerceMLError(error)) throw error
    if (error.code === 'invalid-encoding' && this.#decoder !== undefined) this.#reading?.blameEnd()
    this.#failure = placed(error, { ...this.location(), path: '' }) as CommerceMLError
    this.#reading?.engine.exports.forgetTexts() // of those that came last, some were not made into strings
    this.#release()
    throw this.#failure
  }

  /** The engine may read another document. */
  #release(): void {
    const engine = this.#reading?.engine
    this.#last = this.location()
    this.#reading = undefined
    if (engine !== undefined) returnEngine(engine, this.#plan, this.#scanned())
  }

  /** The encoding of what is scanned. */
  #scanned(): Encoding {
    const { encoding = 'utf-8' } = this.encoding ?? {}
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding
  }

  #begin(bytes: Uint8Array | undefined): void {
    const info = this.#head?.encoding
    if (bytes === undefined || info === undefined) return
    this.encoding = info
    this.#head = undefined
    const scanned = this.#scanned()
    const engine = takeEngine(this.#plan, scanned)
    if (engine === undefined) throw new TypeError('WebAssembly cannot be compiled here: use the engine saxes')
    const { encoding, bomLength: offset } = info
    const isUtf16 = scanned !== encoding
    if (isUtf16) {
      this.#decoder = createDecoder(encoding)
      this.#encoder = new TextEncoder()
    }
    const table = scanned === 'utf-8' ? undefined : unitTable(scanned)
    this.#reading = new WasmReading(engine, this.#sink, this.#limits, { table, isUtf16, offset, encoding })
    this.#receive(bytes)
  }

  #receive(bytes: Uint8Array): void {
    if (this.#decoder === undefined) {
      this.#scan(bytes)
      return
    }
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      this.#decoder.decode(bytes.subarray(start, start + PIECE_BYTES), (text) => {
        this.#scan(this.#encoder?.encode(text) as Uint8Array)
        this.#readOn() // the decoder does not wait
      })
    }
  }

  /** Heeds no pause. */
  #readOn(): void {
    while (this.isPaused) this.#reading?.resume()
  }

  #scan(bytes: Uint8Array): void {
    this.#refuseSecondMark(bytes)
    if (bytes.length > 0) this.#received = true
    this.#reading?.scan(bytes)
  }

  // The scanner forgives a U+FEFF at the start, and so would let a second mark through.
  #refuseSecondMark(bytes: Uint8Array): void {
    if (this.#received || !this.encoding?.bom) return
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      throw new CommerceMLError('not-well-formed', 'a second byte order mark before the document', { found: 'U+FEFF' })
    }
  }
}
