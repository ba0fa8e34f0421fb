import { statSync } from 'node:fs'
import { entrant } from '../contenders.ts'
import type { Gate } from '../gates.ts'
import { runHeat, seriesOf, times } from '../heat.ts'
import { entitiesIn, type InputFile, inputFile, recoded, zipped } from '../inputs.ts'
import type { Bench, Section } from '../part.ts'
import { ratios } from '../statistics.ts'
import { heatTable, megabytes } from '../table.ts'
import { disagreements } from '../verify.ts'

const MAX_RATIO = 1
const [PLAIN, ZIP, INFLATE] = ['commerceml, plain file', 'commerceml, archive', 'inflate alone']

async function filesOf(bench: Bench): Promise<InputFile[]> {
  const imported = await inputFile('import', 'utf-8', bench.bytes)
  const offers = await inputFile('offers', 'utf-8', bench.bytes)
  return [imported, offers, await recoded(imported, 'windows-1251')]
}

/** An archive with one document, beside the document and beside what Node takes to inflate it. */
export async function zip(bench: Bench): Promise<Section> {
  const lines = [
    '`readPathEvents` on both; `inflate alone` is `createInflateRaw` of `node:zlib`, its output dropped.',
    '',
  ]
  const gates: Gate[] = []
  const failures: string[] = []
  for (const plain of await filesOf(bench)) {
    const packed = await zipped(plain)
    const title = `${plain.kind}, ${plain.encoding}`
    const entrants = [
      entrant('commerceml, by path', plain, bench.host, PLAIN),
      entrant('commerceml, by path', packed, bench.host, ZIP),
      entrant('inflate alone', packed, bench.host, INFLATE),
    ]
    const series = await runHeat(`${title}, zipped`, entrants, bench.rounds)
    const [read, inflate] = [times(seriesOf(series, PLAIN)), times(seriesOf(series, INFLATE))]
    lines.push(
      `### ${title}, ${megabytes(plain.manifest.bytes)} MB, ${megabytes(statSync(packed.path).size)} MB zipped`,
      '',
      ...heatTable({
        series,
        heading: 'times plain',
        bytes: () => plain.manifest.bytes,
        entities: () => entitiesIn(plain.manifest),
      }),
    )
    gates.push({
      name: `${title}: time of the archive / (inflate alone + plain file)`,
      measured: ratios(
        times(seriesOf(series, ZIP)),
        read.map((ms, round) => ms + (inflate[round] ?? Number.NaN)),
      ),
      bound: MAX_RATIO,
      sense: 'at most',
    })
    failures.push(...disagreements(`${title}, zipped`, plain, series))
  }
  return { title: 'Archives', lines, gates, failures }
}
