import { parseFilename } from '../../exchange/filename.ts'
import type { NamedSource } from '../../files/named-source.ts'

// As many names fit a line of a log.
const MOST_NAMES = 20

/**
 * Files that may be kept under their names, those in archives included: 1C names these to nobody but the archive. They
 * are named as uploads of those names would be. Of the others `onError` is told once, behind them: to refuse the whole
 * archive for one would end the exchange.
 */
export async function* acceptedFiles(
  files: AsyncIterable<NamedSource>,
  extensions: readonly string[],
  onError: (error: unknown) => void,
): AsyncGenerator<NamedSource, void, undefined> {
  const names: string[] = []
  let refused = 0
  for await (const file of files) {
    const parsed = parseFilename(file.name, extensions)
    if (parsed.ok) yield { ...file, name: parsed.path }
    else if (++refused <= MOST_NAMES) names.push(`${JSON.stringify(file.name)} (${parsed.fault})`)
  }
  if (refused === 0) return
  const more = refused > MOST_NAMES ? ` and ${refused - MOST_NAMES} more` : ''
  onError(new Error(`files() leaves out what would be refused as an upload: ${names.join(', ')}${more}`))
}
