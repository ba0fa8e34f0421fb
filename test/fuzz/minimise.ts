import type { Case } from './case.ts'

const ENGINES = ['wasm', 'saxes'] as const

/** The document without a range; the cuts move along. */
function without(test: Case, from: number, to: number): Case {
  const bytes = Buffer.concat([test.bytes.subarray(0, from), test.bytes.subarray(to)])
  const moved = (cuts: readonly number[]): number[] =>
    cuts.map((cut) => (cut <= from ? cut : Math.max(from, cut - (to - from))))
  return { ...test, bytes, cuts: { wasm: moved(test.cuts.wasm), saxes: moved(test.cuts.saxes) } }
}

/** Fewer cuts: none at all, or one less. */
function* simplerCuts(test: Case): Generator<Case> {
  for (const engine of ENGINES) {
    const cuts = test.cuts[engine]
    const withCuts = (some: readonly number[]): Case => ({ ...test, cuts: { ...test.cuts, [engine]: some } })
    if (cuts.length > 0) yield withCuts([])
    for (let part = Math.ceil(cuts.length / 2); part >= 1 && cuts.length > 1; part = Math.floor(part / 2)) {
      for (let at = 0; at < cuts.length; at += part) yield withCuts([...cuts.slice(0, at), ...cuts.slice(at + part)])
    }
  }
}

/** Fewer options. */
function* simplerOptions(test: Case): Generator<Case> {
  const { limits, ...others } = test.options
  if (limits !== undefined && Object.keys(limits).length > 0) yield { ...test, options: others }
  for (const name of Object.keys(others)) {
    const { [name as keyof typeof others]: _, ...rest } = test.options
    yield { ...test, options: rest }
  }
}

/** Shorter documents, halves first. */
function* shorter(test: Case): Generator<Case> {
  const { length } = test.bytes
  for (let part = Math.ceil(length / 2); part >= 1; part = part === 1 ? 0 : Math.ceil(part / 2)) {
    for (let at = 0; at < length; at += part) yield without(test, at, Math.min(length, at + part))
  }
}

/** The smallest case near this one of which the same is true: each step takes something away, as long as that goes. */
export function minimised(test: Case, fails: (test: Case) => boolean, tries = 20_000, milliseconds = 10_000): Case {
  let smallest = test
  let left = tries
  const until = performance.now() + milliseconds
  for (let found = true; found; ) {
    found = false
    for (const simpler of [simplerCuts, simplerOptions, shorter]) {
      for (const candidate of simpler(smallest)) {
        if (left-- <= 0 || performance.now() > until) return smallest
        if (!fails(candidate)) continue
        smallest = candidate
        found = true
        break
      }
    }
  }
  return smallest
}
