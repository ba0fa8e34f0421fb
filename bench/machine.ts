import { cpus } from 'node:os'

/** The day and the machine, which no figure stands without. */
export function measuredOn(): string {
  const [cpu] = cpus()
  const day = new Date().toISOString().slice(0, 10)
  return `${day}, ${cpu?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores, Node ${process.versions.node}.`
}
