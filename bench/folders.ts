import { fileURLToPath } from 'node:url'

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The project. */
export const ROOT = folder('../')
/** Everything that the bench makes and git does not see: documents, compiled contenders, profiles. */
export const CACHE = folder('tmp/')
/** The other parsers, and the runtimes beside the Node that runs the bench; each has a lockfile of its own. */
export const PEERS = folder('peers/')
export const RUNTIMES = folder('runtimes/')
