import { rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isSessionId, type Session } from '../../exchange/session.ts'
import type { SessionStore } from '../../server/stores.ts'
import {
  dropQuietly,
  freshName,
  makeFolder,
  namesIn,
  patiently,
  readText,
  remove,
  syncFolder,
  unlessMissing,
  writeNew,
} from './files.ts'
import { checkedId } from './names.ts'

const EXTENSION = '.json'
const FRESH = 'new'
// No process that lives takes so many milliseconds from writing a session to giving it its name.
const LONGEST_WRITE = 60 * 60 * 1000

/** Sessions, a file for each. */
export class DiskSessions implements SessionStore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async get(id: string): Promise<Session | undefined> {
    const text = await readText(this.#pathOf(id))
    return text === undefined ? undefined : parseSession(text, id)
  }

  async put(session: Session): Promise<void> {
    const path = this.#pathOf(session.id)
    await makeFolder(this.#folder)
    const fresh = freshName(this.#folder, FRESH)
    try {
      // Synced when it begins: a power cut must not leave uploads without the session that they are swept with. Later
      // ones are not: every request writes its session, and to lose that costs 1C no more than a login.
      const begins = session.usedAt === session.createdAt
      await writeNew(fresh, JSON.stringify(session), { sync: begins })
      await patiently(() => rename(fresh, path))
      if (begins) await syncFolder(this.#folder)
    } catch (error) {
      await dropQuietly(fresh)
      throw error
    }
  }

  async remove(id: string): Promise<void> {
    await remove(this.#pathOf(id))
  }

  async unusedSince(time: number): Promise<readonly string[]> {
    const ids: string[] = []
    for (const name of await namesIn(this.#folder)) {
      const id = name.slice(0, -EXTENSION.length)
      if (!name.endsWith(EXTENSION) || !isSessionId(id)) continue
      const usedAt = await this.#usedAt(id)
      if (usedAt !== undefined && usedAt < time) ids.push(id)
    }
    return ids
  }

  /** Removes what a process that was killed while it wrote a session has left. */
  async sweep(): Promise<void> {
    for (const name of await namesIn(this.#folder)) {
      if (!name.startsWith(`${FRESH}-`)) continue
      const path = join(this.#folder, name)
      const written = await timeOf(path)
      if (written !== undefined && written < Date.now() - LONGEST_WRITE) await dropQuietly(path)
    }
  }

  /** For a damaged file when it was written: it has to be swept one day, with what was uploaded in that session. */
  async #usedAt(id: string): Promise<number | undefined> {
    return (await this.get(id))?.usedAt ?? (await timeOf(this.#pathOf(id)))
  }

  #pathOf(id: string): string {
    return join(this.#folder, checkedId(id) + EXTENSION)
  }
}

/** When a file was written; `undefined` when there is none. */
const timeOf = async (path: string): Promise<number | undefined> =>
  (await unlessMissing(patiently(() => stat(path))))?.mtimeMs

/** `undefined` for what is no session, as after a power cut. */
function parseSession(text: string, id: string): Session | undefined {
  try {
    const value: Partial<Session> | null = JSON.parse(text)
    const isSession =
      value?.id === id &&
      typeof value.user === 'string' &&
      (value.state === 'open' || value.state === 'offered') &&
      typeof value.createdAt === 'number' &&
      typeof value.usedAt === 'number'
    return isSession ? (value as Session) : undefined
  } catch {
    return undefined
  }
}
