import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Job } from '../job.ts'

const resolve = ({ peers }: Job, name: string): string => createRequire(join(peers, 'package.json')).resolve(name)

/** A package that only the bench has; `T` is as much of it as is used here. */
export async function peer<T>(job: Job, name: string): Promise<T> {
  const module = await import(pathToFileURL(resolve(job, name)).href)
  return { ...module.default, ...module } // some are CommonJS
}

/** The path of a file of it. */
export const peerFile = resolve
