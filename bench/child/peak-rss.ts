import { readFileSync } from 'node:fs'

/**
 * Peak RSS of this process. Not `resourceUsage().maxRSS`: Linux hands that on from parent to child, so that no child
 * has less than the bench itself; and not every runtime has it.
 */
export function peakRssKb(): number {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kilobytes)
}
