import {
  type CommerceMLError,
  type CommerceMLErrorCode,
  type CommerceMLEvent,
  type Counts,
  createReader,
  type Encoding,
  type EndEvent,
  type EntityEventType,
  type Events,
  type EventType,
  type Extras,
  type Handlers,
  type Input,
  type Issue,
  type IssueCode,
  type IssueEvent,
  isCommerceMLError,
  type Position,
  type ProductEvent,
  type Reader,
  type ReaderOptions,
  type ReadOptions,
  readEvents,
  type SelectedEvent,
} from 'commerceml'
import {
  decimal,
  entity,
  extend,
  flag,
  type Group,
  type Infer,
  many,
  type Offer,
  type Order,
  one,
  Product,
  type PropertyValue,
  type Row,
  text,
} from 'commerceml/schema'
import { describe, expectTypeOf, test } from 'vitest'

declare const event: CommerceMLEvent

describe('an event', () => {
  test('narrows by its type to the payload of that name', () => {
    if (event.type === 'product') {
      expectTypeOf(event.product).toEqualTypeOf<Infer<typeof Product>>()
      expectTypeOf(event.productId).toEqualTypeOf<string | undefined>()
      expectTypeOf(event.characteristicId).toEqualTypeOf<string | undefined>()
      // @ts-expect-error a product event has no offer
      event.offer
    }
    if (event.type === 'group') {
      expectTypeOf(event.group.name).toEqualTypeOf<string | undefined>()
      expectTypeOf(event.parentId).toEqualTypeOf<string | undefined>()
      expectTypeOf(event.depth).toEqualTypeOf<number>()
    }
    if (event.type === 'catalog') expectTypeOf(event.phase).toEqualTypeOf<'open' | 'close'>()
    if (event.type === 'offersPackage') expectTypeOf(event.changes).toEqualTypeOf<boolean>()
    if (event.type === 'issue') {
      expectTypeOf(event.issue).toEqualTypeOf<Issue>()
      expectTypeOf(event.issue.code).toEqualTypeOf<IssueCode>()
    }
    if (event.type === 'document') {
      expectTypeOf(event.document.schemaVersion).toEqualTypeOf<string | undefined>()
      expectTypeOf(event.encoding).toEqualTypeOf<Encoding>()
    }
    if (event.type === 'end') expectTypeOf(event.counts).toEqualTypeOf<Counts>()
    expectTypeOf(event.position).toEqualTypeOf<Position>()
  })

  test('is one of a closed list', () => {
    expectTypeOf<EventType>().toEqualTypeOf<
      | 'document'
      | 'classifier'
      | 'group'
      | 'property'
      | 'priceType'
      | 'warehouse'
      | 'unit'
      | 'category'
      | 'catalog'
      | 'product'
      | 'offersPackage'
      | 'offer'
      | 'productSets'
      | 'reference'
      | 'referenceItem'
      | 'counterparty'
      | 'order'
      | 'issue'
      | 'end'
    >()
    expectTypeOf<EntityEventType>().toEqualTypeOf<Exclude<EventType, 'issue' | 'end'>>()
    expectTypeOf<keyof Counts>().toEqualTypeOf<Exclude<EventType, 'end'>>()
  })

  test('can be switched over without a rest', () => {
    const idOf = (event: CommerceMLEvent): string | undefined => {
      switch (event.type) {
        case 'document':
          return event.document.id
        case 'classifier':
          return event.classifier.id
        case 'group':
          return event.group.id
        case 'property':
          return event.property.id
        case 'priceType':
          return event.priceType.id
        case 'warehouse':
          return event.warehouse.id
        case 'unit':
          return event.unit.id
        case 'category':
          return event.category.id
        case 'catalog':
          return event.catalog.id
        case 'product':
          return event.product.id
        case 'offersPackage':
          return event.offersPackage.id
        case 'offer':
          return event.offer.id
        case 'productSets':
          return event.productSets.productId
        case 'reference':
          return event.reference.id
        case 'referenceItem':
          return event.referenceId ?? event.referenceItem.id
        case 'counterparty':
          return event.counterparty.id
        case 'order':
          return event.order.id
        case 'issue':
          return event.issue.entity
        case 'end':
          return undefined
        default:
          return event satisfies never
      }
    }
    expectTypeOf(idOf).returns.toEqualTypeOf<string | undefined>()
  })

  test('is for reading', () => {
    if (event.type !== 'product') return
    // @ts-expect-error events are read-only
    event.type = 'product'
    // @ts-expect-error and so are their parts
    event.position.line = 1
  })
})

