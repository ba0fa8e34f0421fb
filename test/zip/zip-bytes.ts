import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of an archive that is put together by hand, true unless told to lie. */
export interface EntrySpec {
  readonly name: string | Uint8Array
  readonly data?: string | Uint8Array
  /** 0 (the default) stores, 8 deflates, anything else is claimed only. */
  readonly method?: number
  readonly flags?: number
  readonly madeBy?: number
  /** Upper half: the UNIX mode. */
  readonly attributes?: number
  readonly extra?: Uint8Array
  readonly comment?: string
  /** What stands there instead of the packed data. */
  readonly packed?: Uint8Array
  readonly crc?: number
  readonly size?: number
  readonly compressedSize?: number
  /** Where the directory says that the local header is. */
  readonly offset?: number
  /** Bytes between the entry before and this one. */
  readonly gap?: Uint8Array
  /** The local header of an entry written before is used; nothing is written for this one. */
  readonly directoryOnly?: boolean
  /** What the local header says, where it differs from the directory. */
  readonly local?: {
    readonly name?: string | Uint8Array
    readonly method?: number
    readonly flags?: number
    readonly crc?: number
    readonly size?: number
    readonly compressedSize?: number
    readonly extra?: Uint8Array
  }
}

/** What the end of the archive says, true unless told to lie. */
export interface EndSpec {
  readonly prefix?: Uint8Array
  /** Offsets count from the archive's own start, not from the prefix. */
  readonly offsetsWithoutPrefix?: boolean
  readonly count?: number
  readonly countHere?: number
  readonly directorySize?: number
  readonly directoryStart?: number
  readonly disk?: number
  readonly directoryDisk?: number
  readonly comment?: Uint8Array
  readonly commentLength?: number
  /** Between the directory and the end record. */
  readonly beforeEnd?: Uint8Array
  readonly afterEnd?: Uint8Array
  readonly zip64?: {
    readonly count?: bigint
    readonly countHere?: bigint
    readonly directorySize?: bigint
    readonly directoryStart?: bigint
    readonly disk?: number
    readonly directoryDisk?: number
    /** Of the record, as the locator has it. */
    readonly recordDisk?: number
    readonly disks?: number
    readonly recordLength?: bigint
    readonly locatorAt?: bigint
  }
}

const bytesOf = (text: string | Uint8Array): Buffer => Buffer.from(text as string)
const u16 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2)
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2)
  return bytes
}
const u32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, index * 4)
  return bytes
}
const u64 = (...values: bigint[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 8)
  for (const [index, value] of values.entries()) bytes.writeBigUInt64LE(value, index * 8)
  return bytes
}

/** A field of extra data. */
export const extraField = (id: number, data: Uint8Array): Buffer => Buffer.concat([u16(id, data.length), data])

/** The Info-ZIP Unicode Path field for a raw name. */
export const unicodePath = (raw: string | Uint8Array, name: string | Uint8Array, sum = crc32(bytesOf(raw))): Buffer =>
  extraField(0x7075, Buffer.concat([Buffer.from([1]), u32(sum), bytesOf(name)]))

/** The ZIP64 field of an entry. */
export const zip64Field = (...values: bigint[]): Buffer => extraField(1, u64(...values))

export function packedData({ data = '', method = 0, packed }: EntrySpec): Buffer {
  if (packed !== undefined) return Buffer.from(packed)
  return method === 8 ? deflateRawSync(bytesOf(data)) : bytesOf(data)
}

/** Flags, method, time, checksum and sizes: the same run of fields in both headers. */
function shared(entry: EntrySpec, local: EntrySpec['local'] = {}): Buffer {
  const data = bytesOf(entry.data ?? '')
  return Buffer.concat([
    u16(local.flags ?? entry.flags ?? 0, local.method ?? entry.method ?? 0, 0, 0x5821),
    u32(
      local.crc ?? entry.crc ?? crc32(data),
      local.compressedSize ?? entry.compressedSize ?? packedData(entry).length,
      local.size ?? entry.size ?? data.length,
    ),
  ])
}

/** Builds an archive. */
export function zipBytes(entries: readonly EntrySpec[], end: EndSpec = {}): Buffer {
  const parts: Buffer[] = [Buffer.from(end.prefix ?? [])]
  let position = end.offsetsWithoutPrefix ? 0 : parts[0]!.length
  const put = (bytes: Uint8Array): void => {
    parts.push(Buffer.from(bytes))
    position += bytes.length
  }
  const directory = entries.map((entry) => {
    put(entry.gap ?? Buffer.alloc(0))
    const start = position
    if (!entry.directoryOnly) {
      const name = bytesOf(entry.local?.name ?? entry.name)
      const extra = Buffer.from(entry.local?.extra ?? [])
      put(
        Buffer.concat([Buffer.from('PK\x03\x04'), u16(20), shared(entry, entry.local), u16(name.length, extra.length)]),
      )
      put(Buffer.concat([name, extra, packedData(entry)]))
    }
    const name = bytesOf(entry.name)
    const extra = Buffer.from(entry.extra ?? [])
    const comment = bytesOf(entry.comment ?? '')
    return Buffer.concat([
      Buffer.from('PK\x01\x02'),
      u16(entry.madeBy ?? 20, 20),
      shared(entry),
      u16(name.length, extra.length, comment.length, 0, 0),
      u32(entry.attributes ?? 0, entry.offset ?? start),
      name,
      extra,
      comment,
    ])
  })
  const directoryStart = end.directoryStart ?? position
  put(Buffer.concat(directory))
  const directorySize = end.directorySize ?? Buffer.concat(directory).length
  const count = end.count ?? entries.length
  if (end.zip64 !== undefined) {
    const { zip64 } = end
    const at = position
    const disks = u32(zip64.disk ?? 0, zip64.directoryDisk ?? 0)
    put(Buffer.concat([Buffer.from('PK\x06\x06'), u64(zip64.recordLength ?? 44n), u16(45, 45), disks]))
    put(u64(zip64.countHere ?? zip64.count ?? BigInt(count), zip64.count ?? BigInt(count)))
    put(u64(zip64.directorySize ?? BigInt(directorySize), zip64.directoryStart ?? BigInt(directoryStart)))
    put(Buffer.concat([Buffer.from('PK\x06\x07'), u32(zip64.recordDisk ?? 0), u64(zip64.locatorAt ?? BigInt(at))]))
    put(u32(zip64.disks ?? 1))
  }
  put(end.beforeEnd ?? Buffer.alloc(0))
  const comment = Buffer.from(end.comment ?? [])
  put(
    Buffer.concat([
      Buffer.from('PK\x05\x06'),
      u16(end.disk ?? 0, end.directoryDisk ?? 0, end.countHere ?? count, count),
      u32(directorySize, directoryStart),
      u16(end.commentLength ?? comment.length),
      comment,
      Buffer.from(end.afterEnd ?? []),
    ]),
  )
  return Buffer.concat(parts)
}
