export const climbs = (files: Map<string, Uint8Array>): boolean =>
  entriesOf(files).some(([name]) => name.includes('..'))

/** The archives of the doctor and of these tests are stored, not deflated. */
export const unpacked = (files: Map<string, Uint8Array>, name: string): Uint8Array | undefined =>
  entriesOf(files).find(([entry]) => entry === name)?.[1]

/** `a/../b.xml` is `b.xml`. */
export const pathOf = (name: string): string => name.replace(/[^/.]+\/\.\.\//g, '')
export const unpackedByPath = (files: Map<string, Uint8Array>, name: string): Uint8Array | undefined =>
  entriesOf(files).find(([entry]) => pathOf(entry) === name)?.[1]

/** Names of the local headers of archives, whatever they are: openZip would refuse them. */
function entriesOf(files: Map<string, Uint8Array>): [string, Uint8Array][] {
  const found: [string, Uint8Array][] = []
  for (const [archive, bytes] of files) {
    if (!archive.endsWith('.zip')) continue
    const view = Buffer.from(bytes)
    for (let at = 0; view.length > at + 30 && view.readUInt32LE(at) === 0x04034b50; ) {
      const size = view.readUInt32LE(at + 18)
      const start = at + 30 + view.readUInt16LE(at + 26)
      found.push([view.toString('utf8', at + 30, start), view.subarray(start, start + size)])
      at = start + size
    }
  }
  return found
}
