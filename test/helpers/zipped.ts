import { buffer } from 'node:stream/consumers'
import type { CommerceMLEvent, ReadOptions } from 'commerceml'
import { readZipEvents } from 'commerceml/zip'
import { ZipFile } from 'yazl'

/** An archive of these files, deflated unless told, in this order. */
export async function zipOf(files: Readonly<Record<string, Uint8Array>>, compress = true): Promise<Uint8Array> {
  const zip = new ZipFile()
  for (const [name, bytes] of Object.entries(files)) zip.addBuffer(Buffer.from(bytes), name, { compress })
  zip.end()
  return new Uint8Array(await buffer(zip.outputStream))
}

/** The event without the name of the entry that it came from. */
function unnamed<T extends CommerceMLEvent>(event: T): T {
  const { source: _, ...position } = event.position
  return { ...event, position }
}

/** Reads a document out of an archive made for it: one of the ways in which every document is read. */
export async function readZipped(bytes: Uint8Array, options: ReadOptions = {}): Promise<CommerceMLEvent[]> {
  const events: CommerceMLEvent[] = []
  for await (const event of readZipEvents(await zipOf({ 'import.xml': bytes }), options)) events.push(unnamed(event))
  return events
}