describe('a product', () => {
  type Row<K extends keyof Infer<typeof Product>> = Infer<typeof Product>[K]

  test('has optional texts, exact decimals as strings, flags, and lists that are always there', () => {
    expectTypeOf<Row<'name'>>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Row<'weight'>>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Row<'deletionMark'>>().toEqualTypeOf<boolean | undefined>()
    expectTypeOf<Row<'groupIds'>>().toEqualTypeOf<string[]>()
    expectTypeOf<Row<'propertyValues'>>().toExtend<readonly PropertyValue[]>()
    expectTypeOf<Row<'extras'>>().toEqualTypeOf<Extras | undefined>()
    expectTypeOf<NonNullable<Row<'baseUnit'>>['recalculations'][number]['coefficient']>().toEqualTypeOf<
      string | undefined
    >()
  })

  test('is the type that the schema exports under its name', () => {
    expectTypeOf<Product>().toExtend<Infer<typeof Product>>()
    expectTypeOf<Infer<typeof Product>>().toExtend<Product>()
    expectTypeOf<Offer>().toExtend<Infer<typeof Offer>>()
    expectTypeOf<Infer<typeof Order>>().toExtend<Order>()
  })

  test('has no rows of other entities', () => {
    expectTypeOf<Product>().not.toHaveProperty('stocks')
    expectTypeOf<Offer>().toHaveProperty('stocks')
    expectTypeOf<Order['lines'][number]>().toHaveProperty('unitPrice')
  })

  test('cannot be written without its lists', () => {
    // @ts-expect-error groupIds and the other lists are missing
    const product: Product = { id: '1' }
    expectTypeOf(product).toEqualTypeOf<Product>()
  })
})

describe('extend', () => {
  const Shelf = entity({ code: one('Код', text), loads: many('Нагрузка', decimal) })
  const MyProduct = extend(Product, {
    bitrixCode: one('БитриксКод', text),
    hot: one('@Хит', flag),
    tags: many('Тег', text),
    shelf: one('Полка', Shelf),
    article: many('Артикул', text),
  })

  test('adds rows with their types, and puts rows in the place of others', () => {
    type Mine = Infer<typeof MyProduct>
    expectTypeOf<Mine['bitrixCode']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Mine['hot']>().toEqualTypeOf<boolean | undefined>()
    expectTypeOf<Mine['tags']>().toEqualTypeOf<string[]>()
    expectTypeOf<NonNullable<Mine['shelf']>['loads']>().toEqualTypeOf<string[]>()
    expectTypeOf<Mine['article']>().toEqualTypeOf<string[]>()
    expectTypeOf<Mine['name']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Mine>().toHaveProperty('extras')
  })

  test('types the events of a reader that is given the schema, and no others', async () => {
    for await (const event of readEvents('', { schema: { product: MyProduct } })) {
      if (event.type === 'product') {
        expectTypeOf(event.product.bitrixCode).toEqualTypeOf<string | undefined>()
        expectTypeOf(event.product).toEqualTypeOf<Infer<typeof MyProduct>>()
      }
      if (event.type === 'group') expectTypeOf(event.group).toEqualTypeOf<Infer<typeof Group>>()
      // @ts-expect-error offers were not extended
      if (event.type === 'offer') event.offer.bitrixCode
    }
    for await (const event of readEvents('')) {
      // @ts-expect-error nor was anything here
      if (event.type === 'product') event.product.bitrixCode
    }
  })

  test('types the handlers', () => {
    createReader(
      {
        onProduct: (product, event) => {
          expectTypeOf(product.tags).toEqualTypeOf<string[]>()
          expectTypeOf(event.product).toEqualTypeOf(product)
        },
        onEvent: (event) => {
          if (event.type === 'product') expectTypeOf(event.product.tags).toEqualTypeOf<string[]>()
        },
      },
      { schema: { product: MyProduct } },
    )
  })

  test('of a row that is not said to be required may lack it', () => {
    const mine = (name: string): Row<string> => one(name, text)
    const Mine = extend(Product, { mine: mine('Своё') })
    expectTypeOf<Infer<typeof Mine>['mine']>().toEqualTypeOf<string | undefined>()
  })

  test('takes rows only', () => {
    // @ts-expect-error a name is no row
    extend(Product, { mine: 'Своё' })
    // @ts-expect-error nor is a codec
    extend(Product, { mine: text })
    // @ts-expect-error nor an entity
    extend(Product, { mine: Product })
    // @ts-expect-error nor a number, in an entity of one's own
    entity({ mine: 5 })
  })

  test('takes entities only', () => {
    // @ts-expect-error a codec is no entity
    extend(text, { mine: one('Своё', text) })
    // @ts-expect-error and neither is a row
    readEvents('', { schema: { product: one('Товар', text) } })
  })
})

