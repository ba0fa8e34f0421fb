import { randomUUID } from 'node:crypto'
import { access, link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Nobody but the site's own user reads what 1C sent. Windows passes over modes: rights come from the folder above. */
export const FOLDER_MODE = 0o700
export const FILE_MODE = 0o600

/** A name in a folder that nobody else takes. */
export const freshName = (folder: string, what: string): string => join(folder, `${what}-${randomUUID()}`)

/** Whether the file system failed with one of these codes. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

/** What the work gives, or `undefined` when it finds that something is not there. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

// 1.9 s in all: a scan is over sooner, and 1C waits for us.
const WAITS = [10, 20, 40, 80, 160, 320, 640, 640]
// Access denied is EPERM or, by the version of libuv, EACCES; what somebody does not share is EBUSY. A file that was removed
// while it is open keeps its name until it is closed (Node 20): so long its folder is not empty, and opening it is denied.
const HELD = ['EPERM', 'EACCES', 'EBUSY', 'ENOTEMPTY']

/**
 * Does the work; on Windows again and again, for two seconds, while what it touches is held elsewhere: virus scanners and
 * indexers open each new file for a moment, and Windows renames nothing that is open, nothing over it, no folder above it.
 *
 * A call that is refused so has done nothing: libuv renames and links by one call of the system, in one volume, and a reply
 * that is lost on its way from a server has other codes. So a repeated rename that finds nothing (`ENOENT`), or a link whose
 * name is taken (`EEXIST`), was overtaken by another process, never by itself.
 */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const wait of process.platform === 'win32' ? WAITS : []) {
    try {
      return await work()
    } catch (error) {
      if (!hasCode(error, ...HELD)) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
  return work()
}

export const readText = (path: string): Promise<string | undefined> =>
  unlessMissing(patiently(() => readFile(path, 'utf8')))

/** Names in the folder; none when there is no folder. */
export const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await unlessMissing(patiently(() => readdir(folder)))) ?? []

/** Makes what a folder holds (the names, not the bytes of the files) outlive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows flushes only what is open for writing: a folder that is open for reading is EPERM, and no other way to flush one
  // is documented. NTFS keeps a journal of its names, which reaches the disk a little later.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    // Some network file systems know no fsync of a folder; PostgreSQL's fsync_fname_ext passes over these two as well.
    if (!hasCode(error, 'EINVAL', 'EBADF')) throw error
  } finally {
    await handle.close()
  }
}

/** Makes a folder, and those above it, durably. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made))
}

/** Writes a file that is not there yet. With `sync`, its bytes outlive a power cut. Leaves nothing when it fails. */
export async function writeNew(path: string, text: string, options: { readonly sync: boolean }): Promise<void> {
  const handle = await patiently(() => open(path, 'wx', FILE_MODE))
  try {
    try {
      await handle.writeFile(text)
      if (options.sync) await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    await dropQuietly(path)
    throw error
  }
}

/** For what is left over: nobody looks for it, and another error is to be told. */
export const dropQuietly = (path: string): Promise<void> => remove(path).catch(() => {})

/** Removes a file, or a folder with what is in it; fine when there is none. */
export const remove = (path: string): Promise<void> => patiently(() => rm(path, { recursive: true, force: true }))

// exFAT on Windows says "incorrect function" (ERROR_INVALID_FUNCTION), which libuv takes for reading a folder:
// https://github.com/nodejs/node/issues/65817. ReFS there says ENOTSUP, Linux EPERM.
const NO_LINKS = ['ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR']
/** On Windows that is a file that is held. */
const noLinks = (): readonly string[] => (process.platform === 'win32' ? NO_LINKS : [...NO_LINKS, 'EPERM'])

/**
 * Gives a file a second name if nobody has that name: `false` if somebody has. The first name is the caller's to drop.
 *
 * Where the file system has no hard links (FAT, exFAT, older ReFS, some network folders) the file is moved: then two
 * processes must not publish the same name at once.
 */
export async function publishFile(file: string, name: string): Promise<boolean> {
  try {
    await patiently(() => link(file, name))
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    if (!hasCode(error, ...noLinks())) throw error
  }
  if ((await unlessMissing(patiently(() => access(name)).then(() => true))) === true) return false
  await patiently(() => rename(file, name))
  return true
}

/** Takes back what {@link publishFile} did, however it did it. */
export async function withdrawFile(file: string, name: string): Promise<void> {
  // Renaming one hard link to the other does nothing (POSIX), so the name is dropped in any case.
  await patiently(() => rename(name, file)).catch(() => {})
  await dropQuietly(name)
}

/** Moves a folder, with what is in it, to a name if nobody has that name: `false` if somebody has. */
export const publishFolder = (folder: string, name: string): Promise<boolean> =>
  patiently(async () => {
    try {
      await rename(folder, name)
      return true
    } catch (error) {
      // A folder takes the place of an empty one only (POSIX); Windows says EPERM, as of one in which a file is open.
      if (hasCode(error, 'ENOTEMPTY', 'EEXIST')) return false
      if (hasCode(error, 'EPERM', 'EACCES') && (await unlessMissing(readdir(name)))?.length) return false
      throw error
    }
  })
