/** A file to send. It is read in order, and again from the start when a session is repeated. */
export interface ClientFile {
  /** Its name on the site: `import.xml`, `import_files/ab/abc.jpg`. */
  readonly name: string
  /** Size in bytes. */
  readonly size: number
  /** Resolves with the bytes from `position` on: at least one, at most `length`. Never asked for anything outside `size`. */
  read(position: number, length: number): Promise<Uint8Array>
}

/**
 * Makes a file of a text or of bytes in memory. Throws `TypeError` for anything else.
 *
 * @example
 * import { fileOf } from 'commerceml/client'
 * fileOf('import.xml', '<КоммерческаяИнформация ВерсияСхемы="2.10"/>').size satisfies number
 */
export function fileOf(name: string, content: string | Uint8Array): ClientFile {
  if (typeof name !== 'string') throw new TypeError(`fileOf(name, content): name must be a string, not ${String(name)}`)
  if (typeof content !== 'string' && !ArrayBuffer.isView(content)) {
    throw new TypeError(`fileOf(name, content): content must be a string or a Uint8Array, not ${String(content)}`)
  }
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return {
    name,
    size: bytes.length,
    read: async (position, length) => bytes.subarray(position, position + length),
  }
}

/** A part of a file, sent by one POST. Both numbers are bytes. */
export interface Part {
  /** Where it begins in the file, from 0. */
  readonly position: number
  /** Its size; 0 for an empty part. */
  readonly length: number
}

/** How a file is cut. */
export interface PartOptions {
  /**
   * Whether an empty part follows a file of a whole number of parts, as a loop of `fread` until `feof` does (the emulator).
   * Default `false`.
   */
  readonly emptyLast?: boolean
}

/**
 * The parts in which a file is sent: `limit` bytes each, the last one shorter or just as long. An empty file is one empty
 * part. Parts carry no number: the site has only their order to go by.
 *
 * Throws `TypeError` for a limit below 1, when the first part is requested.
 *
 * @example
 * import { partsOf } from 'commerceml/client'
 * console.log([...partsOf(250, 100)].map(({ length }) => length).join(' ')) // 100 100 50
 */
export function* partsOf(size: number, limit?: number, { emptyLast = false }: PartOptions = {}): Generator<Part> {
  if (limit !== undefined && !(limit >= 1)) throw new TypeError(`limit must be 1 byte or more, not ${limit}`)
  const most = limit ?? size
  let position = 0
  do {
    const length = Math.min(most, size - position)
    yield { position, length }
    position += length
  } while (position < size)
  if (emptyLast && limit !== undefined && size > 0 && size % limit === 0) yield { position, length: 0 }
}

/** How many pieces {@link partsOf} gives. Counted, not listed: a site may ask for 2 GB in single bytes. */
export function countParts(size: number, limit?: number, { emptyLast = false }: PartOptions = {}): number {
  if (limit === undefined || size === 0) return 1
  return Math.ceil(size / limit) + (emptyLast && size % limit === 0 ? 1 : 0)
}

const PIECE = 256 * 1024

/** All bytes of a part. Throws `TypeError` when the file gives less than its size promised. */
export async function readPart(file: ClientFile, { position, length }: Part): Promise<Uint8Array> {
  if (length === 0) return new Uint8Array(0)
  const first = await readPiece(file, position, length)
  if (first.length === length) return first
  const whole = new Uint8Array(length)
  whole.set(first)
  for (let filled = first.length; filled < length; ) {
    const piece = await readPiece(file, position + filled, length - filled)
    whole.set(piece, filled)
    filled += piece.length
  }
  return whole
}

async function readPiece(file: ClientFile, position: number, length: number): Promise<Uint8Array> {
  const piece = await file.read(position, length)
  if (piece.length === 0 || piece.length > length) {
    throw new TypeError(`${file.name}: read(${position}, ${length}) gave ${piece.length} bytes`)
  }
  return piece
}

/**
 * What a request can carry: small parts as bytes, large ones as a stream, so that a file of gigabytes needs no memory.
 * `onError` gets what `read` threw inside the stream, which fetch would hide behind an error of its own.
 */
export async function bodyOf(
  file: ClientFile,
  part: Part,
  onError: (error: unknown) => void,
): Promise<Uint8Array | ReadableStream<Uint8Array>> {
  if (part.length <= PIECE) return readPart(file, part)
  let sent = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const piece = await readPiece(file, part.position + sent, Math.min(PIECE, part.length - sent))
          sent += piece.length
          controller.enqueue(piece)
          if (sent === part.length) controller.close()
        } catch (error) {
          onError(error)
          throw error
        }
      },
    },
    { highWaterMark: 0 },
  )
}
