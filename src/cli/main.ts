import { readFileSync } from 'node:fs'
import { CommanderError } from 'commander'
import { isCommerceMLError } from 'commerceml'
import { isExchangeFailure } from 'commerceml/client'
import { createProgram, EXIT } from './program.ts'
import { failureLine } from './push.ts'
import { coloursFor } from './terminal/colours.ts'
import { visible } from './terminal/visible.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

function exitCodeOf(error: unknown): number {
  // commander has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.misuse
  if (isExchangeFailure(error)) {
    process.stderr.write(failureLine(error))
    return EXIT.badInput
  }
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${coloursFor(process.stderr).red('error:')} ${visible(message)}\n`)
  return isCommerceMLError(error) ? EXIT.badInput : EXIT.misuse
}

// On Windows a write that was waiting when the reader went ends as EOF, one that comes later as EPIPE. A terminal that was
// closed gives EIO.
const hasNoReader = ({ code }: NodeJS.ErrnoException): boolean =>
  code === 'EPIPE' || code === 'EOF' || (code === 'EIO' && process.stdout.isTTY)

// `commerceml inspect … | head` closes the pipe: that is no error. On a full disk there is no use in going on.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (!hasNoReader(error)) process.exit(exitCodeOf(error)) // which puts the bar away
})
// `commerceml push … 2>&1 | head`: an exchange does not break off because nobody reads how it gets on.
process.stderr.on('error', () => {})

try {
  await createProgram(version, (code) => {
    process.exitCode = code
  }).parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error)
}
