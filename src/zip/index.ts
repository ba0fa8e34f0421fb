/**
 * ZIP archives: checked, streamed, never unpacked as a whole. Needs Node, or a runtime with its `node:` modules.
 *
 * @module commerceml/zip
 */
export { openZip, type ZipArchive, type ZipEntry, type ZipOptions } from './archive.ts'
export type { RandomAccess, ZipSource } from './random-access.ts'
export { readZipEvents } from './read.ts'
