import { SHAPES } from '../contenders/shapes.ts'
import type { Gate } from '../gates.ts'
import type { Bench, Section } from '../part.ts'
import { measureJob } from '../processes.ts'
import { spreadOf } from '../statistics.ts'
import { markdownTable } from '../table.ts'

const MAX_GROWTH = 2.4
const ENGINES = ['wasm', 'saxes'] as const

/** How the time grows when one thing in a document becomes twice as long. */
export async function linearity({ host, rounds }: Bench): Promise<Section> {
  const rows: string[][] = []
  const gates: Gate[] = []
  const failures: string[] = []
  for (const shape of Object.keys(SHAPES)) {
    const row = [shape]
    for (const engine of ENGINES) {
      const name = `${shape}, engine ${engine}: time(2N) / time(N)`
      const found: number[] = []
      for (let round = 0; round < Math.min(rounds, 3); round++) {
        try {
          const job = { contender: 'linearity', path: '', kind: 'import', encoding: 'utf-8', engine, shape } as const
          found.push((await measureJob(host.command, host.child, job)).finding.growth ?? Number.NaN)
        } catch (error) {
          failures.push(`${name}: ${String(error)}`)
          break
        }
      }
      console.error(`  ${name}: ${found.map((growth) => growth.toFixed(2)).join(' ')}`)
      const measured = found.length === 0 ? undefined : spreadOf(found)
      gates.push({ name, measured, missing: 'it failed', bound: MAX_GROWTH, sense: 'at most' })
      row.push(
        measured === undefined
          ? '-'
          : `${measured.median.toFixed(2)} (${measured.least.toFixed(2)}–${measured.most.toFixed(2)})`,
      )
    }
    rows.push(row)
  }
  return {
    title: 'Linearity',
    lines: [
      'time(2N) / time(N) of documents that are long in one way, from memory in chunks of 64 KiB, limits lifted.',
      '',
      ...markdownTable(['what is long', ...ENGINES.map((engine) => `engine ${engine}`)], rows),
    ],
    gates,
    failures,
  }
}
