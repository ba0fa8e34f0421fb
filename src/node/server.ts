/**
 * What a site needs of Node: stores on a disk, and the handler for `node:http` and the frameworks over it.
 *
 * @module commerceml/server/node
 */
export { type DiskStores, diskStores } from './disk-stores.ts'
export { createNodeHandler, type NodeHandlerOptions } from './node-handler.ts'
