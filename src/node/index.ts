/**
 * Readers of files and folders, for Node.
 *
 * @module commerceml/node
 */
export { fileBytes } from './file-bytes.ts'
export { readFileEvents, readFolderEvents, readPathEvents } from './read.ts'
