// A line at a time is a system call at a time.
const BUFFER_UNITS = 64 * 1024

/** What lines are written to. */
export interface LineSink {
  /** The reader has gone; there is no use in going on. */
  readonly closed: boolean
  /** Resolves when there is room for more. */
  write(text: string): Promise<void>
  /** Makes what was written outlive a power cut, where that can be done. */
  sync(): Promise<void>
}

/** Standard output, waiting for a slow reader. */
export function standardOutput(): LineSink {
  let closed = false
  // `commerceml read … | head` closes the pipe; whether it is an error, the command says.
  process.stdout.on('error', () => {
    closed = true
  })
  return {
    get closed() {
      return closed
    },
    async write(text) {
      if (closed) return
      await new Promise<void>((resolve) => process.stdout.write(text, () => resolve())) // an error comes as its event
    },
    async sync() {},
  }
}

/** Lines, buffered. */
export class LineOutput {
  readonly #sink: LineSink
  #buffer = ''

  constructor(sink: LineSink = standardOutput()) {
    this.#sink = sink
  }

  get closed(): boolean {
    return this.#sink.closed
  }

  async line(text: string): Promise<void> {
    this.#buffer += `${text}\n`
    if (this.#buffer.length >= BUFFER_UNITS) await this.flush()
  }

  async flush(): Promise<void> {
    const text = this.#buffer
    this.#buffer = ''
    if (text !== '') await this.#sink.write(text)
  }
}
