import type { ShopAddress, ShopCustomer } from './shop-customer.ts'
import type { ShopDelivery } from './shop-delivery.ts'
import type { ShopDiscount, ShopLine } from './shop-line.ts'
import type { ShopPayment } from './shop-payment.ts'
import type { Amount, Maybe } from './shop-value.ts'

/**
 * An order as every shop has it, for `orderFromShop`. Money and quantities are exact decimals or numbers. In every row
 * `null`, `''` and blanks, which databases hold for missing values, mean the same as leaving the row out, or what holds
 * them alone; but for `cancelled` and for what stands in a list.
 */
export interface ShopOrder {
  /** Id of the order on the site. Where a database has none, the number stands in for it. */
  readonly id: string
  /**
   * The number that the customer knows and 1C finds the order by. Default: the id. УТ 11 keeps 11 characters, УТ 10.3
   * keeps 20; УНФ compares all of it, and numbers its document by the digits in it, of which it keeps the first six;
   * БП keeps those digits alone, so that they must be all of it, and six at most.
   */
  readonly number?: Maybe<string>
  /**
   * When it was placed: a local time `2026-01-31T12:00:00` (a blank may stand for the T), or a `Date`, written in the time
   * zone of the options.
   */
  readonly placedAt: string | Date
  /**
   * `RUB`; three characters by the schema. УТ finds the currency by its name in the base, which may be `руб`, and УТ 10.3 and
   * УПП load nothing where there is none of that name; БП takes its own then.
   */
  readonly currency: string
  /** Rate to the currency of the base. Default: 1. */
  readonly currencyRate?: Maybe<Amount>
  /** Who buys: becomes the only Контрагент. */
  readonly customer: ShopCustomer
  /** Where the goods go: as one line, or in parts. */
  readonly address?: Maybe<string | ShopAddress>
  /** The goods, one line at least unless it is cancelled; not the delivery. */
  readonly lines: readonly ShopLine[]
  /** Discounts of the whole order. They are spread over the goods in proportion, so that the lines add up to the order. */
  readonly discounts?: Maybe<readonly ShopDiscount[]>
  /** Absent: nothing is said of it. */
  readonly delivery?: Maybe<ShopDelivery>
  /** Absent: nothing is said of it, not even that it is unpaid. */
  readonly payment?: Maybe<ShopPayment>
  /** Replaced in a cancelled order, for a 1C that cancels by a status. */
  readonly status?: Maybe<ShopStatus>
  /** Cancels, even as `{}`; without it 1C is told that it is not cancelled. Empty rows may mean either, and are refused. */
  readonly cancelled?: Maybe<{
    /** Why, in words. */
    readonly reason?: Maybe<string>
    /** When: a local time, or a `Date`, as `placedAt`. */
    readonly at?: Maybe<string | Date>
  }>
  /** What the customer wrote: at most 1000 characters if the version has a schema. */
  readonly customerComment?: Maybe<string>
  /**
   * What the manager should see: at most 3000 characters. For УНФ, which reads one comment, both are joined, and for УТ 10.3,
   * which keeps 50 characters of the customer's elsewhere, and БП, which keeps it apart from its document.
   */
  readonly comment?: Maybe<string>
  /** What the customer has to pay. If given, it must equal the sum of lines, discounts and delivery. */
  readonly total?: Maybe<Amount>
  /** How 1C should book the order, in the names of its base. */
  readonly booking?: Maybe<ShopBooking>
  /** Further ones, by name: behind the others, in place of defaults. Refused if they contradict what another row tells. */
  readonly requisites?: Maybe<Readonly<Record<string, Maybe<string>>>>
}

/** The status of the order on the site. */
export interface ShopStatus {
  /** The site's code: `N`. */
  readonly id?: Maybe<string>
  /** Name on the site: УТ has a table of them. */
  readonly name: string
  /** A local time, or a `Date`, as `placedAt`. */
  readonly changedAt?: Maybe<string | Date>
  /** Whether the status is final. */
  readonly final?: Maybe<boolean>
}

/** What УТ and УНФ enter in their order, unless their settings decide it: names of things in their base. */
export interface ShopBooking {
  /** Организация, for УНФ. */
  readonly organization?: Maybe<string>
  /** Соглашение, for УТ 11 with UMI.CMS. */
  readonly agreement?: Maybe<string>
  /** Менеджер, for УТ 11 with UMI.CMS. */
  readonly manager?: Maybe<string>
  /** Вид цен, for УНФ. */
  readonly priceType?: Maybe<string>
  /** Склад, for УНФ. */
  readonly warehouse?: Maybe<string>
  /** Подразделение, for УНФ. */
  readonly department?: Maybe<string>
  /** Договор контрагента, for УНФ. */
  readonly contract?: Maybe<string>
  /** Сайт: УТ 10.3 adds it to the comment. */
  readonly site?: Maybe<string>
}
