/** Nothing, as databases have it. */
type Maybe<T> = T | null | undefined

/**
 * What every shop has of an order: see {@link orderFromShop}. Money and quantities are exact decimals or numbers. In any
 * row `null`, `''` and blanks, which databases hold for what nobody told, are the same as no row.
 */
export interface ShopOrder {
  /** Id of the order on the site. */
  readonly id: string
  /**
   * The number that 1C finds it by and the customer knows; the id unless told. УТ 11 keeps 11 characters; УНФ finds it by
   * all of it, and numbers its document by its digits, of which it keeps the first six.
   */
  readonly number?: Maybe<string>
  /** When it was placed: a local time `2026-01-31T12:00:00`, or a date, told in the time zone of the machine. */
  readonly placedAt: string | Date
  /** `RUB`: УТ finds it by the name of the currency in its base, which may be `руб`; three characters by the schema. */
  readonly currency: string
  /** Rate to the currency of the base; 1 unless told. */
  readonly currencyRate?: Maybe<Amount>
  readonly customer: ShopCustomer
  /** Where the goods go: one line, or in parts. */
  readonly address?: Maybe<string | ShopAddress>
  readonly lines: readonly ShopLine[]
  /** Taken off the goods in proportion, so that the lines add up to the order. */
  readonly discounts?: Maybe<readonly ShopDiscount[]>
  readonly delivery?: Maybe<ShopDelivery>
  readonly payment?: Maybe<ShopPayment>
  readonly status?: Maybe<ShopStatus>
  readonly cancelled?: Maybe<{ readonly reason?: Maybe<string>; readonly at?: Maybe<string | Date> }>
  /** What the customer wrote: 1000 characters where the version has a schema. */
  readonly customerComment?: Maybe<string>
  /** What the manager should see: 3000 characters; of УНФ, which takes one comment, together with the customer's. */
  readonly comment?: Maybe<string>
  /** What the customer has to pay. If it is told, it must be what the lines, discounts and delivery add up to. */
  readonly total?: Maybe<Amount>
  /** How 1C is to book it, as it is set up there. */
  readonly booking?: Maybe<ShopBooking>
  /** Requisites of your own, behind the others. */
  readonly requisites?: Maybe<Readonly<Record<string, Maybe<string>>>>
}

/** An exact decimal, `99.90`, or a number, which is written as JavaScript shows it. */
export type Amount = string | number

/** A person or a company: one of the two. */
export interface ShopCustomer {
  /** Id on the site. */
  readonly id?: Maybe<string>
  readonly person?: Maybe<{
    /** All of the name in one line, as many shops have it; of the parts unless told. */
    readonly name?: Maybe<string>
    readonly lastName?: Maybe<string>
    readonly firstName?: Maybe<string>
    readonly middleName?: Maybe<string>
    /** ИНН of a person, 12 digits. */
    readonly inn?: Maybe<string>
  }>
  readonly company?: Maybe<{
    /** By which the people of the shop know it; the official name unless told. */
    readonly name?: Maybe<string>
    readonly officialName: string
    /** ИНН, 10 digits: УТ may be set up to find the customer by ИНН and КПП. */
    readonly inn?: Maybe<string>
    readonly kpp?: Maybe<string>
    readonly okpo?: Maybe<string>
    readonly legalAddress?: Maybe<string | ShopAddress>
    /** Whom to call; for УТ 11 and УНФ it goes with the telephone. */
    readonly contactPerson?: Maybe<string>
  }>
  readonly phone?: Maybe<string>
  readonly email?: Maybe<string>
}

/** An address in parts; the line is put together where it is not told. */
export interface ShopAddress {
  readonly line?: Maybe<string>
  readonly postalCode?: Maybe<string>
  readonly country?: Maybe<string>
  readonly region?: Maybe<string>
  readonly district?: Maybe<string>
  readonly settlement?: Maybe<string>
  readonly city?: Maybe<string>
  readonly street?: Maybe<string>
  readonly house?: Maybe<string>
  readonly building?: Maybe<string>
  readonly flat?: Maybe<string>
  readonly comment?: Maybe<string>
}

