import { isXmlName, type NamedSource } from '../../files/named-source.ts'

/** The files as they are; `opened` is called when one that is a document by its name is opened. */
export async function* watched(
  files: AsyncIterable<NamedSource>,
  opened: () => void,
): AsyncGenerator<NamedSource, void, undefined> {
  for await (const file of files) yield isXmlName(file.name) ? noticed(file, opened) : file
}

function noticed(file: NamedSource, opened: () => void): NamedSource {
  const { name, size } = file
  const { openAt } = file
  return {
    name,
    ...(size !== undefined && { size }),
    open() {
      opened()
      return file.open()
    },
    ...(openAt !== undefined && {
      openAt(byte: number) {
        opened()
        return openAt.call(file, byte)
      },
    }),
  }
}
