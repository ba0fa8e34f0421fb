import { lstat, readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** Paths of all regular files below a folder, with `/` between the parts. Links are not followed: they lead out of it. */
export async function filesBelow(folder: string): Promise<string[]> {
  const paths: string[] = []
  const gather = async (inside: string): Promise<void> => {
    for (const entry of await readdir(inside, { withFileTypes: true })) {
      const path = join(inside, entry.name)
      // Windows lists what OneDrive or deduplication has put elsewhere as links (libuv 4112): these are none, as lstat says.
      const what = entry.isSymbolicLink() ? await lstat(path) : entry
      if (what.isDirectory()) await gather(path)
      else if (what.isFile()) paths.push(relative(folder, path).split(sep).join('/'))
    }
  }
  await gather(folder)
  return paths.sort()
}
