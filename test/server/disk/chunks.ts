export const CHUNKED_AREA = 'c3'.repeat(16)
export const CHUNKED_NAME = 'Каталог/import0_1.xml'

const HEADER = 8

/** A chunk that tells its writer, its number and its length, and has the same byte everywhere else. */
export function chunkOf(writer: number, number: number): Uint8Array {
  const chunk = new Uint8Array(HEADER + 1 + ((number * 7919) % 5_000)).fill(number % 251)
  const header = new DataView(chunk.buffer)
  header.setUint8(0, writer)
  header.setUint32(1, number)
  header.setUint16(5, chunk.length)
  return chunk
}

/** The chunks that bytes consist of. Throws when one is not whole. */
export function chunksIn(bytes: Uint8Array): { writer: number; number: number }[] {
  const chunks: { writer: number; number: number }[] = []
  for (let at = 0; at < bytes.length; ) {
    const header = new DataView(bytes.buffer, bytes.byteOffset + at)
    const [writer, number, length] = [header.getUint8(0), header.getUint32(1), header.getUint16(5)]
    const found = bytes.subarray(at, at + length)
    if (Buffer.compare(found, chunkOf(writer, number)) !== 0) throw new Error(`no whole chunk at byte ${at}`)
    chunks.push({ writer, number })
    at += length
  }
  return chunks
}
