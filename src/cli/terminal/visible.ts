import { pictured } from '../../source/invisible.ts'

export { visibleJson } from '../../source/invisible.ts'

const BLANKS: Readonly<Record<string, string>> = { '\n': ' ', '\r': ' ' }

/** Text of others as one line of our own: what a site or a document says gets onto a terminal. */
export const visible = (text: string): string => pictured(text, BLANKS)

const MOST = 400

/** Such a line, cut: a site may answer with a page where a word is meant, and an id have megabytes. */
export function glimpse(text: string): string {
  const line = visible(text)
  return line.length <= MOST ? line : `${line.slice(0, MOST)}… (${line.length} characters)`
}
