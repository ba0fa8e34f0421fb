import { isCommerceMLError } from '../errors.ts'
import { type ReadOptions, readEvents } from '../iterate.ts'
import type { CommerceMLEvent, OfferEvent } from '../reader/events.ts'
import type { NamedSource } from './named-source.ts'

/**
 * Kinds of documents, in the order in which they have to be imported: references before whatever refers to their items,
 * groups and properties before products, products before offers, offers before their prices and stock. Unreadable
 * documents come first, so that their error comes before any data. (1C 3.1 sends its files in the same order.)
 */
export const DOCUMENT_KINDS = [
  'unreadable',
  'references',
  'classifier',
  'goods',
  'offers',
  'prices',
  'rests',
  'counterparties',
  'orders',
  'empty',
] as const

/** One of {@link DOCUMENT_KINDS}. */
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

const CLASSIFIER_EVENTS: ReadonlySet<string> = new Set([
  'group',
  'property',
  'priceType',
  'warehouse',
  'unit',
  'category',
])
// The first offers of a file may be empty, or lack a price: as many are looked at before it is named by what they have.
const OFFERS_LOOKED_AT = 50

function offerKind({ offer }: OfferEvent): DocumentKind | undefined {
  if (offer.name !== undefined || offer.baseUnit !== undefined || offer.characteristics.length > 0) return 'offers'
  if (offer.prices.length > 0) return 'prices'
  const { stocks, remainders, warehouseQuantities, warehouseRemainders } = offer
  const stock = [stocks, remainders, warehouseQuantities, warehouseRemainders].some((list) => list.length > 0)
  return offer.quantity !== undefined || stock ? 'rests' : undefined
}

/**
 * Finds out the kind of a document from its events, for callers who read them anyway. See {@link documentKind}.
 *
 * @example
 * import { KindWatch, readEvents } from 'commerceml'
 * const watch = new KindWatch()
 * const xml = '<КоммерческаяИнформация><Документ><Ид>1</Ид></Документ></КоммерческаяИнформация>'
 * for await (const event of readEvents(xml)) watch.see(event)
 * console.log(watch.kind) // orders
 */
export class KindWatch {
  readonly #offers = new Set<DocumentKind>()
  #offersSeen = 0
  #decided: DocumentKind | undefined
  #rest: DocumentKind = 'empty'

  /** Looks at an event. Returns whether the kind is decided, so that later events need not be passed. */
  see(event: CommerceMLEvent): boolean {
    if (this.#decided === undefined) this.#decided = this.#decide(event)
    return this.#decided !== undefined
  }

  /** The kind by the events so far; `empty` while none has shown it. */
  get kind(): DocumentKind {
    return this.#decided ?? (this.#offersSeen > 0 ? this.#richest() : this.#rest)
  }

  #decide(event: CommerceMLEvent): DocumentKind | undefined {
    if (event.type === 'product') return 'goods'
    if (event.type === 'order') return 'orders'
    if (event.type === 'counterparty') return 'counterparties'
    if (CLASSIFIER_EVENTS.has(event.type)) this.#rest = 'classifier'
    if (event.type === 'reference' && this.#rest === 'empty') this.#rest = 'references'
    if (event.type !== 'offer') return undefined
    const kind = offerKind(event)
    if (kind !== undefined) this.#offers.add(kind)
    this.#offersSeen++
    return kind === 'offers' || this.#offersSeen >= OFFERS_LOOKED_AT ? this.#richest() : undefined
  }

  /** One offer with a name makes the file an offers file, whatever the others have. */
  #richest(): DocumentKind {
    return DOCUMENT_KINDS.find((kind) => this.#offers.has(kind)) ?? 'offers'
  }
}

/**
 * Finds out the kind of a document by its content, never by its name: `import.xml` may hold offers, and the names of 3.1
 * files vary. Reads up to the first item that shows the kind; a classifier or a file of references is read to its end.
 *
 * A document that throws `CommerceMLError` is `unreadable`; other errors are thrown.
 *
 * @example
 * import { documentKind } from 'commerceml'
 * const xml = new TextEncoder().encode('<КоммерческаяИнформация/>')
 * console.log(await documentKind({ name: 'a.xml', open: async function* () { yield xml } })) // empty
 */
export async function documentKind(
  source: NamedSource,
  { encoding, limits, signal }: Pick<ReadOptions, 'encoding' | 'limits' | 'signal'> = {},
): Promise<DocumentKind> {
  const watch = new KindWatch()
  const options: ReadOptions = {
    extras: 'ignore',
    ...(encoding && { encoding }),
    ...(limits && { limits }),
    ...(signal && { signal }),
  }
  try {
    for await (const event of readEvents(source.open(), options)) {
      if (watch.see(event)) break
    }
  } catch (error) {
    if (!isCommerceMLError(error)) throw error
    return 'unreadable'
  }
  return watch.kind
}
