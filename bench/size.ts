const UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['K', 1e3],
  ['M', 1e6],
  ['G', 1e9],
])

/** `100M` as a number of bytes; decimal units, as the MB/s of the results are. Throws `TypeError` for anything else. */
export function parseSize(text: string): number {
  const [, digits, unit] = /^(\d+)([KMG]?)$/.exec(text) ?? []
  const factor = UNITS.get(unit ?? '')
  if (digits === undefined || factor === undefined) {
    throw new TypeError(`a size is a number with K, M or G behind it, such as 100M; got "${text}"`)
  }
  return Number(digits) * factor
}
