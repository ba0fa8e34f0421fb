import type { Encoding, Kind } from './generate.ts'

/** What becomes of the events of this library: see child/consumers.ts. */
export type Consume = 'all' | 'count' | 'hash' | 'ids'

/** What the process of a contender is to do; it stands in its only argument, as JSON. */
export interface Job {
  /** Its file in `bench/contenders`, without `.ts`. */
  readonly contender: string
  readonly path: string
  readonly kind: Kind
  readonly encoding: Encoding
  /** Readings of the same file before the one that is measured: none in a process that has just begun. */
  readonly before?: number
  /** For this library alone. */
  readonly engine?: 'wasm' | 'saxes'
  readonly consume?: Consume
  /** For `linearity`, which reads no file: what is made long, see contenders/shapes.ts. */
  readonly shape?: string
  /** The folder with the other parsers in its `node_modules`. */
  readonly peers: string
  /** Count what V8 allocates meanwhile: the lines of the collector go to standard output. */
  readonly trace: boolean
  /** Where a profile of the processor is to be written, if one is wanted. */
  readonly profile?: string
  /** Where the {@link Outcome} is to be written: what a peer prints cannot get between. */
  readonly result: string
}

/** What a contender says about its reading. */
export interface Finding {
  /** Products, offers or orders read; `null` from a contender that knows no entities. */
  readonly entities: number | null
  /** Units of all strings, and one for each other value. Engines that give the same events have the same. */
  readonly checksum?: number
  /** See `createIdHash`. */
  readonly idHash?: string
  /** Of what the consumer kept. */
  readonly bytesPerId?: number
  /** Of `linearity`: twice the document by the document, in time. */
  readonly growth?: number
}

/** What its process writes. */
export interface Outcome extends Finding {
  /** Of reading alone, without start-up. */
  readonly ms: number
  readonly peakRssKb: number
}

/** One run, as the bench sees it. */
export interface Measured {
  /** Of reading alone where the contender runs in a runtime, of the process where it is a command. */
  readonly ms: number
  /** From before the process began to its end. */
  readonly wallMs: number
  readonly peakRssKb: number | undefined
  /** On V8's heap, buffers not counted; of traced runs only. */
  readonly allocatedBytes?: number
  readonly finding: Finding
}
