import { entrant } from '../contenders.ts'
import type { Gate } from '../gates.ts'
import { runHeat, type Series, seriesOf, times } from '../heat.ts'
import { entitiesIn, inputFile } from '../inputs.ts'
import type { Bench, Section } from '../part.ts'
import { ratios } from '../statistics.ts'
import { heatTable, megabytes } from '../table.ts'
import { disagreements } from '../verify.ts'

const MAX_RATIO = 0.6
const NAMES = [
  'commerceml',
  'commerceml, price and stock',
  'commerceml, read again',
  'commerceml, price and stock, read again',
] as const

/** A price and stock update, which wants four fields of each offer, beside the full read of the same file. */
export async function fields(bench: Bench): Promise<Section> {
  const input = await inputFile('offers', 'utf-8', bench.bytes)
  const entrants = NAMES.map((name) => entrant(name, input, bench.host))
  const series = await runHeat('fields', entrants, bench.rounds)
  const [full, few, fullAgain, fewAgain] = NAMES.map((name) => seriesOf(series, name)) as [
    Series,
    Series,
    Series,
    Series,
  ]
  const gateOf = (name: string, part: Series, whole: Series): Gate => ({
    name: `offers${name}: time for price and stock / full read`,
    measured: ratios(times(part), times(whole)),
    bound: MAX_RATIO,
    sense: 'at most',
  })
  const lines = [
    `${megabytes(input.manifest.bytes)} MB of offers: \`select: ['offer']\`, \`fields: { offer: ['prices.priceTypeId', 'prices.unitPrice', 'quantity', 'stocks'] }\`.`,
    '',
    ...heatTable({
      series,
      heading: 'times the full read',
      bytes: () => input.manifest.bytes,
      entities: () => entitiesIn(input.manifest),
    }),
  ]
  // Other values are what is asked for here; that each offer comes is not.
  const failures = series.flatMap((one) => disagreements('fields', input, [one]))
  return {
    title: 'Price and stock only',
    lines,
    gates: [gateOf('', few, full), gateOf(', read again', fewAgain, fullAgain)],
    failures,
  }
}
