import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl'
import { type Limits, limitExceeded, resolveLimits } from '../limits.ts'
import { assertOptions, assertSignal } from '../option-checks.ts'
import { BoundedReader } from './bounded-reader.ts'
import { type EntryData, readEntry } from './checked-stream.ts'
import { checkNames, checkOverlaps, type Placed } from './directory-checks.ts'
import { checkRoom, type EndRecord, readEndRecord, SHORTEST_ENTRY } from './end-record.ts'
import { checkMethod, checkSizeLimits, checkSizes, DEFLATED, isDirectory } from './entry-checks.ts'
import { decodeName, safeName } from './entry-name.ts'
import { checkLocalHeader, checkPlace, type LocalHeader } from './local-header.ts'
import { accessTo, type ZipSource } from './random-access.ts'
import { entryNamed, refusal } from './refusal.ts'

/** How an archive is opened. */
export interface ZipOptions {
  /** Limits to change; see {@link Limits}. */
  readonly limits?: Partial<Limits> | undefined
  /** Ends opening and reading; its reason is thrown. */
  readonly signal?: AbortSignal | undefined
}

/** A file in an archive. */
export interface ZipEntry {
  /** Its path, segments joined by `/`. Safe to be put below a folder, on Windows too. */
  readonly name: string
  /** Bytes unpacked. */
  readonly size: number
  /** Bytes in the archive. */
  readonly compressedSize: number
  /** CRC-32 of its bytes, as the directory has it. */
  readonly crc32: number
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
 * entries. `TypeError` for a wrong call. The source is closed with the archive, and when opening fails.
 *
 * Nested archives are data, like any other entry. Bytes before the first entry and between entries are not looked at:
 * self-extractors put a program there.
 *
 * @example
 * import { openZip } from 'commerceml/zip'
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
  assertOptions(options)
  const { limits, signal } = options
  const reader = await readerOf(source, signal)
  try {
    const resolved = resolveLimits(limits)
    signal?.throwIfAborted()
    const entries = (await readDirectory(reader, resolved)).map((data) => ({
      name: data.name,
      size: data.size,
      compressedSize: data.compressedSize,
      crc32: data.crc32,
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

/** A reader of the source, which is closed when there is none. */
async function readerOf(source: ZipSource, signal: AbortSignal | undefined): Promise<BoundedReader> {
  const access = await accessTo(source)
  try {
    assertSignal(signal)
  } catch (error) {
    await access.close?.().catch(() => {}) // the first error is the one to tell
    throw error
  }
  return new BoundedReader(access, signal)
}

/** Lets yauzl read headers through the bounded reader; entry data does not go through yauzl. */
class HeaderReader extends RandomAccessReader {
  readonly #reader: BoundedReader
  /** What reading threw. Kept aside: an abort reason may be anything, and yauzl takes `null` for success. */
  #failure: { readonly error: unknown } | undefined

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
        this.#failure = { error }
        throw new Error('reading failed')
      })
      .then((bytes) => {
        buffer.set(bytes, offset)
        done(null)
      })
      // Also what yauzl throws while it takes the bytes: nothing may be left to an event handler.
      .catch(done)
  }

  /** The result, or instead of yauzl's error the one that reading threw, or one of ours. */
  async translated<T>(where: string, result: Promise<T>): Promise<T> {
    try {
      return await result
    } catch (error) {
      if (this.#failure !== undefined) throw this.#failure.error
      const found = error instanceof Error ? error.message : String(error)
      // yauzl refuses bit 6 itself, before it shows the entry.
      throw refusal(found.startsWith('strong encryption') ? 'zip-encrypted' : 'zip-corrupt', where, found, {
        cause: error,
      })
    }
  }
}

/** An entry of the directory, and a way to its local header. */
interface EntryHeaders {
  readonly record: Entry
  local(name: string): Promise<LocalHeader>
}

/** Headers as yauzl reads them, one entry at a time. */
async function* readHeaders(reader: BoundedReader, { entryCount }: EndRecord): AsyncGenerator<EntryHeaders> {
  const headers = new HeaderReader(reader)
  // Names are decoded by us: yauzl knows cp437 and UTF-8. Sizes too are compared by us, with the entry named.
  const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false }
  const zip = await headers.translated('the end record', fromRandomAccessReaderPromise(headers, reader.size, options))
  const records = zip.eachEntry()
  for (let number = 1; ; number++) {
    const { done, value } = await headers.translated(`entry ${number} of ${entryCount}`, records.next())
    if (done) return
    const record: Entry = value
    const local = (name: string): Promise<LocalHeader> =>
      headers.translated(entryNamed(name), zip.readLocalFileHeaderPromise(record))
    yield { record, local }
  }
}

/** The files of the directory, after every check that needs no unpacking. */
async function readDirectory(reader: BoundedReader, limits: Limits): Promise<EntryData[]> {
  const end = await readEndRecord(reader)
  if (end.entryCount > limits.zipEntries) {
    throw limitExceeded('zipEntries', limits.zipEntries, `the archive: ${end.entryCount} entries`)
  }
  checkRoom(end)
  const files: EntryData[] = []
  const placed: Placed[] = []
  let cursor = end.directoryStart
  let unpacked = 0
  for await (const { record, local } of readHeaders(reader, end)) {
    const { compressedSize, uncompressedSize } = record
    cursor += SHORTEST_ENTRY + record.fileNameLength + record.extraFieldLength + record.fileCommentLength
    const safe = safeName(decodeName(record.fileNameRaw, record.generalPurposeBitFlag, record.extraFields), limits)
    const { name } = safe
    checkMethod(record, name)
    const directory = isDirectory(record, safe)
    checkSizeLimits(record, name, unpacked, limits)
    checkSizes(record, name)
    checkPlace(record, name, end.directoryStart)
    unpacked += uncompressedSize
    const header = await local(name)
    checkLocalHeader(record, header, name)
    const dataStart = header.fileDataStart
    placed.push({ name, directory, start: record.relativeOffsetOfLocalHeader, end: dataStart + compressedSize })
    if (directory) continue
    const deflated = record.compressionMethod === DEFLATED
    files.push({ name, size: uncompressedSize, compressedSize, crc32: record.crc32, deflated, dataStart })
  }
  reader.forgetHeaders()
  if (cursor !== end.directoryEnd) {
    const what = `its ${end.entryCount} entries end at byte ${cursor}, expected byte ${end.directoryEnd}`
    throw refusal('zip-corrupt', 'the directory', what)
  }
  checkNames(placed)
  checkOverlaps(placed, end.directoryStart)
  return files
}
