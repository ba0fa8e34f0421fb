import type { Requisite } from '../requisite.ts'
import { flag } from '../values.ts'

/**
 * Splits an id at its first `#`: УТ 11.5 and УНФ write `product#characteristic` where a product has variants.
 *
 * @example
 * import { splitId } from 'commerceml/schema'
 * console.log(splitId('bd72d913#dee6e1b3')) // { productId: 'bd72d913', characteristicId: 'dee6e1b3' }
 * console.log(splitId('bd72d913')) // { productId: 'bd72d913' }
 */
export function splitId(id: string): {
  /** What stands before the `#`; without one the whole id. */
  productId: string
  /** What stands behind it; absent without one. */
  characteristicId?: string
} {
  const hash = id.indexOf('#')
  return hash === -1 ? { productId: id } : { productId: id.slice(0, hash), characteristicId: id.slice(hash + 1) }
}

interface Deletable {
  /** Статус. */
  readonly status?: string
  /** ПометкаУдаления. */
  readonly deletionMark?: boolean
  /** ЗначенияРеквизитов, in which a ПометкаУдаления is looked for. */
  readonly requisites?: readonly Pick<Requisite, 'name' | 'values'>[]
}

/** Some sites write each text on a line of its own. */
const isNamed =
  (wanted: string) =>
  ({ name }: Pick<Requisite, 'name'>): boolean =>
    name?.trim() === wanted.trim()

const DELETED = new Set(['удален', 'удалён', 'удалено'])

/**
 * Whether 1C has marked it as deleted, in any of its spellings: the attribute or element Статус `Удален` (2.05 to
 * 2.08), the element or attribute ПометкаУдаления (2.09, 3.1), or a requisite of that name.
 *
 * @example
 * import { isDeleted } from 'commerceml/schema'
 * console.log(isDeleted({ status: 'Удален' }), isDeleted({ deletionMark: false })) // true false
 */
export function isDeleted(entity: Deletable): boolean {
  if (entity.deletionMark === true) return true
  if (entity.status !== undefined && DELETED.has(entity.status.trim().toLowerCase())) return true
  const marks = entity.requisites?.filter(isNamed('ПометкаУдаления')) ?? []
  return marks.some(({ values }) => values.some((value) => flag.parse(value) === true))
}

/**
 * The first value of the requisite with this name, as written; blanks and line ends around the name do not count
 * (UMI.CMS). Names may repeat, and a requisite may have no value.
 *
 * @example
 * import { requisiteOf } from 'commerceml/schema'
 * console.log(requisiteOf({ requisites: [{ name: 'ТипНоменклатуры', values: ['Товар'] }] }, 'ТипНоменклатуры')) // Товар
 */
export function requisiteOf(
  entity: {
    /** ЗначенияРеквизитов, in the order in which they stand. */
    readonly requisites: readonly Pick<Requisite, 'name' | 'values'>[]
  },
  name: string,
): string | undefined {
  return entity.requisites.filter(isNamed(name)).find(({ values }) => values.length > 0)?.values[0]
}
