import {
  type CommerceMLError,
  type CommerceMLEvent,
  isCommerceMLError,
  type Position,
  type ReadOptions,
} from 'commerceml'
import { openInput } from './input.ts'
import { coloursFor } from './terminal/colours.ts'
import { errorJson } from './terminal/error-json.ts'
import { LineOutput } from './terminal/output.ts'
import { createProgress } from './terminal/progress.ts'
import { glimpse, visibleJson } from './terminal/visible.ts'

const pc = coloursFor(process.stdout)

/** `file:line: message [code] path`, as compilers write it, so that editors find the place. */
function located(path: string, position: Position | undefined, code: string, message: string): string {
  const { source = path, line = 1, offset = 0, path: elements = '' } = position ?? {}
  const place = `${code}, byte ${offset}${elements && `, ${glimpse(elements)}`}`
  return `${pc.bold(`${glimpse(source)}:${line}:`)} ${glimpse(message)} ${pc.dim(`[${place}]`)}`
}

/** The message of an error without the place that a reader puts behind it. */
function unplaced({ message, position }: CommerceMLError): string {
  if (position === undefined) return message
  const { source, line, offset, path } = position
  const place = ` (${[source, `line ${line}`, `byte ${offset}`, path].filter(Boolean).join(', ')})`
  return message.endsWith(place) ? message.slice(0, -place.length) : message
}

/** What is printed of an issue, and of what ends the reading. */
interface Printed {
  issue(event: Extract<CommerceMLEvent, { type: 'issue' }>): string
  error(error: CommerceMLError): string
}

const asJson: Printed = { issue: (event) => visibleJson(JSON.stringify(event)), error: errorJson }

const asText = (path: string): Printed => ({
  issue({ issue: { code, message, entity }, position }) {
    return located(path, position, code, entity === undefined ? message : `${message} (in ${entity})`)
  },
  error: (error) => located(path, error.position, error.code, unplaced(error)),
})

/** `commerceml validate`: every issue with its place, what is fatal as the last. Returns how many there were. */
export async function validate(
  path: string,
  options: ReadOptions,
  { json }: { readonly json?: boolean },
): Promise<number> {
  const input = await openInput(path)
  const output = new LineOutput()
  const progress = createProgress(input.totalBytes, process.stdout)
  const printed = json ? asJson : asText(path)
  let issues = 0
  let documents = 0
  try {
    for await (const event of input.events({ ...options, onProgress: progress.onProgress })) {
      progress.count()
      if (event.type === 'document') documents++
      if (event.type !== 'issue') continue
      issues++
      await output.line(printed.issue(event))
      if (output.closed) break // `commerceml validate … | head`: there is an issue, whatever follows
    }
  } catch (error) {
    if (!isCommerceMLError(error)) throw error
    issues++
    await output.line(printed.error(error))
  } finally {
    progress.stop()
    await output.flush()
  }
  if (issues === 0) process.stderr.write(`no issues in ${documents} ${documents === 1 ? 'document' : 'documents'}\n`)
  return issues
}
