import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type CommerceMLEvent, isXmlName, type ReadOptions, readEvents } from 'commerceml'
import { readPathEvents } from 'commerceml/node'
import { openZip } from 'commerceml/zip'
import { filesBelow } from '../node/files-below.ts'

/** Standard input, as a path. */
const STDIN = '-'

/** What the command was given: its events, and how many bytes there are if that can be told. */
export interface CommandInput {
  readonly totalBytes: number | undefined
  events(options: ReadOptions): AsyncIterable<CommerceMLEvent>
}

/** Bytes of XML below a path; `undefined` where only reading would tell. */
async function bytesAt(path: string): Promise<number | undefined> {
  const info = await stat(path)
  if (info.isDirectory()) {
    const names = (await filesBelow(path)).filter(isXmlName)
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).size))
    return sizes.reduce((total, size) => total + size, 0)
  }
  if (!info.isFile()) return undefined // a pipe: what is read of it to find out is gone
  if (!/\.zip$/i.test(path)) return info.size
  const archive = await openZip(path)
  try {
    return archive.entries.filter(({ name }) => isXmlName(name)).reduce((total, { size }) => total + size, 0)
  } finally {
    await archive.close()
  }
}

/** Opens FILE, ZIP, DIR or `-`. Errors of the file system pass through; an archive that cannot be opened fails when it is read. */
export async function openInput(path: string): Promise<CommandInput> {
  if (path === STDIN) {
    return { totalBytes: undefined, events: (options) => readEvents(process.stdin, { source: 'stdin', ...options }) }
  }
  await stat(path)
  const totalBytes = await bytesAt(path).catch(() => undefined)
  return { totalBytes, events: (options) => readPathEvents(path, options) }
}
