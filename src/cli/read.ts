import { type EventType, isCommerceMLError, type ReadOptions } from 'commerceml'
import { openInput } from './input.ts'
import { errorJson } from './terminal/error-json.ts'
import { LineOutput } from './terminal/output.ts'
import { createProgress } from './terminal/progress.ts'
import { visibleJson } from './terminal/visible.ts'

/**
 * What the reading may pass over, which takes down to half of the time. All is read for `issue` and `end`, since what is
 * passed over raises no issues and is not counted, and where an issue or an unknown element ends the reading.
 */
function narrowed(options: ReadOptions, select: ReadonlySet<EventType> | undefined): ReadOptions {
  const needsAll = options.strict === true || options.extras === 'refuse'
  if (select === undefined || needsAll || select.has('issue') || select.has('end')) return options
  return { ...options, select: [...select] }
}

/** `commerceml read`: one event a line, as JSON; a fatal error is the last line, and thrown. */
export async function read(
  path: string,
  options: ReadOptions,
  select: ReadonlySet<EventType> | undefined,
): Promise<void> {
  const input = await openInput(path)
  const output = new LineOutput()
  const progress = createProgress(input.totalBytes, process.stdout)
  try {
    for await (const event of input.events({ ...narrowed(options, select), onProgress: progress.onProgress })) {
      progress.count()
      if (select === undefined || select.has(event.type)) await output.line(visibleJson(JSON.stringify(event)))
      if (output.closed) return
    }
  } catch (error) {
    if (isCommerceMLError(error)) await output.line(errorJson(error))
    throw error
  } finally {
    progress.stop()
    await output.flush()
  }
}
