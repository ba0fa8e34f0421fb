import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CommerceMLError } from '../errors.ts'
import { isXmlName, type NamedSource } from '../files/named-source.ts'
import { fileBytes } from './file-bytes.ts'
import { filesBelow } from './files-below.ts'

const ZIP_SIGNATURE = 'PK'

/** A file as a source, under the given name. */
export async function fileSource(path: string, name: string): Promise<NamedSource> {
  const about = await stat(path)
  const open = (): AsyncIterable<Uint8Array> => fileBytes(path)
  // A pipe has no size, and no places to begin at.
  return about.isFile() ? { name, size: about.size, open, openAt: (byte) => fileBytes(path, byte) } : { name, open }
}

/** Whether the file begins as an archive does; its name is not asked. */
export async function isZipFile(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(ZIP_SIGNATURE.length), 0, ZIP_SIGNATURE.length, 0)
    return buffer.toString('latin1', 0, bytesRead) === ZIP_SIGNATURE
  } finally {
    await file.close()
  }
}

/** The XML documents below a folder. Throws `folder-no-xml` when there are none. */
export async function xmlFiles(folder: string): Promise<NamedSource[]> {
  const names = (await filesBelow(folder)).filter(isXmlName)
  if (names.length === 0) {
    const position = { offset: 0, line: 1, path: '', source: folder }
    throw new CommerceMLError('folder-no-xml', `expected XML documents in ${folder}, found none`, { position })
  }
  return Promise.all(names.map((name) => fileSource(join(folder, name), name)))
}
