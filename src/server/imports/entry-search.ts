interface Named {
  readonly name: string
}

const depthOf = ({ name }: Named): number => name.split('/').length

/** By its path, or else by the end of it: those that lie least deep. */
function spelt<E extends Named>(entries: readonly E[], path: string, spell: (name: string) => string): readonly E[] {
  const wanted = `/${spell(path)}`
  const found = entries.filter(({ name }) => `/${spell(name)}`.endsWith(wanted))
  const least = Math.min(...found.map(depthOf))
  return found.filter((entry) => depthOf(entry) === least)
}

/**
 * The entries that may be meant by a path; several where nothing tells which. Archives may hold a folder around
 * everything, and folders of packages in that (`000000001/1/import.xml`); and on Windows, where `Import.XML` is the same
 * file, who packs it may write its name otherwise than who asks.
 */
export function entriesFor<E extends Named>(entries: readonly E[], path: string): readonly E[] {
  const found = spelt(entries, path, (name) => name)
  return found.length > 0 ? found : spelt(entries, path, (name) => name.toLowerCase())
}
