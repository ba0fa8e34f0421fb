import { assertNames } from '../option-checks.ts'
import type { Order } from '../schema/order.ts'
import { assertSchemas, type SchemaOverrides } from '../schema/places.ts'
import type { Charset } from '../source/charset.ts'
import { DocumentWriter } from './document-writer.ts'
import type { Values } from './element-plan.ts'
import { assertCharset } from './encoding.ts'
import type { Draft } from './events.ts'
import { assertTimeZone, localDateTime } from './local-time.ts'
import { shapedOrder } from './orders/order-shape.ts'
import { ruleProblems } from './orders/problems.ts'
import type { OrderProfile, OrderProfileName } from './orders/profile.ts'
import { profileNamed } from './orders/profiles.ts'
import { OrderRefusedError } from './orders/refusal.ts'
import { assertSource, type WriteOptions, writeEach } from './write-events.ts'

/** How {@link writeOrders} writes. */
export interface WriteOrdersOptions<S extends SchemaOverrides = Record<never, never>> extends WriteOptions<S> {
  /** Which 1C receives them. Default: `ut11`. */
  readonly profile?: OrderProfileName
  /**
   * Default: that of the profile, windows-1251 for `ut103` and `unf`, `utf-8` for the others. Characters that windows-1251
   * lacks are written as references, `&#128512;`.
   */
  readonly encoding?: Charset
  /**
   * ДатаФормирования: a local time `2026-01-31T12:00:00` (a blank may stand for the T), or a `Date`, written in the
   * `timeZone`.
   */
  readonly createdAt: string | Date
  /** In which a `Date` is written, by its IANA name, such as `Europe/Moscow`. Default: that of the machine. */
  readonly timeZone?: string
  /** Overrides the profile's ВерсияСхемы: 1С-Битрикс names the one it wants at `init`. */
  readonly schemaVersion?: string
  /**
   * The namespace of the document, needed to validate it by the schemas. With it УТ 11 and УНФ type the document, misread
   * УчтеноВСумме of line discounts, and deduct each of them once more.
   */
  readonly namespace?: string
  /**
   * Called for each order that this 1C would refuse. The order is then left out: do not confirm it as sent either. Without
   * this function such an order ends the writing. Whatever the source itself throws, `orderFromShop` in it included, ends
   * the writing in any case: catch it there.
   */
  readonly onRefused?: (error: OrderRefusedError) => void
}

const NAMES = [
  'profile',
  'createdAt',
  'timeZone',
  'encoding',
  'schemaVersion',
  'namespace',
  'onRefused',
  'schema',
  'signal',
] as const satisfies readonly (keyof WriteOrdersOptions)[]

/**
 * Writes orders for 1C as one document, as bytes in pieces of about 16 KiB; the next order is taken when the last piece has
 * been. Without any orders the document is empty, but complete. Each order is first checked for what that 1C would refuse
 * or silently ignore.
 *
 * Reading the result gives the same orders, except that `bitrix` puts subordinate documents beside their order, in its
 * Контейнер.
 *
 * Throws `OrderRefusedError` (code `order-refused`) for an order that fails the check, `CommerceMLError` (`invalid-value`)
 * for a value that does not fit its row, `TypeError` for options of the wrong kind, and whatever the source throws.
 *
 * @example
 * import { orderFromShop, writeOrders } from 'commerceml/write'
 * const order = orderFromShop({
 *   id: '17',
 *   placedAt: '2026-01-31T12:00:00',
 *   currency: 'RUB',
 *   customer: { person: { lastName: 'Петрова', firstName: 'Анна' }, phone: '+7 900 000-00-00' },
 *   lines: [{ id: 'bd72d913-55bc-11d9-848a-00112f43529a', name: 'Чай', quantity: 2, price: '99.90' }],
 * })
 * let size = 0
 * for await (const bytes of writeOrders([order], { profile: 'ut11', createdAt: '2026-01-31T12:30:00' })) size += bytes.length
 * console.log(size > 1000) // true
 */
export function writeOrders<S extends SchemaOverrides = Record<never, never>>(
  orders: Iterable<Draft<Order>> | AsyncIterable<Draft<Order>>,
  options: WriteOrdersOptions<S>,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`writeOrders(orders, { createdAt: … }): options must be an object, not ${String(options)}`)
  }
  assertNames(options, NAMES)
  assertSource(orders, 'writeOrders', 'orders')
  const profile = profileNamed(options.profile ?? 'ut11')
  const { schemaVersion = profile.schemaVersion, timeZone, namespace, onRefused } = options
  assertTimeZone(timeZone)
  const schema: SchemaOverrides = options.schema ?? {}
  assertSchemas(schema)
  const encoding = options.encoding ?? profile.encoding
  assertCharset(encoding)
  const writer = new DocumentWriter(schema, encoding)
  writer.begin(
    { schemaVersion, createdAt: localDateTime(options.createdAt, 'createdAt', timeZone) },
    namespace === undefined ? {} : { xmlns: namespace },
  )
  return writeEach(orders, writer, (order) => writeOrder(writer, order, profile, onRefused), { ...options, encoding })
}

function writeOrder(
  writer: DocumentWriter,
  order: Draft<Order>,
  profile: OrderProfile,
  onRefused: WriteOrdersOptions['onRefused'],
): void {
  const problems = ruleProblems(shapedOrder(order, 'writeOrders(orders): an order'), profile)
  if (problems.length > 0) {
    const error = new OrderRefusedError(order, profile, problems)
    if (onRefused === undefined) throw error
    onRefused(error)
    return
  }
  if (profile.wrapper === undefined) {
    writer.event({ type: 'order', order })
    return
  }
  const { subordinateDocuments = [], ...own } = order
  // Beside the order a document names it: Основание is the number of the order (1С-Битрикс).
  const beside = subordinateDocuments.map((document) => ({ baseNumber: order.number, ...document }))
  writer.together(profile.wrapper, 'order', [own, ...beside] as readonly Values[])
}
