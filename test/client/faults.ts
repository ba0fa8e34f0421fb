/** What a site does wrong. Without any it is a good one. */
export interface Faults {
  /** Changes a body before it goes out. */
  readonly body?: (mode: string, body: string) => string | Uint8Array
  readonly status?: (mode: string) => number
  readonly headers?: (mode: string) => Record<string, string>
  readonly zip?: 'yes' | 'no'
  readonly fileLimit?: number | string
  /** Line 4 of checkauth, demanded in all later requests. */
  readonly token?: string
  /** Line 5; of each session in turn, if there are several. */
  readonly timestamp?: string | readonly string[]
  /** Init replies hold sessid and version although nobody asked. */
  readonly alwaysFourLines?: boolean
  /** All sessions share one folder, and init leaves it as it is: a repeated upload is appended. */
  readonly appends?: boolean
  /** All sessions share one folder that init empties. */
  readonly shares?: boolean
  /** Every POST replaces the file. */
  readonly overwrites?: boolean
  /** A line feed between chunks. */
  readonly newlines?: boolean
  readonly refusesEmpty?: boolean
  readonly takesAnyName?: boolean
  readonly takesAnyExtension?: boolean
  readonly takesAnyLogin?: boolean
  /** These modes ask neither for a login nor for a session. */
  readonly open?: readonly string[]
  /** The cookie that comes with checkauth becomes the session. */
  readonly fixation?: boolean
  readonly staticCookie?: boolean
  readonly takesUnknownModes?: boolean
  readonly takesMissingFiles?: boolean
  readonly takesBrokenXml?: boolean
  /** Import never ends. */
  readonly endless?: boolean
  /** The second import of a file fails. */
  readonly importsOnce?: boolean
  /** Only GET, but for files. */
  readonly noPost?: boolean
  /** The first of two equal parameters wins, and a second `?` belongs to a value. */
  readonly firstWins?: boolean
  readonly refusesEmptyParameters?: boolean
  /** A query marks the orders: the next one has none. */
  readonly marksAtQuery?: boolean
  readonly ordersUtf8?: boolean
  /** These bytes in place of the orders. */
  readonly orders?: Uint8Array
  /** The last part of a name is all that is kept of it. */
  readonly keepsLastPart?: boolean
  /** A name with a zero byte is a page with this status. */
  readonly crashes?: boolean
  /** Import takes its name for a path. */
  readonly importsPaths?: boolean
  /** Entries of archives are kept under their names, `..` and all, and import finds them. */
  readonly zipSlip?: boolean
  /** Entries go where their names lead, as paths. */
  readonly joinsZipNames?: boolean
  /** Only names inside an archive are looked at, the others refused with the whole. */
  readonly refusesClimbingArchives?: boolean
  /** Bytes of a request that the server before the site lets pass. */
  readonly largestBody?: number
  readonly refusesComplete?: boolean
  /** A name of the cookie in place of `sid`. */
  readonly cookieName?: string
  /** The cookie is asked for by nobody: who knows the password has the one session. */
  readonly ignoresCookies?: boolean
}
