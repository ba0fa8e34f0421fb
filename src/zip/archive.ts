import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl'
import { isCommerceMLError } from '../errors.ts'
import { type Limits, limitExceeded, resolveLimits } from '../limits.ts'
import { BoundedReader } from './bounded-reader.ts'
import { type EntryData, readEntry } from './checked-stream.ts'
import { checkNames, checkOverlaps, type Placed } from './directory-checks.ts'
import { checkRoom, type EndRecord, readEndRecord } from './end-record.ts'
import { checkMethod, checkSizeLimits, checkSizes, DEFLATED, isDirectory } from './entry-checks.ts'
import { decodeName, safeName } from './entry-name.ts'
import { checkLocalHeader, LOCAL_HEADER_LENGTH } from './local-header.ts'
import { accessTo, type ZipSource } from './random-access.ts'
import { entryNamed, refusal } from './refusal.ts'

/** How an archive is opened. */
export interface ZipOptions {
  /** Limits to change; see {@link Limits}. */
  readonly limits?: Partial<Limits>
  /** Ends opening and reading; its reason is thrown. */
  readonly signal?: AbortSignal
}

/** A file in an archive. */
export interface ZipEntry {
  /** Its path, segments joined by `/`. Safe to be put below a folder, on Windows too. */
  readonly name: string
  /** Bytes unpacked. */
  readonly size: number
  /** Bytes in the archive. */
  readonly compressedSize: number
  /** Its bytes, unpacked while they are read; throws when they are not what the archive promised. May be called again. */
  open(): AsyncIterable<Uint8Array>
}

/** An archive whose directory has been read and found consistent. */
export interface ZipArchive {
  /** The files, in the order of the directory. Folders are checked and left out. */
  readonly entries: readonly ZipEntry[]
  /** Closes the source. Entries cannot be read any more. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Opens a ZIP archive and judges it as a whole, before a byte is unpacked.
 *
 * An archive is refused for good: one bad entry, and there is no archive. The `CommerceMLError` says which entry and
 * why; errors of the file system pass through. What only unpacking shows (checksums, true sizes) is thrown by the
 * entries. The source is closed with the archive, and when opening fails.
 *
 * Nested archives are data, like any other entry. Bytes before the first entry and between entries are not looked at:
 * self-extractors put a program there.
 *
 * @example
 * const archive = await openZip('exchange.zip', { limits: { zipTotalBytes: 1024 ** 3 } })
 * try {
 *   for (const entry of archive.entries) {
 *     for await (const bytes of entry.open()) console.log(entry.name, bytes.length)
 *   }
 * } finally {
 *   await archive.close()
 * }
 */
export async function openZip(source: ZipSource, options: ZipOptions = {}): Promise<ZipArchive> {
  const limits = resolveLimits(options.limits)
  options.signal?.throwIfAborted()
  const reader = new BoundedReader(await accessTo(source), options.signal)
  try {
    const entries = (await readDirectory(reader, limits)).map((data) => ({
      name: data.name,
      size: data.size,
      compressedSize: data.compressedSize,
      open: () => readEntry(reader, data),
    }))
    const close = (): Promise<void> => reader.close()
    return { entries, close, [Symbol.asyncDispose]: close }
  } catch (error) {
    // The first error is the one to tell.
    await reader.close().catch(() => {})
    throw error
  }
}

/** Lets yauzl read headers through the bounded reader; entry data does not go through yauzl. */
class HeaderReader extends RandomAccessReader {
  readonly #reader: BoundedReader
  /** What reading threw. Kept aside: an abort reason may be anything, and yauzl takes `null` for success. */
  failure: { readonly error: unknown } | undefined

  constructor(reader: BoundedReader) {
    super()
    this.#reader = reader
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    this.#reader
      .readHeader(position, length)
      .catch((error: unknown) => {
        this.failure = { error }
        throw new Error('reading failed')
      })
      .then((bytes) => {
        buffer.set(bytes, offset)
        done(null)
      })
      // Also what yauzl throws while it takes the bytes: nothing may be left to an event handler.
      .catch(done)
  }
}

/** What yauzl refuses, in our words; its texts name no entry. */
function ours(error: unknown): unknown {
  if (isCommerceMLError(error)) return error
  const found = error instanceof Error ? error.message : String(error)
  if (found.startsWith('strong encryption')) return refusal('zip-encrypted', 'the archive', found, { cause: error })
  return refusal('zip-corrupt', 'the directory', found, { cause: error })
}

/** The files of the directory, after every check that needs no unpacking. */
async function readDirectory(reader: BoundedReader, limits: Limits): Promise<EntryData[]> {
  const end = await readEndRecord(reader)
  if (end.entryCount > limits.zipEntries) {
    throw limitExceeded('zipEntries', limits.zipEntries, `the archive: ${end.entryCount} entries`)
  }
  checkRoom(end)
  const headers = new HeaderReader(reader)
  try {
    return await readEntries(headers, reader.size, end, limits)
  } catch (error) {
    throw headers.failure === undefined ? ours(error) : headers.failure.error
  } finally {
    reader.forgetHeaders()
  }
}

async function readEntries(headers: HeaderReader, size: number, end: EndRecord, limits: Limits): Promise<EntryData[]> {
  // Names are decoded here: yauzl knows cp437 and UTF-8. Sizes too are compared here, with the entry named.
  const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false }
  const zip = await fromRandomAccessReaderPromise(headers, size, options)
  const files: EntryData[] = []
  const placed: Placed[] = []
  let cursor = end.directoryStart
  let unpacked = 0
  for await (const entry of zip.eachEntry()) {
    cursor += 46 + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength
    const safe = safeName(decodeName(entry.fileNameRaw, entry.generalPurposeBitFlag, entry.extraFields), limits)
    const { name } = safe
    checkMethod(entry, name)
    const directory = isDirectory(entry, safe)
    checkSizeLimits(entry, name, unpacked, limits)
    checkSizes(entry, name)
    unpacked += entry.uncompressedSize
    checkPlace(entry, name, end)
    const local = await zip.readLocalFileHeaderPromise(entry)
    checkLocalHeader(entry, local, name)
    const dataStart = local.fileDataStart
    placed.push({ name, directory, start: entry.relativeOffsetOfLocalHeader, end: dataStart + entry.compressedSize })
    if (directory) continue
    files.push({
      name,
      size: entry.uncompressedSize,
      compressedSize: entry.compressedSize,
      crc32: entry.crc32,
      deflated: entry.compressionMethod === DEFLATED,
      dataStart,
    })
  }
  if (cursor !== end.directoryEnd) {
    const what = `its ${end.entryCount} entries end at byte ${cursor}, expected byte ${end.directoryEnd}`
    throw refusal('zip-corrupt', 'the directory', what)
  }
  checkNames(placed)
  checkOverlaps(placed, end.directoryStart)
  return files
}

/** Before the local header is read: an entry that cannot lie before the directory has none. */
function checkPlace(entry: Entry, name: string, { directoryStart }: EndRecord): void {
  const start = entry.relativeOffsetOfLocalHeader
  const end = start + LOCAL_HEADER_LENGTH + entry.fileNameLength + entry.compressedSize
  if (end <= directoryStart) return
  const what = `it needs the bytes ${start} to ${end}, the directory begins at byte ${directoryStart}`
  throw refusal('zip-overlap', entryNamed(name), what)
}
