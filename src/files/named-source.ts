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

// macOS puts `._import.xml` beside, or `__MACOSX/._import.xml` into an archive: what its file system knows of import.xml.
const XML_NAME = /(?:^|\/)(?!\._)[^/]*\.xml$/i

/**
 * Whether the name is that of an XML document: the ones that are read from folders and archives.
 *
 * @example
 * import { isXmlName } from 'commerceml'
 * console.log(isXmlName('1c/IMPORT.XML'), isXmlName('photo.jpg')) // true false
 */
export const isXmlName = (name: string): boolean => XML_NAME.test(name)
