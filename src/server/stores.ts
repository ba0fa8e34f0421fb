import type { Session } from '../exchange/session.ts'
import type { ExchangeType } from '../exchange/transitions.ts'

/**
 * Keeps sessions. Every method may be called from several processes at once.
 * An id is always 32 hexadecimal digits.
 */
export interface SessionStore {
  /** `undefined` when there is none. Whether it is over is not for the store to say. */
  get(id: string): Promise<Session | undefined>
  /** Adds the session, or replaces the one with its id. */
  put(session: Session): Promise<void>
  /** Does nothing when there is none. */
  remove(id: string): Promise<void>
  /** Ids of the sessions whose `usedAt` is before this time (milliseconds since 1970). */
  unusedSince(time: number): Promise<readonly string[]>
}

/** An uploaded file, open for reading: its chunks in order, as one. */
export interface StoredFile {
  /** Size in bytes. */
  readonly size: number
  /** Resolves with the bytes from `position` on: at least one, at most `length`. Never asked for anything outside `size`. */
  read(position: number, length: number): Promise<Uint8Array>
  /** Frees what it holds; nothing is read after it. */
  close(): Promise<void>
}

/** An uploaded file in a listing. */
export interface UploadedFile {
  /** `import.xml`, `import_files/ab/abc.jpg`: one to 16 segments that any file system accepts, with `/` between them. */
  readonly name: string
  /** Size in bytes, of all its chunks so far. */
  readonly size: number
}

/** A chunk that is being received. Nobody sees it before it is committed. */
export interface UploadPart {
  /** Adds bytes behind those before. Once it resolves, the caller may use the array again. */
  write(bytes: Uint8Array): Promise<void>
  /**
   * Adds the chunk to its file, after what is there (`append`) or instead of it (`replace`): as a whole or not at all, and
   * durably once the promise resolves. Resolves with the new size of the file.
   */
  commit(mode: 'append' | 'replace'): Promise<number>
  /** Discards the chunk: instead of `commit`, or after `commit` has failed. */
  abort(): Promise<void>
}

/**
 * Keeps uploaded files, in an area for each session, named by its id. File names have the form of {@link UploadedFile}.
 * When a method rejects, 1C gets `failure` without the error's text, and the site's `onError` is called.
 */
export interface UploadStore {
  /** Begins a chunk of a file; neither the file nor the area need be there. */
  begin(area: string, name: string): Promise<UploadPart>
  /** All files of the area, in the order in which they were begun. Replacing a file begins it anew. */
  list(area: string): Promise<readonly UploadedFile[]>
  /** The file as it is now: later chunks are not seen. `undefined` when there is none. */
  open(area: string, name: string): Promise<StoredFile | undefined>
  /** Does nothing when there is none. */
  remove(area: string, name: string): Promise<void>
  /**
   * Removes the area with everything in it; does nothing when there is none. A chunk that was begun before must never be
   * added: its `commit` rejects, since it belongs to an exchange that was dropped.
   */
  clear(area: string): Promise<void>
  /** All areas that may hold something, each once. Those without a session are swept. */
  areas(): Promise<readonly string[]>
}

/**
 * State of the import of a file. A site also keeps notes here, that nobody works on: that a file was sent or asked for and
 * is yet to be imported, that archives have come, that one cannot be read. They are `failed` from the start, so that
 * whoever does the work may claim them, and a store need not tell them from imports.
 */
export interface ImportState {
  /** What has `failed`, or is abandoned, may be claimed again; what is `done` may not. */
  readonly status: 'running' | 'done' | 'failed'
  /** Id of the process that works on it. Of a note, the session whose files it is about. */
  readonly owner: string
  /** A running import that was not renewed by this time (milliseconds since 1970) is abandoned. */
  readonly until: number
  /** User of the session. */
  readonly user: string
  /** The `type` that the file was sent with. */
  readonly type: ExchangeType
  /**
   * What 1C was last told: progress or result. Of a failure, the reason if nobody was told yet, otherwise `''`. Of a note,
   * a word of the site's own.
   */
  readonly message: string
  /** When it was done or failed, milliseconds since 1970. */
  readonly finishedAt?: number
}

/** The import of a file, in whatever area. */
export interface KnownImport {
  /** The name that it was claimed by. */
  readonly name: string
  /** As it is now. */
  readonly state: ImportState
}

/** Keeps the state of the import of each file, by area and name. A name may be any text, and long for several files of an archive. */
export interface ImportStore {
  /** `undefined` when there is none: never claimed, or removed. */
  get(area: string, name: string): Promise<ImportState | undefined>
  /**
   * Stores the state, if there is none, or the one there is `failed`, or is `running` with `until` before `now`. Atomic: of
   * several simultaneous claims only one gets `true`.
   */
  claim(area: string, name: string, state: ImportState, now: number): Promise<boolean>
  /** Replaces the state, if the one there has the same owner; otherwise resolves with `false`. */
  update(area: string, name: string, state: ImportState): Promise<boolean>
  /** Whether an import in the area is `running` with `until` at `now` or later. */
  isRunning(area: string, now: number): Promise<boolean>
  /**
   * The imports of this user, in any area, that are `running`, or that were done or failed at this time or later. Removed
   * and cleared ones are not among them.
   */
  importsSince(user: string, time: number): Promise<readonly KnownImport[]>
  /** Removes the state; does nothing when there is none. */
  remove(area: string, name: string): Promise<void>
  /** Removes all states of the area. */
  clear(area: string): Promise<void>
}

/** The stores of a site: whatever must outlive a request. */
export interface ExchangeStores {
  /** Who is logged in. */
  readonly sessions: SessionStore
  /** What 1C has sent. */
  readonly uploads: UploadStore
  /** What became of it. */
  readonly imports: ImportStore
  /** Removes what killed processes have left behind. Called at the first login, and at most once a minute. */
  sweep?(): Promise<void>
  /** Resolves when no background work, such as the removal of files, is left. Called by `close` of the exchange. */
  settled?(): Promise<void>
}
