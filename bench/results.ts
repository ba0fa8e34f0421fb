import { readFileSync, writeFileSync } from 'node:fs'

const RESULTS = new URL('RESULTS.md', import.meta.url)

/** Puts `lines` under the heading `title` of bench/RESULTS.md, in place of what stood there: each command has its own. */
export function writeSection(title: string, lines: readonly string[]): void {
  const [preamble = '', ...sections] = readFileSync(RESULTS, 'utf8').split(/^(?=## )/m)
  const section = [`## ${title}`, '', ...lines, ''].join('\n')
  const at = sections.findIndex((one) => one.startsWith(`## ${title}\n`))
  if (at < 0) sections.push(section)
  else sections[at] = section
  writeFileSync(RESULTS, [preamble, ...sections].map((one) => `${one.trimEnd()}\n`).join('\n'))
}
