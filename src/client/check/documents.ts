/**
 * Documents of the doctor: as small as they can be and as real as they must be. Changes only, and the one item in them is
 * marked as deleted, so that a shop that imports them shows nothing and removes nothing else. It is marked in all three
 * ways, for sites know one each: WooCommerce-1C, HostCMS and Simpla look at `Статус` alone, as attribute or element.
 */
const PRODUCT = '0c0ffee0-0000-4000-8000-636f6d6d6572'
const CATALOG = '0c0ffee0-0000-4000-8000-636174616c6f'
const DATE = '2024-05-01T10:00:00'
const NAME = 'Проверка обмена (commerceml check)'

const document = (content: string, padding: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация ВерсияСхемы="2.07" ДатаФормирования="${DATE}">${padding}\n${content}\n</КоммерческаяИнформация>\n`

const goods = (padding: string): string =>
  document(
    `  <Каталог СодержитТолькоИзменения="true">
    <Ид>${CATALOG}</Ид>
    <ИдКлассификатора>${CATALOG}</ИдКлассификатора>
    <Наименование>${NAME}</Наименование>
    <Товары>
      <Товар Статус="Удален">
        <Ид>${PRODUCT}</Ид>
        <Статус>Удален</Статус>
        <ПометкаУдаления>true</ПометкаУдаления>
        <Наименование>${NAME}</Наименование>
      </Товар>
    </Товары>
  </Каталог>`,
    padding,
  )

const encoder = new TextEncoder()

/** Goods: one deleted item. */
export const GOODS: Uint8Array = encoder.encode(goods(''))

/** Offers of the same item, without price and stock. */
export const OFFERS: Uint8Array = encoder.encode(
  document(
    `  <ПакетПредложений СодержитТолькоИзменения="true">
    <Ид>${CATALOG}#</Ид>
    <Наименование>${NAME}</Наименование>
    <ИдКаталога>${CATALOG}</ИдКаталога>
    <ИдКлассификатора>${CATALOG}</ИдКлассификатора>
    <Предложения>
      <Предложение>
        <Ид>${PRODUCT}</Ид>
        <Наименование>${NAME}</Наименование>
      </Предложение>
    </Предложения>
  </ПакетПредложений>`,
    '',
  ),
)

/** Orders without an order. */
export const NO_ORDERS: Uint8Array = encoder.encode(document('', ''))

/** Goods without their end: no parser may take them. */
export const BROKEN_GOODS: Uint8Array = GOODS.subarray(0, GOODS.length - 60)

/** A text that does no harm wherever it ends up. */
export const HARMLESS: Uint8Array = encoder.encode('commerceml check: this file can be deleted\n')

/** Where 1C has its pictures: in a folder of two letters. */
export const PICTURE_NAME = 'import_files/c0/c0ffee_commerceml-check.png'

/** The smallest PNG there is: one grey point. */
export const PICTURE: Uint8Array = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
)

const SHORTEST = encoder.encode(goods('<!---->')).length
/** Where the padding begins. */
const PADDING = encoder.encode(goods('<!---->').split('-->')[0]).length

/** The smallest size that {@link goodsOf} can make. */
export const SMALLEST_GOODS: number = SHORTEST + 2

/**
 * Goods of exactly so many bytes, to be cut at multiples of `limit`. They are filled up with letters of two bytes, and
 * cuts fall into the middle of one: whatever a site puts between two chunks, even a line feed (Laravel Storage::append),
 * makes the document unreadable. With an odd limit every second cut does.
 */
export function goodsOf(size: number, limit: number): Uint8Array {
  const room = size - SHORTEST
  const shift = (limit - PADDING) % 2 === 0 ? '.' : ''
  const letters = 'я'.repeat(Math.floor((room - shift.length) / 2))
  const rest = '.'.repeat((room - shift.length) % 2)
  return encoder.encode(goods(`<!--${shift}${letters}${rest}-->`))
}