describe('handlers', () => {
  test('get the payload of their type and the event around it', () => {
    const reader = createReader({
      onDocument: (document) => expectTypeOf(document.createdAt).toEqualTypeOf<string | undefined>(),
      onCatalog: (catalog, { phase }) => {
        expectTypeOf(catalog.changesOnly).toEqualTypeOf<boolean | undefined>()
        expectTypeOf(phase).toEqualTypeOf<'open' | 'close'>()
      },
      onGroup: (group, { parentId }) => {
        expectTypeOf(group).toEqualTypeOf<Infer<typeof Group>>()
        expectTypeOf(parentId).toEqualTypeOf<string | undefined>()
      },
      onOffer: (offer) => expectTypeOf(offer).toEqualTypeOf<Infer<typeof Offer>>(),
      onOrder: (order) => expectTypeOf(order.lines[0]?.unitPrice).toEqualTypeOf<string | undefined>(),
      onIssue: (issue) => expectTypeOf(issue).toEqualTypeOf<Issue>(),
      onEnd: (end, event) => {
        expectTypeOf(end.counts.product).toEqualTypeOf<number>()
        expectTypeOf(event).toEqualTypeOf(end)
      },
      onEvent: (event) => expectTypeOf(event).toEqualTypeOf<CommerceMLEvent>(),
    })
    expectTypeOf(reader).toEqualTypeOf<Reader>()
    expectTypeOf(reader.feed).parameters.toEqualTypeOf<[chunk: string | Uint8Array]>()
  })

  test('get what is selected, and only the fields that are named', () => {
    createReader(
      {
        onOffer: (offer, event) => {
          expectTypeOf(offer.quantity).toEqualTypeOf<string | undefined>()
          expectTypeOf(event.offer).toEqualTypeOf(offer)
          // @ts-expect-error it was not named
          offer.prices
        },
        onIssue: (issue) => expectTypeOf(issue).toEqualTypeOf<Issue>(),
        onEvent: (event) => expectTypeOf(event.type).toEqualTypeOf<'offer' | 'issue' | 'end'>(),
      },
      { select: ['offer'], fields: { offer: ['quantity'] } },
    )
    // @ts-expect-error products are not selected
    createReader({ onProduct: () => {} }, { select: ['offer'] })
  })

  test('have one name for each type of event', () => {
    expectTypeOf<keyof Handlers>().toEqualTypeOf<`on${Capitalize<EventType>}` | 'onEvent'>()
    // @ts-expect-error there is no such handler
    createReader({ onProducts: () => {} })
    // @ts-expect-error a product has no such row
    createReader({ onProduct: ({ price }) => price })
  })
})

