/**
 * Files and folders.
 *
 * @module commerceml/node
 */
export { readFileEvents, readFolderEvents, readPathEvents } from './read.ts'
