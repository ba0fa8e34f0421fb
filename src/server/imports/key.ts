/** What is told of an entry of an archive: by its directory, before it is read. */
export interface ArchivedFile {
  readonly name: string
  readonly size: number
  readonly crc32: number
}

const BETWEEN = '|' // no upload's name has one
// Names in archives may have one. This stands for it: archives with control characters in a name are refused.
const STAND_IN = '\u001f'
const written = (name: string): string => name.replaceAll(BETWEEN, STAND_IN)
const read = (part: string): string => part.replaceAll(STAND_IN, BETWEEN)
const ENTRY = /^(.*?\.zip)\/(.*)#\d+-[0-9a-f]{1,8}$/is

/**
 * Names an import of files in an archive, and their content: an archive of the same name with another content is another
 * import. A file of its own is named by itself.
 */
export const keyOfEntries = (archive: string, entries: readonly ArchivedFile[]): string =>
  entries
    .map(({ name, size, crc32 }) => `${archive}/${written(name)}#${size}-${(crc32 >>> 0).toString(16)}`)
    .join(BETWEEN)

/** Names no file: that there is such a state says that archives have come into the area. */
export const ARCHIVES_KEY: string = BETWEEN

/** Names what is owed of a file. */
export const keyOfDebt = (name: string): string => BETWEEN + written(name)

/** The file of which a key names what is owed. */
export const debtorOf = (key: string): string | undefined => (key.startsWith(BETWEEN) ? read(key.slice(1)) : undefined)

/** The files that a key names, by their own names: `import.xml` of `v8_1.zip/import.xml#1000-89abcdef`. */
export const namesOfKey = (key: string): string[] =>
  key
    .split(BETWEEN)
    .filter((part) => part !== '')
    .map((part) => read(ENTRY.exec(part)?.[2] ?? part))

/** The archives that they are in. */
export const archivesOfKey = (key: string): string[] =>
  key.split(BETWEEN).flatMap((part) => ENTRY.exec(part)?.[1] ?? [])
