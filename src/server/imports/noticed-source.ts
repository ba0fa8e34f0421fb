import type { NamedSource } from '../../files/named-source.ts'

/** The source; `read` is called when somebody reads of it. */
export function noticed(source: NamedSource, read: () => void): NamedSource {
  const { name, size, openAt } = source
  return {
    name,
    ...(size !== undefined && { size }),
    open: () => noticing(source.open(), read),
    ...(openAt !== undefined && { openAt: (byte: number) => noticing(openAt.call(source, byte), read) }),
  }
}

async function* noticing(bytes: AsyncIterable<Uint8Array>, read: () => void): AsyncGenerator<Uint8Array> {
  read()
  yield* bytes
}
