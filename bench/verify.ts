import type { Series } from './heat.ts'
import { entitiesIn, type InputFile } from './inputs.ts'

/**
 * Whether the rows of this library found every entity, and all of them the same values: a fast wrong answer is no
 * result.
 */
export function disagreements(title: string, input: InputFile, series: readonly Series[]): string[] {
  const expected = entitiesIn(input.manifest)
  const found: string[] = []
  let checksum: number | undefined
  for (const { name, runs, failure } of series) {
    if (!/^commerceml\b(?!-)/.test(name)) continue
    if (failure !== undefined) found.push(`${title}: ${name} failed: ${failure}`)
    for (const { finding } of runs) {
      if (finding.entities !== expected)
        found.push(`${title}: ${name} found ${finding.entities} of ${expected} entities`)
      checksum ??= finding.checksum
      if (finding.checksum !== undefined && finding.checksum !== checksum)
        found.push(`${title}: ${name} has other values than the first`)
    }
  }
  return [...new Set(found)]
}
