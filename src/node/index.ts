/**
 * Files and folders.
 *
 * @module commerceml/node
 */
export { fileBytes } from './file-bytes.ts'
export { readFileEvents, readFolderEvents, readPathEvents } from './read.ts'
