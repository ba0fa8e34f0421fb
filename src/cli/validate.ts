import { isCommerceMLError, type Position, type ReadOptions } from 'commerceml'
import { coloursFor } from './colours.ts'
import { openInput } from './input.ts'
import { LineOutput } from './output.ts'
import { createProgress } from './progress.ts'
import { glimpse } from './visible.ts'

const pc = coloursFor(process.stdout)

/** `file:line: message [code] path`, as compilers write it, so that editors find the place. */
function located(path: string, position: Position | undefined, code: string, message: string): string {
  const { source = path, line = 1, offset = 0, path: elements = '' } = position ?? {}
  const place = `${code}, byte ${offset}${elements && `, ${glimpse(elements)}`}`
  return `${pc.bold(`${glimpse(source)}:${line}:`)} ${glimpse(message)} ${pc.dim(`[${place}]`)}`
}

/** `commerceml validate`: every issue with its place. Returns how many there were; a fatal error is thrown. */
export async function validate(path: string, options: ReadOptions): Promise<number> {
  const input = await openInput(path)
  const output = new LineOutput()
  const progress = createProgress(input.totalBytes, process.stdout)
  let issues = 0
  try {
    for await (const event of input.events({ ...options, onProgress: progress.onProgress })) {
      progress.count()
      if (event.type !== 'issue') continue
      issues++
      const { code, message, entity } = event.issue
      const about = entity === undefined ? message : `${message} (in ${entity})`
      await output.line(located(path, event.position, code, about))
      if (output.closed) break // `commerceml validate … | head`: there is an issue, whatever follows
    }
    return issues
  } catch (error) {
    if (isCommerceMLError(error)) await output.line(located(path, error.position, error.code, error.message))
    throw error
  } finally {
    progress.stop()
    await output.flush()
  }
}
