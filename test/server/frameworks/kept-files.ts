import { createHash } from 'node:crypto'
import type { ExchangeStores } from 'commerceml/server'

/** Every byte in every place. */
export const picture = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index + (index >> 8))

/** What is kept of a session's files: a digest for each, since to compare megabytes as arrays takes minutes. */
export async function kept({ uploads }: ExchangeStores, area: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const { name } of await uploads.list(area)) {
    const file = await uploads.open(area, name)
    if (file === undefined) continue
    const pieces: Uint8Array[] = []
    for (let at = 0; at < file.size; at += pieces.at(-1)?.length ?? 0) pieces.push(await file.read(at, file.size - at))
    files[name] = digest(Buffer.concat(pieces))
    await file.close()
  }
  return files
}

export const digest = (bytes: Uint8Array): string =>
  `${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}`
