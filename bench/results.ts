import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'

const RESULTS = new URL('RESULTS.md', import.meta.url)

/** The day and the machine, which no figure stands without. */
export function measuredOn(): string {
  const [cpu] = cpus()
  const day = new Date().toISOString().slice(0, 10)
  return `${day}, ${cpu?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores, Node ${process.versions.node}.`
}

/** Puts `lines` under the heading `title` of bench/RESULTS.md, in place of what stood there: each command has its own. */
export function writeSection(title: string, lines: readonly string[]): void {
  const [preamble = '', ...sections] = readFileSync(RESULTS, 'utf8').split(/^(?=## )/m)
  const section = [`## ${title}`, '', ...lines, ''].join('\n')
  const at = sections.findIndex((one) => one.startsWith(`## ${title}\n`))
  if (at < 0) sections.push(section)
  else sections[at] = section
  writeFileSync(RESULTS, [preamble, ...sections].map((one) => `${one.trimEnd()}\n`).join('\n'))
}