describe('reading', () => {
  test('takes text, bytes, pieces and streams', () => {
    expectTypeOf<string>().toExtend<Input>()
    expectTypeOf<Uint8Array>().toExtend<Input>()
    expectTypeOf<Buffer>().toExtend<Input>()
    expectTypeOf<Blob>().toExtend<Input>()
    expectTypeOf<ReadableStream<Uint8Array>>().toExtend<Input>()
    expectTypeOf<AsyncIterable<Uint8Array>>().toExtend<Input>()
    expectTypeOf<Iterable<string>>().toExtend<Input>()
    expectTypeOf<number>().not.toExtend<Input>()
    expectTypeOf<Promise<string>>().not.toExtend<Input>()
  })

  test('gives events one after the other', () => {
    expectTypeOf(readEvents('')).toEqualTypeOf<Events<CommerceMLEvent>>()
  })

  test('with options of which nobody knows the fields has all of them: those are none that name some', () => {
    const options: ReadOptions = { strict: true, select: ['product'] }
    expectTypeOf(readEvents('', options)).toEqualTypeOf<Events<CommerceMLEvent>>()
    // @ts-expect-error the events would lack what their type has
    const lying: ReadOptions = { fields: { product: ['name'] } }
    // @ts-expect-error and so with what is no field
    const wrong: ReaderOptions = { fields: { product: ['nmae'], zzz: 5 } }
    expectTypeOf([lying, wrong]).toExtend<object[]>()
  })

  test('of kinds that are selected gives their events as they are, of a kind that is open too', () => {
    expectTypeOf<SelectedEvent<'product'>>().toEqualTypeOf<ProductEvent | IssueEvent | EndEvent>()
    const types = async <K extends EventType>(kind: K): Promise<void> => {
      for await (const event of readEvents('', { select: [kind] })) console.log(event.type)
    }
    expectTypeOf(types).returns.toEqualTypeOf<Promise<void>>()
  })

  test('is told how by known options', () => {
    readEvents('', { strict: true, extras: 'report', encoding: 'windows-1251', source: 'a.xml', limits: { depth: 9 } })
    // @ts-expect-error no such policy
    readEvents('', { extras: 'drop' })
    // @ts-expect-error no such limit
    readEvents('', { limits: { deep: 9 } })
    // @ts-expect-error no such encoding
    readEvents('', { encoding: 'utf-7' })
  })
})

test('an error is known by isCommerceMLError, and its code by a closed list', () => {
  const error: unknown = undefined
  if (isCommerceMLError(error)) {
    expectTypeOf(error).toEqualTypeOf<CommerceMLError>()
    expectTypeOf(error.code).toEqualTypeOf<CommerceMLErrorCode>()
    expectTypeOf(error.position).toEqualTypeOf<Position | undefined>()
    // @ts-expect-error no such code
    error.code === 'broken'
  }
})

describe('the event of a reading that selects', () => {
  test('is named by its kinds, and by the fields of them if there are some', () => {
    expectTypeOf<Extract<SelectedEvent<'offer'>, { type: 'offer' }>['offer']>().toEqualTypeOf<Offer>()
    expectTypeOf<SelectedEvent<'offer'>['type']>().toEqualTypeOf<'offer' | 'issue' | 'end'>()
    const fields = { offer: ['quantity'] } as const
    const show = (event: SelectedEvent<'offer', typeof fields>): void => {
      // @ts-expect-error it is not read
      if (event.type === 'offer') event.offer.name
    }
    expectTypeOf(async () => {
      for await (const event of readEvents('', { select: ['offer'], fields })) show(event)
    }).toBeFunction()
  })
})
