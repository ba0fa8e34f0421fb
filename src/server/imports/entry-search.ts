interface Named {
  readonly name: string
}

const depthOf = ({ name }: Named): number => name.split('/').length

/** How names are compared, in turn: on Windows `Import.XML` is the same file, and who packs it may write it otherwise. */
export const SPELLINGS: readonly ((name: string) => string)[] = [(name) => name, (name) => name.toLowerCase()]

/**
 * The entries that may be meant by a path: by its whole, or else by the end of it those that lie least deep; several where
 * nothing tells which. Archives may hold a folder around everything, and folders of packages in that
 * (`000000001/1/import.xml`).
 */
export function entriesFor<E extends Named>(
  entries: readonly E[],
  path: string,
  spell: (name: string) => string,
): readonly E[] {
  const wanted = `/${spell(path)}`
  const found = entries.filter(({ name }) => `/${spell(name)}`.endsWith(wanted))
  const least = Math.min(...found.map(depthOf))
  return found.filter((entry) => depthOf(entry) === least)
}
