import type { BoundedReader } from './bounded-reader.ts'
import { refusal } from './refusal.ts'
import { beginsAsZip, checkSignature, HEAD_LENGTH, notZip } from './signature.ts'

/** What the end of an archive says of its directory. */
export interface EndRecord {
  /** Entries that the directory is said to hold. */
  readonly entryCount: number
  readonly directoryStart: number
  /** Where the directory has to end: at the end record, or at the ZIP64 one that goes before it. */
  readonly directoryEnd: number
}

// APPNOTE 4.3.16, 4.3.15, 4.3.14
const END_SIGNATURE = Buffer.from('PK\x05\x06')
const END_LENGTH = 22
const LONGEST_COMMENT = 0xffff
const LOCATOR_SIGNATURE = 0x07064b50
const LOCATOR_LENGTH = 20
const ZIP64_SIGNATURE = 0x06064b50
const ZIP64_LENGTH = 56
/** A directory entry without its name, extra fields and comment. */
export const SHORTEST_ENTRY = 46

const corrupt = (what: string) => refusal('zip-corrupt', 'the end record', what)
const severalDisks = () => refusal('zip-unsupported', 'the end record', 'expected one file, found a part of several')

/**
 * Finds the end record and proves that the file can be read in no other way: it ends the file to the byte, no other
 * record does, and what it says of the directory leads exactly to itself. So an archive that was appended to itself,
 * a second record inside the comment and a lost beginning are refused, all of which a backward search accepts.
 */
export async function readEndRecord(reader: BoundedReader): Promise<EndRecord> {
  const head = await reader.read(0, Math.min(HEAD_LENGTH, reader.size))
  checkSignature(head)
  const tailStart = Math.max(0, reader.size - END_LENGTH - LONGEST_COMMENT)
  const tail = Buffer.from(await reader.read(tailStart, reader.size - tailStart))
  const at = findEnd(tail)
  if (!beginsAsZip(head) && (at === undefined || endOf(tail, at) !== tail.length)) throw notZip(head)
  if (at === undefined) {
    const what = `no end record in its last ${tail.length} bytes: it was cut short, or much was appended`
    throw refusal('zip-truncated', 'the archive', what)
  }
  checkUnique(tail, at)
  return readDirectoryPlace(reader, tail.subarray(at), tailStart + at)
}

/** Throws when the counted entries cannot fit: known before the first of them is read. */
export function checkRoom({ entryCount, directoryStart, directoryEnd }: EndRecord): void {
  const length = directoryEnd - directoryStart
  if (entryCount * SHORTEST_ENTRY > length) {
    throw corrupt(`it counts ${entryCount} entries, the directory of ${length} bytes cannot hold them`)
  }
}

/** The last end record that is whole: the one that yauzl, like most readers, goes by. */
function findEnd(tail: Buffer): number | undefined {
  if (tail.length < END_LENGTH) return undefined
  const at = tail.lastIndexOf(END_SIGNATURE, tail.length - END_LENGTH)
  return at === -1 ? undefined : at
}

const endOf = (tail: Buffer, at: number): number => at + END_LENGTH + tail.readUInt16LE(at + 20)

function checkUnique(tail: Buffer, at: number): void {
  for (let other = at - 1; other >= 0; other--) {
    other = tail.lastIndexOf(END_SIGNATURE, other)
    if (other === -1) break
    // A stored archive inside this one has its own end record, which does not end the file.
    if (endOf(tail, other) === tail.length) throw corrupt('a second one stands in the comment of the first')
  }
  const end = endOf(tail, at)
  if (end > tail.length) throw corrupt(`its comment is ${end - tail.length} bytes longer than the file`)
  if (end < tail.length) throw corrupt(`${tail.length - end} bytes follow it, expected the end of the file`)
}

const uint64 = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64LE(at))

async function readDirectoryPlace(reader: BoundedReader, end: Buffer, position: number): Promise<EndRecord> {
  const disks = [end.readUInt16LE(4), end.readUInt16LE(6)] as const
  const counts = [end.readUInt16LE(8), end.readUInt16LE(10)] as const
  const length = end.readUInt32LE(12)
  const start = end.readUInt32LE(16)

  const locatorStart = position - LOCATOR_LENGTH
  const locator = locatorStart < 0 ? undefined : Buffer.from(await reader.read(locatorStart, LOCATOR_LENGTH))
  if (locator?.readUInt32LE(0) !== LOCATOR_SIGNATURE) {
    if (disks[0] !== 0 || disks[1] !== 0) throw severalDisks()
    return place(counts, length, start, position)
  }

  if (locator.readUInt32LE(4) !== 0 || locator.readUInt32LE(16) > 1) throw severalDisks()
  const recordStart = uint64(locator, 8)
  const record = Buffer.from(await reader.read(recordStart, ZIP64_LENGTH))
  if (record.readUInt32LE(0) !== ZIP64_SIGNATURE) throw corrupt(`no ZIP64 record at byte ${recordStart}`)
  if (record.readUInt32LE(16) !== 0 || record.readUInt32LE(20) !== 0) throw severalDisks()
  // The record's own length leaves out its first 12 bytes (APPNOTE 4.3.14.1).
  if (recordStart + 12 + uint64(record, 4) !== locatorStart)
    throw corrupt('the ZIP64 record does not end at its locator')
  const counts64 = [uint64(record, 24), uint64(record, 32)] as const
  const length64 = uint64(record, 40)
  const start64 = uint64(record, 48)
  const agree = (short: number, none: number, long: number): boolean => short === none || short === long
  // Readers differ in which record they believe, so both have to say the same (APPNOTE 4.4.1.4).
  if (
    !agree(counts[0], 0xffff, counts64[0]) ||
    !agree(counts[1], 0xffff, counts64[1]) ||
    !agree(length, 0xffffffff, length64) ||
    !agree(start, 0xffffffff, start64)
  ) {
    throw corrupt('it contradicts the ZIP64 record')
  }
  return place(counts64, length64, start64, recordStart)
}

function place(
  [here, entryCount]: readonly [number, number],
  length: number,
  directoryStart: number,
  directoryEnd: number,
): EndRecord {
  if (here !== entryCount) throw corrupt(`it counts ${entryCount} entries, ${here} of them in this file`)
  if (directoryStart + length !== directoryEnd) {
    const what = `it places the directory at bytes ${directoryStart} to ${directoryStart + length}`
    throw corrupt(`${what}, expected its end at byte ${directoryEnd}: was something lost, put before or appended?`)
  }
  return { entryCount, directoryStart, directoryEnd }
}
