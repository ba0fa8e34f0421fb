import { isXmlName } from '../../files/named-source.ts'

const folderOf = (name: string): string => name.slice(0, name.lastIndexOf('/') + 1)

/** The deepest folder that all these names are below; empty if there is none. */
function commonFolder(names: readonly string[]): string {
  const [first = '', ...others] = names
  let folder = folderOf(first)
  while (others.some((name) => !name.startsWith(folder))) folder = folderOf(folder.slice(0, -1))
  return folder
}

const PICTURES = '/import_files/'

/**
 * The folder around everything in an archive, as `webdata/`, the temporary one of УТ 11: products know their pictures by
 * names without it. It ends where `import_files/` begins, which is in those names; without that, or a document beside
 * the pictures, nothing tells whether a folder is around them or theirs.
 */
export function folderAround(names: readonly string[]): string {
  const folder = commonFolder(names)
  const pictures = `/${folder}`.indexOf(PICTURES)
  if (pictures >= 0) return folder.slice(0, pictures)
  return names.some(isXmlName) ? folder : ''
}

/**
 * The folder around the pictures that came without an archive: where УТ 11 cannot take the path of its temporary folder
 * off their names (ПодготовитьИмяФайлаДляСервера), it sends that as well, on Linux below `/tmp/`. Documents come by their
 * names alone.
 */
export const folderBefore = (names: readonly string[]): string =>
  folderAround(names.filter((name) => name.includes(PICTURES)))