/** One line of the basket. */
export interface ShopLine {
  /** The product's id in 1C, with `#characteristic` behind it for a variant; without one 1C looks by article and name. */
  readonly id?: Maybe<string>
  readonly article?: Maybe<string>
  readonly name: string
  readonly quantity: Amount
  /** For one, before discounts: two digits behind the dot by the schema. */
  readonly price: Amount
  /** Taken off this line. */
  readonly discount?: Maybe<{ readonly name?: Maybe<string> } & ShopReduction>
  /** `Штука`, code 796, unless told; a code has three or four characters, and may be `''` for a unit without one. */
  readonly unit?: Maybe<ShopUnit>
  /**
   * Rate of VAT in percent, contained in the price; without one the goods are free of VAT, which is not the rate 0.
   * УТ 11 has no words for that beside goods with VAT, and may give them the rate of the order: there give every line a
   * rate, the delivery too, or none.
   */
  readonly vat?: Maybe<Amount>
  /** A service has no stock. Goods unless told. */
  readonly service?: Maybe<boolean>
  /** ВидНоменклатуры of new goods, as that 1C is set up. */
  readonly kind?: Maybe<string>
  /** Id of the group for new goods. */
  readonly groupId?: Maybe<string>
  /** What tells the variant: `{ Размер: 'XL' }`. */
  readonly characteristics?: Maybe<Readonly<Record<string, Maybe<string>>>>
}

/** A unit by OKEI. */
export interface ShopUnit {
  readonly code: string
  readonly name: string
  readonly fullName?: Maybe<string>
  readonly internationalAbbreviation?: Maybe<string>
}

/** So much, or so many percent. */
export type ShopReduction =
  | { readonly sum: Amount; readonly percent?: null | undefined }
  | { readonly percent: Amount; readonly sum?: null | undefined }

/** What is taken off, with the name that 1C shows. */
export type ShopDiscount = { readonly name: string } & ShopReduction

/** How the goods come to the customer. */
export interface ShopDelivery {
  /** Id of the service on the site. */
  readonly id?: Maybe<string>
  /** What 1C shows in the line; `Доставка заказа` unless told. */
  readonly name?: Maybe<string>
  /** What it costs; becomes the line `ORDER_DELIVERY`. */
  readonly price?: Maybe<Amount>
  /** As that of a line. */
  readonly vat?: Maybe<Amount>
  /** The goods may leave. */
  readonly allowed?: Maybe<boolean>
  /** When the customer wants it; a day alone, `2026-02-01`, will do. */
  readonly shipAt?: Maybe<string | Date>
  readonly comment?: Maybe<string>
  readonly recipient?: Maybe<string>
  readonly trackingNumber?: Maybe<string>
  /** A pick-up point with its address and telephone. */
  readonly pickupPoint?: Maybe<{
    readonly id: string
    readonly name: string
    readonly address: string
    readonly phone: string
  }>
}

/** How the customer pays, or has paid. */
export interface ShopPayment {
  /** Id of the service on the site. */
  readonly id?: Maybe<string>
  readonly name: string
  /** All of the order is paid. Of a part tell in `requisites`, or make the payment by hand (`subordinateDocuments`). */
  readonly paid?: Maybe<boolean>
  /** УНФ books a payment by its date: there a payment that is not `paid` has none. */
  readonly paidAt?: Maybe<string | Date>
  /** Number of the payment at the bank or on the site. */
  readonly documentNumber?: Maybe<string>
  /** Money that came by card: a payment of its own for УНФ and 1С-Битрикс. */
  readonly byCard?: Maybe<boolean>
}

/** What the site says of the order. */
export interface ShopStatus {
  /** The site's code: `N`. */
  readonly id?: Maybe<string>
  readonly name: string
  readonly changedAt?: Maybe<string | Date>
  /** Nothing more will happen. */
  readonly final?: Maybe<boolean>
}

/** What УТ and УНФ fill in of an order, where their settings do not. */
export interface ShopBooking {
  readonly organization?: Maybe<string>
  readonly agreement?: Maybe<string>
  readonly manager?: Maybe<string>
  readonly priceType?: Maybe<string>
  readonly warehouse?: Maybe<string>
  readonly department?: Maybe<string>
  readonly contract?: Maybe<string>
  readonly site?: Maybe<string>
}
