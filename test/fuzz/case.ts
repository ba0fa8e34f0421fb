import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Encoding } from '../../src/source/encodings.ts'
import type { AnyReaderOptions } from '../helpers/any-options.ts'
import { longRoot, rootElement } from './document.ts'
import { ENCODINGS, encode } from './encode.ts'
import { mutated, spliced } from './mutation.ts'
import type { PlanName } from './names.ts'
import { epilog, prolog } from './prolog.ts'
import { Random, type Weighted } from './random.ts'

/** What both engines are asked. */
export interface Case {
  readonly bytes: Uint8Array
  readonly plan: PlanName
  /** Limits, extras, strictness, an encoding, what is wanted: the same for scanners as far as they know of it. */
  readonly options: AnyReaderOptions
  /** Where the document is cut, for each engine on its own: ascending, and twice the same for an empty piece. */
  readonly cuts: Readonly<Record<'wasm' | 'saxes', readonly number[]>>
}

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url))
const LONGEST_FIXTURE = 8_000

const fixtures: readonly Uint8Array[] = ['valid', 'bad'].flatMap((folder) =>
  readdirSync(FIXTURES + folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.xml'))
    .sort() // a seed is the same document everywhere
    .map((file) => readFileSync(`${FIXTURES}${folder}/${file}`))
    .filter(({ length }) => length <= LONGEST_FIXTURE),
)

interface Written {
  readonly bytes: Uint8Array
  readonly encoding: Encoding
}

const LABELS: Readonly<Record<Encoding, readonly string[]>> = {
  'utf-8': ['UTF-8', 'utf-8', 'utf8', 'windows-1251'],
  'windows-1251': ['windows-1251', 'cp1251', 'Windows-1251'],
  'koi8-r': ['KOI8-R'],
  cp866: ['cp866', 'IBM866'],
  'iso-8859-5': ['ISO-8859-5'],
  'utf-16le': ['UTF-16', 'UTF-16LE', 'utf-16'],
  'utf-16be': ['UTF-16', 'UTF-16BE', 'utf-16'],
}

function marked(random: Random, text: string, encoding: Encoding): string {
  const isUsual = encoding.startsWith('utf-16') ? !random.oneIn(5) : encoding === 'utf-8' && random.oneIn(4)
  return (isUsual ? '\ufeff' : '') + (random.oneIn(150) ? '\ufeff' : '') + text
}

function written(random: Random, root: string): Written {
  const encoding = random.oneIn(2) ? 'utf-8' : random.pick(ENCODINGS)
  const text = prolog(random, random.pick(LABELS[encoding])) + root + epilog(random)
  return { bytes: encode(marked(random, text, encoding), encoding), encoding }
}

const generated = (random: Random, plan: PlanName): Written => written(random, rootElement(random, plan))

const fixture = (random: Random): Written => ({ bytes: random.pick(fixtures), encoding: 'utf-8' })

const DOCUMENTS: Weighted<(random: Random, plan: PlanName) => Uint8Array> = [
  [500, (random, plan) => generated(random, plan).bytes],
  [
    400,
    (random, plan) => {
      const { bytes, encoding } = generated(random, plan)
      return mutated(random, bytes, encoding)
    },
  ],
  [
    60,
    (random) => {
      const { bytes, encoding } = fixture(random)
      return mutated(random, bytes, encoding)
    },
  ],
  [
    50,
    (random, plan) => {
      const [one, other] = [generated(random, plan), random.oneIn(4) ? fixture(random) : generated(random, plan)]
      return spliced(random, one.bytes, other.bytes)
    },
  ],
  [1, (random, plan) => written(random, longRoot(random, plan)).bytes],
]

type Limits = NonNullable<AnyReaderOptions['limits']>

// Low enough to be met by documents of this size.
const LIMITS: Weighted<(random: Random) => Limits> = [
  [14, () => ({})],
  [1, (random) => ({ depth: random.below(8) })],
  [1, (random) => ({ attributes: random.below(5) })],
  [1, (random) => ({ nameLength: random.below(30) })],
  [2, (random) => ({ textLength: random.below(60) })],
  [1, (random) => ({ prologLength: random.below(80) })],
  [1, (random) => ({ entityLength: random.between(30, 900) })],
  [1, (random) => ({ groupTree: random.below(4) })],
  [1, (random) => ({ textLength: random.below(90), nameLength: random.below(40), prologLength: random.below(120) })],
]

const EXTRAS: Weighted<NonNullable<AnyReaderOptions['extras']>> = [
  [6, 'keep'],
  [4, 'ignore'],
  [2, 'report'],
  [1, 'refuse'],
]

const PROJECTIONS: Weighted<Pick<AnyReaderOptions, 'select' | 'fields'>> = [
  [60, {}], // the plan of any other is compiled for it
  [1, { select: ['document'] }],
  [1, { select: ['product', 'offersPackage'] }],
  [1, { fields: { product: ['name', 'taxRates.rate', 'requisites'], offer: ['prices.unitPrice', 'quantity'] } }],
  [1, { fields: { order: ['number', 'lines.quantity', 'extras'], group: [], classifier: ['name'] } }],
]

const CUTTINGS: Weighted<(random: Random, length: number) => number[]> = [
  [3, () => []],
  [3, (random, length) => [random.below(length + 1)]],
  [3, (random, length) => Array.from({ length: random.between(2, 12) }, () => random.below(length + 1))],
  [1, (random, length) => every(random.pick([1, 2, 3, 7, 16]), length)],
]
const MOST_PIECES = 20_000

function every(size: number, length: number): number[] {
  const step = Math.max(size, Math.ceil(length / MOST_PIECES))
  return Array.from({ length: Math.floor(length / step) }, (_, index) => (index + 1) * step)
}

const cuts = (random: Random, length: number): number[] =>
  random
    .weighted(CUTTINGS)(random, length)
    .sort((a, b) => a - b)

/** The case of a seed. */
export function caseOf(seed: number): Case {
  const random = new Random(seed)
  const plan = random.oneIn(3) ? 'small' : 'commerceml'
  const bytes = random.weighted(DOCUMENTS)(random, plan)
  const options: AnyReaderOptions = {
    limits: random.weighted(LIMITS)(random),
    extras: random.weighted(EXTRAS),
    strict: random.oneIn(12),
    ...(random.oneIn(20) && { encoding: random.pick(ENCODINGS) }),
    ...random.weighted(PROJECTIONS),
  }
  return { bytes, plan, options, cuts: { wasm: cuts(random, bytes.length), saxes: cuts(random, bytes.length) } }
}

/** The document in the pieces that an engine gets. */
export function pieces({ bytes, cuts }: Case, engine: 'wasm' | 'saxes'): Uint8Array[] {
  const ends = [...cuts[engine], bytes.length]
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
}
