import { isXmlName } from '../files/named-source.ts'

const folderOf = (name: string): string => name.slice(0, name.lastIndexOf('/') + 1)

/** The deepest folder that all these names are below; empty if there is none. */
function commonFolder(names: readonly string[]): string {
  const [first = '', ...others] = names
  let folder = folderOf(first)
  while (others.some((name) => !name.startsWith(folder))) folder = folderOf(folder.slice(0, -1))
  return folder
}

/**
 * The folder around everything in an archive, or sent without one, as `webdata/`, the temporary one of УТ 11, whose whole
 * path a 1C server on Linux sends: products know their pictures by names without it, and 1С-Битрикс looks for them beside
 * the document. It ends where `import_files/` begins, which is in those names; without that, or a document beside the
 * pictures, nothing tells whether a folder is around them or theirs.
 */
export function folderAround(names: readonly string[]): string {
  const folder = commonFolder(names)
  const pictures = `/${folder}`.indexOf('/import_files/')
  if (pictures >= 0) return folder.slice(0, pictures)
  return names.some(isXmlName) ? folder : ''
}
