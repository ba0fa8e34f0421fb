import { createHash } from 'node:crypto'

/** SHA-256 of ids in document order, each with a line feed behind it. */
export function createIdHash(): { add(id: string): void; digest(): string } {
  const hash = createHash('sha256')
  return {
    add(id) {
      hash.update(`${id}\n`)
    },
    digest: () => hash.digest('hex'),
  }
}
