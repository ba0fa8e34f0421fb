import type { CommerceMLError } from 'commerceml'
import { visibleJson } from './visible.ts'

/** What ended the reading, as the last of the lines of JSON. */
export function errorJson({ code, message, position, entity }: CommerceMLError): string {
  const { offset, line, path, source } = position ?? {}
  return visibleJson(JSON.stringify({ type: 'error', code, message, offset, line, path, source, entity }))
}
