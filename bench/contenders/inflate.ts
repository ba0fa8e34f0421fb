import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'
import type { Prepare } from '../child/main.ts'

const LOCAL_HEADER_BYTES = 30
const NAME_LENGTH_AT = 26
const EXTRA_LENGTH_AT = 28

/** Where the data of the archive's first entry begins. */
async function dataStart(path: string): Promise<number> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(LOCAL_HEADER_BYTES), 0, LOCAL_HEADER_BYTES, 0)
    return LOCAL_HEADER_BYTES + buffer.readUInt16LE(NAME_LENGTH_AT) + buffer.readUInt16LE(EXTRA_LENGTH_AT)
  } finally {
    await file.close()
  }
}

/** The one entry of an archive inflated by Node, and thrown away. */
export const prepare: Prepare = async ({ path }) => {
  const start = await dataStart(path)
  return async () => {
    let bytes = 0
    const inflated = createReadStream(path, { start }).pipe(createInflateRaw())
    for await (const chunk of inflated) bytes += chunk.length
    if (bytes === 0) throw new Error('nothing was inflated')
    return { entities: null }
  }
}
