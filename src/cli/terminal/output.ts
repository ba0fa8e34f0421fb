// A line at a time is a system call at a time.
const BUFFER_UNITS = 64 * 1024

/** Standard output by lines, buffered, waiting for a slow reader. */
export class LineOutput {
  #buffer = ''
  #closed = false

  constructor() {
    // `commerceml read … | head` closes the pipe; whether it is an error, the command says.
    process.stdout.on('error', () => {
      this.#closed = true
    })
  }

  /** The reader has gone; there is no use in going on. */
  get closed(): boolean {
    return this.#closed
  }

  async line(text: string): Promise<void> {
    this.#buffer += `${text}\n`
    if (this.#buffer.length >= BUFFER_UNITS) await this.flush()
  }

  async flush(): Promise<void> {
    const text = this.#buffer
    this.#buffer = ''
    if (text === '' || this.#closed) return
    await new Promise<void>((resolve) => process.stdout.write(text, () => resolve())) // an error comes as its event
  }
}
