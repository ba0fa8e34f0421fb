import { sep } from 'node:path'

/** What has files open at or below a path. */
export interface Holder {
  readonly path: string
  /** Closes them. What goes on all the same opens them again, or fails where they are gone. */
  release(): Promise<void>
}

/** Closes what is open in the folder, as far as these know. */
export async function releaseBelow(folder: string, holders: Iterable<Holder>): Promise<void> {
  const below = [...holders].filter(({ path }) => path === folder || path.startsWith(folder + sep))
  await Promise.all(below.map((holder) => holder.release()))
}
