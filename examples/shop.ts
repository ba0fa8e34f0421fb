// A shop in memory, for the programs beside it: each of them mounts its exchange in another framework.
import { isDeleted } from 'commerceml'
import { createExchange, type Exchange, type ExchangeOptions, sameSecret } from 'commerceml/server'
import { OrderRefusedError, orderFromShop, writeOrders } from 'commerceml/write'

export interface Product {
  id: string
  name: string
  price?: string
}

type OrderState = 'new' | 'taken' | 'refused'

export interface Shop {
  readonly products: Map<string, Product>
  /** Orders by number, and whether 1C has them, or would refuse them. */
  readonly orders: Map<string, OrderState>
  readonly exchange: Exchange
  search(name: string): Product[]
}

/** What the shop keeps of an order, as `orderFromShop` takes it; 1C gets it in the document of `writeOrders`. */
const orderOf = (number: string) =>
  orderFromShop({
    id: number,
    placedAt: '2024-05-01T10:00:00',
    currency: 'RUB',
    customer: { person: { lastName: 'Петрова', firstName: 'Анна' }, phone: '+7 900 000-00-00' },
    lines: [{ id: 'bd72d913', name: 'Чайник', quantity: 1, price: '1990.50' }],
  })

/** Options of the exchange come on top of the shop's own: `stores: diskStores('…')` to outlive a restart. */
export function createShop(options: Partial<ExchangeOptions> = {}): Shop {
  const products = new Map<string, Product>()
  const orders = new Map<string, OrderState>([['1007', 'new']])

  function* documents(numbers: readonly string[]) {
    for (const number of numbers) {
      try {
        yield orderOf(number)
      } catch (error) {
        if (!(error instanceof OrderRefusedError)) throw error
        orders.set(number, 'refused') // one such order must not stop the others
        console.error(error.message)
      }
    }
  }

  const exchange = createExchange({
    authenticate: ({ user, password }) => user === '1c' && sameSecret(password, process.env['SHOP_PASSWORD'] ?? '1c'),

    async importFile({ events }) {
      for await (const event of events) {
        if (event.type === 'product' && event.productId !== undefined) {
          const { productId: id, product } = event
          if (isDeleted(product)) products.delete(id)
          else products.set(id, { ...products.get(id), id, name: product.name ?? id })
        }
        if (event.type === 'offer' && event.productId !== undefined) {
          const known = products.get(event.productId)
          const price = event.offer.prices[0]?.unitPrice
          if (known !== undefined && price !== undefined) known.price = price
        }
      }
    },

    orders: {
      async query() {
        const numbers = [...orders.keys()].filter((number) => orders.get(number) === 'new')
        return numbers.length === 0
          ? undefined
          : {
              document: writeOrders(documents(numbers), { profile: 'ut11', createdAt: new Date() }),
              offer: numbers.join(),
            }
      },
      async confirm(offer) {
        for (const number of offer.split(',')) if (orders.get(number) === 'new') orders.set(number, 'taken')
      },
    },

    onError: console.error,
    ...options,
  })

  const search = (name: string): Product[] => [...products.values()].filter((product) => product.name.includes(name))
  return { products, orders, exchange, search }
}
