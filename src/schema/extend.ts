import { Object as ObjectSchema, type TSchema } from 'typebox'
import { assertKeys, type Entity, type Rows, type ValuesOf } from './fields.ts'
import { type Field, fieldOf, isCodec, isOwnText, pathsOf } from './row.ts'

/** `T` with the rows `R` added, or replaced where the key exists. */
export type Extended<T, R extends Rows> = Omit<T, keyof R> & ValuesOf<R>

/**
 * Adds rows of your own to an entity: what your 1C sends beside the standard. A row under an existing key replaces it.
 * Pass the result to a reader as `schema`.
 *
 * Throws `TypeError` for a row that was not made by the functions of this module, for the keys `extras` and `__proto__`,
 * and for a row that claims the element or attribute of another row, or an element around or inside it.
 *
 * @example
 * import { readEvents } from 'commerceml'
 * import { Product, extend, one, text } from 'commerceml/schema'
 * const MyProduct = extend(Product, { bitrixCode: one('БитриксКод', text) })
 * for await (const event of readEvents('<КоммерческаяИнформация/>', { schema: { product: MyProduct } })) {
 *   if (event.type === 'product') console.log(event.product.bitrixCode)
 * }
 */
export function extend<T, R extends Rows>(base: Entity<T>, rows: R): Entity<Extended<T, R>> {
  for (const [key, row] of Object.entries(rows)) {
    if (fieldOf(row) === undefined) {
      throw new TypeError(`extend(): row "${key}" must be made by one(), many(), list(), content() or within()`)
    }
  }
  assertKeys('extend()', rows)
  if (Object.hasOwn(rows, 'extras')) throw new TypeError('extend(): "extras" is what stands outside the rows')
  const all = { ...base.properties, ...rows }
  assertPlaces(all)
  return ObjectSchema(all) as TSchema as Entity<Extended<T, R>> // the spread is that union of rows
}

/** Two rows of one place: the second would take what the first is there for. */
function assertPlaces(rows: Rows): void {
  const taken = new Map<string, string>()
  for (const [key, row] of Object.entries(rows)) {
    const field = fieldOf(row)
    if (field === undefined) continue
    for (const place of [...pathsOf(field).map((path) => path.join('/')), ...(isOwnText(field) ? [''] : [])]) {
      const other = taken.get(place)
      if (other !== undefined) {
        const what = place === '' ? 'the text of the element' : place
        throw new TypeError(`extend(): ${other} and ${key} both claim ${what}: give your row the key "${other}"`)
      }
      taken.set(place, key)
    }
  }
  for (const [key, row] of Object.entries(rows)) {
    const field = fieldOf(row)
    for (const path of field === undefined ? [] : pathsOf(field)) assertWrappers(key, path, rows, taken)
  }
}

/**
 * A row whose element is another one's wrapper: one of them would be lost. Only attributes of an element that is a text or
 * a number have a place beside it.
 */
function assertWrappers(key: string, path: readonly string[], rows: Rows, taken: ReadonlyMap<string, string>): void {
  const order = Object.keys(rows)
  for (let depth = 1; depth < path.length; depth++) {
    const place = path.slice(0, depth).join('/')
    const other = taken.get(place)
    if (other === undefined) continue
    const { value } = fieldOf(rows[other] as TSchema) as Field // it took a place
    const isAttribute = depth === path.length - 1 && path[depth]?.startsWith('@') === true
    if (isCodec(value) && isAttribute && order.indexOf(other) < order.indexOf(key)) continue
    throw new TypeError(
      `extend(): ${other} is ${place}, and ${key} is inside it: name the elements of one of them anew`,
    )
  }
}
