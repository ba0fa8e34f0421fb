import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { AnyReaderOptions } from '../helpers/any-options.ts'
import { pieces as piecesOf } from '../helpers/bad-inputs.ts'
import type { Case } from './case.ts'
import { essence } from './difference.ts'
import type { PlanName } from './names.ts'
import { LEVELS, type Level } from './outcome.ts'

/** A document on which the engines once differed, with what both must make of it. */
interface Finding {
  readonly file: string
  /** What went wrong, and in which engine. */
  readonly was: string
  /** Of the bytes, for who looks at them. */
  readonly encoding: string
  readonly plan: PlanName
  readonly options: AnyReaderOptions
  readonly expected: { readonly code: string; readonly offset: number; readonly line: number }
}

const FOLDER = fileURLToPath(new URL('../../fixtures/fuzz/', import.meta.url))
const FINDINGS = JSON.parse(readFileSync(`${FOLDER}manifest.json`, 'utf8')) as Finding[]
const ENGINES = ['wasm', 'saxes'] as const

/** The case whole, byte by byte, and cut in two at each byte. */
function* everyWay(test: Case): Generator<Case> {
  const { length } = test.bytes
  const cutAt = (cuts: readonly number[]): Case => ({ ...test, cuts: { wasm: cuts, saxes: cuts } })
  yield cutAt([])
  yield cutAt([...piecesOf(test.bytes, 1)].map((_, index) => index + 1))
  for (let at = 0; at <= length; at++) yield cutAt([at])
}

test('every document has its finding', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.xml'))
  expect(FINDINGS.map(({ file }) => file).sort()).toEqual(files.sort())
})

describe('the engines agree, however it is cut, on', () => {
  test.each(FINDINGS)('$file', ({ file, plan, options, expected }) => {
    const bytes = readFileSync(FOLDER + file)
    const whole: Case = { bytes, plan, options, cuts: { wasm: [], saxes: [] } }
    const { code, offset, line } = LEVELS['every call'](whole, 'saxes')
    expect({ code, offset, line }).toEqual(expected)
    for (const level of Object.keys(LEVELS) as Level[]) {
      const first = essence(LEVELS[level](whole, 'saxes'))
      for (const cut of everyWay(whole)) {
        for (const engine of ENGINES) {
          const outcome = essence(LEVELS[level](cut, engine))
          expect(outcome, `${level}, ${engine}, cut at ${cut.cuts.wasm}`).toEqual(first)
        }
      }
    }
  })
})

// The memory of a scanner is used again, and what it left there once made a limit stand elsewhere.
describe('what an earlier document has left behind the input is none of it, on', () => {
  const FILLS = ['\u{10ffff}', '\n', '\r', '<', '>', '"', '&', ']', '-', 'а'].map((fill) =>
    Buffer.from(fill.repeat(2_000)),
  )
  const cuts = { wasm: [], saxes: [] }
  test.each(FINDINGS)('$file', ({ file, plan, options }) => {
    const bytes = readFileSync(FOLDER + file)
    const expected = essence(LEVELS.events({ bytes, plan, options, cuts }, 'saxes'))
    for (const fill of FILLS) {
      LEVELS.events({ bytes: Buffer.concat([Buffer.from('<!--'), fill]), plan, options: {}, cuts }, 'wasm')
      const outcome = essence(LEVELS.events({ bytes, plan, options, cuts }, 'wasm'))
      expect(outcome, `behind ${String(fill.subarray(0, 4))}`).toEqual(expected)
    }
  })
})
