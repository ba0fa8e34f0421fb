/**
 * The parts of an exchange site that need Node: stores on disk, and the handler for `node:http` and its frameworks.
 *
 * @module commerceml/server/node
 */
export { type DiskStores, diskStores } from './disk/stores.ts'
export { createNodeHandler, type NodeHandlerOptions } from './node-handler.ts'
