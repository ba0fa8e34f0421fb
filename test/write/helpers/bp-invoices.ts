import type { Address, Order, OrderLine, Requisite, TaxRate } from 'commerceml/schema'

/** What БП keeps between exchanges: whom and what it made of an Ид, and the invoices by number and year. */
export interface BpBase {
  readonly customers: Map<string, string>
  readonly goods: Map<string, string>
  readonly invoices: Map<string, Invoice>
}

export interface Invoice {
  /** Номер of the order, whole. */
  readonly order: string
  readonly customer: string
  readonly addresses: readonly string[]
  readonly contactPersons: readonly string[]
  readonly vatIncluded: boolean
  readonly lines: readonly {
    readonly goods: string
    readonly service: boolean
    readonly vat: string
    readonly sum: string
  }[]
  readonly comment: string
  readonly payments: readonly { readonly date: string; readonly number: string; readonly sum: string }[]
}

export const emptyBase = (): BpBase => ({ customers: new Map(), goods: new Map(), invoices: new Map() })

/** What the organisation has for a rate where none is told. */
export const OWN_RATE = 'the rate of the organisation'

/** Every rate that a text of the list holds, in this order (BP `СтавкаНДСПоПредставлению`). */
const RATES: readonly (readonly [known: string, rate: string])[] = [
  ['10#0.1#0,1#0.10#0,10#10%', '10'],
  ['5#0.5#0,5#0.50#0,50#5%', '5'],
  ['7#0.7#0,7#0.70#0,70#7%', '7'],
  ['20#0.2#0,2#0.20#0,20#20%', '20'],
  ['22#0.22#0,22#0.22#0,22#22%', '22'],
  ['18#0.18#0,18#0.18#0,18#18%', '18'],
]

function rateOf(taxes: readonly Pick<TaxRate, 'name' | 'rate'>[]): string | undefined {
  const rate = taxes.find(({ name }) => name?.toLowerCase() === 'ндс')?.rate
  if (rate === undefined) return undefined
  if (rate === '' || rate.toUpperCase() === 'БЕЗ НДС') return 'Без НДС'
  return rate === '0' ? '0' : RATES.find(([known]) => known.includes(rate))?.[1]
}

/** BP `ПолучитьДатуВремяИзСтроки`: what is no day becomes the first of all. */
const dayOf = (value: string): string => (/^\d{8}$/.test(value.replaceAll('-', '')) ? value : '0001-01-01')

/** BP `УточненноеПредставлениеАдреса`: two parts and more are a list, and only then looked at. */
function addressOf({ representation = '', fields = [] }: Partial<Address>): string {
  const part = (type: string): readonly string[] =>
    fields.flatMap((field) => (field.type?.toLowerCase() === type && fields.length > 1 ? [field.value ?? ''] : []))
  return [...part('почтовый индекс'), ...part('страна'), ...part('город'), representation.trim()].join(', ')
}

const saidIn = (requisites: readonly Requisite[]): ReadonlyMap<string, string> =>
  new Map(requisites.map(({ name = '', values }) => [name, values[0] ?? '']))

/** What is kept under an Ид, and under none as well (BP `УстановитьСоответствие`). */
function keptUnder(known: Map<string, string>, id: string, made: string): string {
  const kept = known.get(id) ?? made
  known.set(id, kept)
  return kept
}

const before = (text: string): string => text.split('#')[0] ?? ''

function lineOf(line: OrderLine, order: Order, base: BpBase): Invoice['lines'][number] {
  const kind = saidIn(line.requisites).get('ВидНоменклатуры')
  return {
    goods: keptUnder(base.goods, before(line.id ?? ''), before(line.name ?? '')),
    service: kind?.toLowerCase() === 'услуга',
    vat: rateOf(line.taxRates) ?? rateOf(line.taxes) ?? rateOf(order.taxes) ?? OWN_RATE,
    sum: line.sum ?? '',
  }
}

function paymentsOf(order: Order): Invoice['payments'] {
  if (order.subordinateDocuments.length > 0) {
    return order.subordinateDocuments.flatMap(({ operation, requisites, date = '', number = '', sum = '' }) =>
      operation === 'Эквайринговая операция' && (saidIn(requisites).get('Оплачено') ?? 'false') !== 'false'
        ? [{ date: dayOf(date), number, sum }]
        : [],
    )
  }
  const said = saidIn(order.requisites)
  const [date = '', number = ''] = [said.get('Дата оплаты'), said.get('Номер платежного документа')]
  if (date === '' || number === '' || (said.get('Метод оплаты') ?? '') === '') return []
  return [{ date: dayOf(date), number, sum: order.sum ?? '' }]
}

/** What БП 3.0 would make of an order (BP `ЗаполнитьСчетПоДаннымДокументаXDTO` and what it calls). */
export function takeOrder(order: Order, base: BpBase): Invoice {
  const digits = (order.number ?? '').replace(/\D/g, '').padStart(6, '0')
  const key = `${`0000-${digits}`.slice(0, 11)} ${order.date?.slice(0, 4)}`
  const [customer] = order.counterparties
  const { id = '', name = '', address, legalAddress, representatives = [] } = customer ?? {}
  const delivery = saidIn(order.requisites).get('Комментарий доставки')
  const invoice: Invoice = {
    order: order.number ?? '',
    customer: keptUnder(base.customers, id.trim(), name),
    addresses: [address, legalAddress].flatMap((one) => (one === undefined ? [] : [addressOf(one)])),
    contactPersons: representatives.flatMap(({ counterparty }) => counterparty?.name ?? []),
    vatIncluded: order.taxes.find(({ name }) => name?.toLowerCase() === 'ндс')?.includedInSum === true,
    lines: order.lines.map((line) => lineOf(line, order, base)),
    comment: [order.comment, delivery].filter((text) => text !== undefined).join('; '),
    payments: paymentsOf(order),
  }
  base.invoices.set(key, invoice)
  return invoice
}
