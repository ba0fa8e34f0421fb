/** A document among others: a file of a folder, an entry of an archive. */
export interface NamedSource {
  /** Its path in the folder or archive, `/` between the parts. */
  readonly name: string
  /** Bytes, where that is known beforehand. */
  readonly size?: number
  /** A fresh stream from its first byte. It is asked for more than once: to look what the document is, and to read it. */
  open(): AsyncIterable<Uint8Array>
  /** A stream from a later byte, where the source can be entered there; else it is read from the start and passed over. */
  openAt?(byte: number): AsyncIterable<Uint8Array>
}

/** Whether the file is one of those in which macOS keeps what it knows of another: `._import.xml`, or below `__MACOSX`. */
export const isResourceFork = (name: string): boolean => /(?:^|\/)(?:__MACOSX\/|\._)/.test(name)

/**
 * Whether the name is that of an XML document: the ones that are read from folders and archives. `._import.xml` is none:
 * macOS keeps the icon and the origin of `import.xml` under such a name, in archives of Finder below `__MACOSX`.
 *
 * @example
 * import { isXmlName } from 'commerceml'
 * console.log(isXmlName('1c/IMPORT.XML'), isXmlName('photo.jpg'), isXmlName('__MACOSX/._import.xml')) // true false false
 */
export const isXmlName = (name: string): boolean => /\.xml$/i.test(name) && !isResourceFork(name)
