/**
 * CommerceML documents for measurements and tests, of any size, the same bytes for the same options.
 *
 *     node --import tsx bench/generate.ts import --products 100000 --encoding utf-8 > import.xml
 *     node --import tsx bench/generate.ts offers --bytes 100M --encoding windows-1251 > offers.xml
 *
 * The document goes to standard output, the manifest to standard error.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { encode } from 'iconv-lite'
import { pricesDocument, restsDocument } from './generator/changes-document.ts'
import type { Document } from './generator/document.ts'
import { importDocument } from './generator/import-document.ts'
import { offersDocument } from './generator/offers-document.ts'
import { ordersDocument } from './generator/orders-document.ts'
import { decimal } from './generator/words.ts'
import { createIdHash } from './id-hash.ts'
import { parseSize } from './size.ts'

export { createIdHash }

/** What each kind of document is made by, and what its items are. `prices` and `rests` are those of 3.1. */
const DOCUMENTS = {
  import: { items: 'products', make: importDocument },
  offers: { items: 'offers', make: offersDocument },
  orders: { items: 'orders', make: ordersDocument },
  prices: { items: 'offers', make: pricesDocument },
  rests: { items: 'offers', make: restsDocument },
} as const satisfies Record<
  string,
  {
    readonly items: 'products' | 'offers' | 'orders'
    readonly make: (seed: number, encoding: string, small: boolean) => Document
  }
>

export type Kind = keyof typeof DOCUMENTS
export type Encoding = 'utf-8' | 'windows-1251'

export interface GenerateOptions {
  readonly kind: Kind
  /** Products, offers or orders in all; or bytes, of which the last item may run over. */
  readonly size: { readonly items: number } | { readonly bytes: number }
  /** Declared and true. `utf-8` by default. */
  readonly encoding?: Encoding
  readonly seed?: number
  /** Products of about 250 bytes in place of 4.8 KB; for `import` only. */
  readonly small?: boolean
}

/** What a reader of the document must find. */
export interface Manifest {
  readonly products: number
  readonly offers: number
  /** Absent from documents of other kinds. */
  readonly orders?: number
  readonly groups: number
  /** Of the ids of products, offers or orders: see {@link createIdHash}. */
  readonly idHash: string
  /** Of all ЦенаЗаЕдиницу, exact: `1234567.80`. */
  readonly priceSum: string
  readonly bytes: number
}

const CHUNK_BYTES = 64 * 1024

/**
 * Yields a document in chunks of 64 KiB, the last one shorter, and returns its manifest. Chunks cut characters.
 * One chunk and one item are held at a time, whatever the size.
 */
export function* generate(options: GenerateOptions): Generator<Uint8Array<ArrayBuffer>, Manifest, undefined> {
  const { kind, size, encoding = 'utf-8', seed = 1, small = false } = options
  if (kind !== 'import' && small) throw new TypeError('small is for import only')
  const { items: counted, make } = DOCUMENTS[kind]
  const document = make(seed, encoding, small)
  const toBytes = (text: string): Uint8Array => (encoding === 'utf-8' ? Buffer.from(text) : encode(text, encoding))
  const maxItems = 'items' in size ? size.items : Number.POSITIVE_INFINITY
  const maxBytes = 'bytes' in size ? size.bytes - toBytes(document.tail).length : Number.POSITIVE_INFINITY
  let chunk = new Uint8Array(CHUNK_BYTES)
  let filled = 0
  let bytes = 0

  function* write(text: string): Generator<Uint8Array<ArrayBuffer>, void, undefined> {
    let rest = toBytes(text)
    bytes += rest.length
    while (rest.length >= CHUNK_BYTES - filled) {
      chunk.set(rest.subarray(0, CHUNK_BYTES - filled), filled)
      rest = rest.subarray(CHUNK_BYTES - filled)
      yield chunk
      chunk = new Uint8Array(CHUNK_BYTES) // the one yielded is the consumer's
      filled = 0
    }
    chunk.set(rest, filled)
    filled += rest.length
  }

  const idHash = createIdHash()
  let kopecks = 0n
  let items = 0
  yield* write(document.head)
  for (; items < maxItems && bytes < maxBytes; items++) {
    const item = document.item(items)
    idHash.add(item.id)
    kopecks += BigInt(item.kopecks)
    yield* write(item.xml)
  }
  yield* write(document.tail)
  if (filled > 0) yield chunk.subarray(0, filled)
  return {
    products: 0,
    offers: 0,
    [counted]: items,
    groups: document.groups,
    idHash: idHash.digest(),
    priceSum: decimal(kopecks),
    bytes,
  }
}

const isKind = (word: string): word is Kind => Object.hasOwn(DOCUMENTS, word)

function optionsFrom(args: string[]): GenerateOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      products: { type: 'string' },
      offers: { type: 'string' },
      orders: { type: 'string' },
      bytes: { type: 'string' },
      encoding: { type: 'string', default: 'utf-8' },
      seed: { type: 'string', default: '1' },
      small: { type: 'boolean', default: false },
    },
  })
  const [kind] = positionals
  if (positionals.length !== 1 || kind === undefined || !isKind(kind)) {
    throw new TypeError(`say what to generate: ${Object.keys(DOCUMENTS).join(', ')}`)
  }
  const { encoding, seed, small } = values
  if (encoding !== 'utf-8' && encoding !== 'windows-1251') throw new TypeError('--encoding is utf-8 or windows-1251')
  if (!/^\d+$/.test(seed)) throw new TypeError('--seed is a whole number')
  const { items } = DOCUMENTS[kind]
  const count = values[items]
  if ((count === undefined) === (values.bytes === undefined)) {
    throw new TypeError(`give either --${items} or --bytes`)
  }
  const size = count === undefined ? { bytes: parseSize(values.bytes ?? '') } : { items: parseSize(count) }
  return { kind, size, encoding, seed: Number(seed), small }
}

async function main(): Promise<void> {
  const options = optionsFrom(process.argv.slice(2))
  function* document(): Generator<Uint8Array> {
    const manifest = yield* generate(options)
    console.error(JSON.stringify(manifest))
  }
  await pipeline(Readable.from(document()), process.stdout)
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
