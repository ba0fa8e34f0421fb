import type { Session } from '../exchange/session.ts'
import type { ExchangeType } from '../exchange/transitions.ts'

/**
 * Keeps sessions. Every method may be called from several processes at once.
 * An id always has the shape of a session id: 32 hexadecimal digits.
 */
export interface SessionStore {
  get(id: string): Promise<Session | undefined>
  /** Adds the session, or puts it in place of the one with its id. */
  put(session: Session): Promise<void>
  /** Fine when there is none. */
  remove(id: string): Promise<void>
  /** Ids of the sessions that were last used before this time (`usedAt`, milliseconds since 1970). */
  unusedSince(time: number): Promise<readonly string[]>
}

/** A file that was uploaded: the chunks in order, as one. */
export interface StoredFile {
  /** Bytes there are. */
  readonly size: number
  /** Bytes from `position` on, at most `length`, at least one. Never asked for anything outside `size`. */
  read(position: number, length: number): Promise<Uint8Array>
  close(): Promise<void>
}

/** A file in a listing. */
export interface UploadedFile {
  /** `import.xml`, `import_files/ab/abc.jpg`: one to 16 parts of letters that no file system minds, `/` between them. */
  readonly name: string
  readonly size: number
}

/** A chunk on its way in: nobody sees it before it is committed. */
export interface UploadPart {
  write(bytes: Uint8Array): Promise<void>
  /**
   * Joins the chunk to its file, behind what is there (`append`) or in place of it (`replace`): whole, or not at all,
   * and durable once the promise resolves. Resolves with the size of the file.
   */
  commit(mode: 'append' | 'replace'): Promise<number>
  /** Drops the chunk: instead of `commit`, or after it has failed. */
  abort(): Promise<void>
}

/**
 * Keeps what 1C uploads, an area for each session (its id). Names are those of {@link UploadedFile}.
 * Rejections reach 1C as a `failure` without their text, and the site's `onError`.
 */
export interface UploadStore {
  begin(area: string, name: string): Promise<UploadPart>
  /** All files of the area in the order in which they were begun; to replace a file is to begin it. */
  list(area: string): Promise<readonly UploadedFile[]>
  /** What is there now: chunks that come later are not seen. `undefined` when there is none. */
  open(area: string, name: string): Promise<StoredFile | undefined>
  /** Fine when there is none. */
  remove(area: string, name: string): Promise<void>
  /**
   * Removes the area with everything in it. Fine when there is none. A chunk that was begun before never comes in: its
   * `commit` rejects, since its bytes are those of an exchange that was dropped.
   */
  clear(area: string): Promise<void>
  /** All areas in which there may be something, each once: those that belong to nobody any more are swept. */
  areas(): Promise<readonly string[]>
}

/** How far the import of a file is. */
export interface ImportState {
  readonly status: 'running' | 'done' | 'failed'
  /** Who works on it: a process, in words that no other uses. */
  readonly owner: string
  /** A running import that has not been renewed until this time (milliseconds since 1970) is nobody's any more. */
  readonly until: number
  /** Whose session it is. */
  readonly user: string
  /** What it was sent as. */
  readonly type: ExchangeType
  /** What was told last: progress, result or reason. */
  readonly message: string
  /** Milliseconds since 1970, when it was done or failed. */
  readonly finishedAt?: number
}

/** The import of a file, whatever its area. */
export interface KnownImport {
  readonly name: string
  readonly state: ImportState
}

/** Keeps what became of the import of each file, by area and name: any text, and a long one for the files of an archive together. */
export interface ImportStore {
  get(area: string, name: string): Promise<ImportState | undefined>
  /**
   * Puts the state there if nothing is there, or what is there has `failed`, or is `running` but was to be renewed
   * before `now`. Of several that try at once, one alone gets `true`.
   */
  claim(area: string, name: string, state: ImportState, now: number): Promise<boolean>
  /** Puts the state there if the one there has the same owner; `false` if not. */
  update(area: string, name: string, state: ImportState): Promise<boolean>
  /** Whether the import of a file in the area is `running`, and was to be renewed at `now` or later. */
  isRunning(area: string, now: number): Promise<boolean>
  /**
   * The imports of this user that are running, and those that were done or failed at this time or later, in any area;
   * without the forgotten ones.
   */
  importsSince(user: string, time: number): Promise<readonly KnownImport[]>
  /** Forgets the file's import. Fine when there is none. */
  remove(area: string, name: string): Promise<void>
  /** Forgets all of the area. */
  clear(area: string): Promise<void>
}

/** Where a site keeps what must outlive a request. */
export interface ExchangeStores {
  readonly sessions: SessionStore
  readonly uploads: UploadStore
  readonly imports: ImportStore
  /** Removes what processes that were killed have left: called at the first login, and once a minute at most. */
  sweep?(): Promise<void>
  /** Resolves when nothing goes on in the background, such as the removal of files: called by `close` of the exchange. */
  settled?(): Promise<void>
}
