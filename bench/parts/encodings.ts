import { entrant } from '../contenders.ts'
import type { Gate } from '../gates.ts'
import { runHeat, type Series, seriesOf, times } from '../heat.ts'
import { entitiesIn, inputFile, recoded } from '../inputs.ts'
import type { Bench, Section } from '../part.ts'
import { ratios } from '../statistics.ts'
import { heatTable, megabytes } from '../table.ts'
import { disagreements } from '../verify.ts'

const MAX_RATIO = 1
const LEGACY = 'windows-1251'
const NAMES = ['commerceml', 'commerceml, engine saxes', 'xmllint'] as const

/** The same document in both encodings: as many characters, so that times compare as they are. */
export async function encodings(bench: Bench): Promise<Section> {
  const lines = [
    'The same text in both encodings; `xmlwf` and `node-expat` read no windows-1251. The ratio is of the time per character.',
    '',
  ]
  const gates: Gate[] = []
  const failures: string[] = []
  for (const kind of ['import', 'offers'] as const) {
    const utf8 = await inputFile(kind, 'utf-8', bench.bytes)
    const legacy = await recoded(utf8, LEGACY)
    const labels = (encoding: string) => NAMES.map((name) => `${name}, ${encoding}`)
    const entrants = NAMES.flatMap((name) =>
      [utf8, legacy].map((input) => entrant(name, input, bench.host, `${name}, ${input.encoding}`)),
    )
    const series = await runHeat(`${kind} in two encodings`, entrants, bench.rounds)
    const inputOf = ({ name }: Series) => (name.endsWith(LEGACY) ? legacy : utf8)
    const [ours = '', legacyOurs = ''] = [labels('utf-8')[0], labels(LEGACY)[0]]
    lines.push(
      `### ${kind}, ${megabytes(utf8.manifest.bytes)} MB in UTF-8, ${megabytes(legacy.manifest.bytes)} MB in ${LEGACY}`,
      '',
      ...heatTable({
        series,
        heading: 'times ours in UTF-8',
        bytes: (one) => inputOf(one).manifest.bytes,
        entities: () => entitiesIn(utf8.manifest),
      }),
    )
    gates.push({
      name: `${kind}: time per character, ${LEGACY} / UTF-8`,
      measured: ratios(times(seriesOf(series, legacyOurs)), times(seriesOf(series, ours))),
      bound: MAX_RATIO,
      sense: 'at most',
    })
    // The events say the encoding: compared within each.
    for (const input of [utf8, legacy])
      failures.push(
        ...disagreements(
          `${kind}, ${input.encoding}`,
          input,
          series.filter((one) => inputOf(one) === input),
        ),
      )
  }
  return { title: 'Encodings', lines, gates, failures }
}
