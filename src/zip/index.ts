/**
 * Archives: guarded, streamed, never unpacked. Needs Node (or a runtime that has its `node:` modules).
 *
 * @module commerceml/zip
 */
export { openZip, type ZipArchive, type ZipEntry, type ZipOptions } from './archive.ts'
export type { RandomAccess, ZipSource } from './random-access.ts'
export { readZipEvents } from './read.ts'
