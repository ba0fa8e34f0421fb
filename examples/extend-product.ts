// Fields that your own 1C (here: Bitrix) sends beside the standard, typed by a row each.
//   node --import tsx examples/extend-product.ts
import { readFileEvents } from 'commerceml/node'
import { decimal, extend, Group, one, Product, text } from 'commerceml/schema'

const ShopProduct = extend(Product, {
  /** БитриксКод: the part of the address that names the product. */
  slug: one('БитриксКод', text),
  /** БитриксТеги. */
  tags: one('БитриксТеги', text),
  /** БитриксСортировка. */
  sort: one('БитриксСортировка', decimal),
})

const ShopGroup = extend(Group, {
  slug: one('БитриксКод', text),
  sort: one('БитриксСортировка', decimal),
})

const schema = { product: ShopProduct, group: ShopGroup }
for await (const event of readFileEvents('fixtures/valid/import-2.021-bitrix/catalog.xml', { schema })) {
  if (event.type === 'group') console.log('group', event.group.name, event.group.slug ?? '-')
  if (event.type === 'product')
    console.log('product', event.product.name, event.product.slug ?? '-', event.product.tags ?? '-')
}
