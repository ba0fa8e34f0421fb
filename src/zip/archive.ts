import { type Limits, limitExceeded, resolveLimits } from '../limits.ts'
import { assertOptions, assertSignal } from '../option-checks.ts'
import { BoundedReader } from './bounded-reader.ts'
import { type EntryData, readEntry } from './checked-stream.ts'
import { checkNames, checkOverlaps, type Placed } from './directory-checks.ts'
import { checkRoom, readEndRecord, SHORTEST_ENTRY } from './end-record.ts'
import { checkMethod, checkSizeLimits, checkSizes, DEFLATED, isDirectory } from './entry-checks.ts'
import { decodeName, safeName } from './entry-name.ts'
import { readHeaders } from './headers.ts'
import { checkLocalHeader, checkPlace } from './local-header.ts'
import { accessTo, type ZipSource } from './random-access.ts'
import { refusal } from './refusal.ts'

/** How an archive is opened. */
export interface ZipOptions {
  /** Limits to change; see {@link Limits}. */
  readonly limits?: Partial<Limits> | undefined
  /** Stops opening and reading: they throw `signal.reason`. */
  readonly signal?: AbortSignal | undefined
}

/** A file in an archive. */
export interface ZipEntry {
  /**
   * Its path, with `/` between the segments. Joined to a folder it stays below that, on Windows too, which does not create
   * names with one of `?*"<>|` in them: who unpacks there names such files anew.
   */
  readonly name: string
  /** Unpacked size in bytes. */
  readonly size: number
  /** Size in the archive, in bytes. */
  readonly compressedSize: number
  /** CRC-32 of the unpacked bytes, as the directory states it. */
  readonly crc32: number
  /** The bytes, unpacked while they are read. Throws if size or checksum turn out wrong. May be called again. */
  open(): AsyncIterable<Uint8Array>
}

/** An archive whose directory was read and found consistent. */
export interface ZipArchive {
  /** The files, in the order of the directory. Folders are checked, but not listed. */
  readonly entries: readonly ZipEntry[]
  /** Closes the source. Entries cannot be read any more. */
  close(): Promise<void>
  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Opens a ZIP archive and checks all of it before a byte is unpacked. The source is closed with the archive, and when
 * opening fails.
 *
 * One bad entry makes the whole archive bad. Throws `CommerceMLError` (codes `zip-…` and `limit-exceeded`), which says
 * which entry and why; errors of the file system as they are; `TypeError` for a source or option of the wrong kind. What
 * only unpacking can show, wrong checksums and sizes, is thrown while an entry is read.
 *
 * Nested archives are data, like any other entry. Bytes before the first entry and between entries are ignored:
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
