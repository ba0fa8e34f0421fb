/** The middle, and how far the values lie from it. */
export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

/** The middle value, or the mean of the two in the middle; `NaN` of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low = Number.NaN, high = Number.NaN] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return (low + high) / 2
}

export const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  least: Math.min(...values),
  most: Math.max(...values),
})

/**
 * The ratios within each round. What ran one after the other was slowed down alike by a machine that was slower for a
 * while, and the ratio stays. Rounds that one of them sat out are left out.
 */
export function ratios(values: readonly number[], bases: readonly number[]): Spread {
  const rounds = Math.min(values.length, bases.length)
  return spreadOf(values.slice(0, rounds).map((value, round) => value / (bases[round] ?? Number.NaN)))
}
