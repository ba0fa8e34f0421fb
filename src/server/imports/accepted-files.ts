import { parseFilename } from '../../exchange/filename.ts'
import type { NamedSource } from '../../files/named-source.ts'

// As many names fit a line of a log.
const MOST_NAMES = 20

/**
 * Files that may be kept under their names, those in archives included: 1C names these to nobody but the archive. They
 * are named as uploads of those names would be, and one of another name that would come to the same is left out: it
 * would be kept over the first. Of those left out `onError` is told once, behind the others: to refuse the whole archive
 * for one would end the exchange.
 */
export async function* acceptedFiles(
  files: AsyncIterable<NamedSource>,
  extensions: readonly string[],
  onError: (error: unknown) => void,
): AsyncGenerator<NamedSource, void, undefined> {
  const given = new Map<string, string>()
  const names: string[] = []
  let refused = 0
  for await (const file of files) {
    const { name } = file
    const parsed = parseFilename(name, extensions)
    // What comes again under its own name, as in the next archive, is a newer one.
    if (parsed.ok && (given.get(parsed.path) ?? name) === name) {
      given.set(parsed.path, name)
      yield { ...file, name: parsed.path }
      continue
    }
    if (++refused > MOST_NAMES) continue
    names.push(`${JSON.stringify(name)} (${parsed.ok ? `named as ${JSON.stringify(parsed.path)}` : parsed.fault})`)
  }
  if (refused === 0) return
  const all = refused > MOST_NAMES ? [...names, `and ${refused - MOST_NAMES} more`] : names
  const what = 'what would be refused as an upload, or come to the name of another file'
  onError(new Error(`files() leaves out ${what}: ${all.join(', ')}`))
}
