/** One document of several: a file of a folder, an entry of an archive. */
export interface NamedSource {
  /** Its path in the folder or archive, with `/` between the parts. */
  readonly name: string
  /** Size in bytes, if known beforehand. */
  readonly size?: number
  /** A new stream from the first byte. Called more than once: to find out what the document is, and to read it. */
  open(): AsyncIterable<Uint8Array>
  /** A stream from a later byte, if the source can seek. Without it a resumed reading skips from the start. */
  openAt?(byte: number): AsyncIterable<Uint8Array>
}

/** Whether macOS keeps metadata of another file in this one: `._import.xml`, or anything below `__MACOSX`. */
export const isResourceFork = (name: string): boolean => /(?:^|\/)(?:__MACOSX\/|\._)/.test(name)

/**
 * Whether a file of a folder or archive is an XML document, by its name. `._import.xml` is not: macOS keeps metadata of
 * `import.xml` under such a name, and archives made by Finder hold it below `__MACOSX`.
 *
 * @example
 * import { isXmlName } from 'commerceml'
 * console.log(isXmlName('1c/IMPORT.XML'), isXmlName('photo.jpg'), isXmlName('__MACOSX/._import.xml')) // true false false
 */
export const isXmlName = (name: string): boolean => /\.xml$/i.test(name) && !isResourceFork(name)
