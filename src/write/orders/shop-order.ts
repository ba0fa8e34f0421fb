/** A value that may be missing, in the ways of databases. */
type Maybe<T> = T | null | undefined

/**
 * An order as every shop has it, for `orderFromShop`. Money and quantities are exact decimals or numbers. In every row
 * `null`, `''` and blanks, which databases hold for missing values, mean the same as leaving the row out, or what holds
 * them alone; but for `cancelled` and for what stands in a list.
 */
export interface ShopOrder {
  /** Id of the order on the site. Where a database has none, the number stands in for it. */
  readonly id: string
  /**
   * The number that the customer knows and 1C finds the order by. Default: the id. УТ 11 keeps 11 characters; УНФ compares
   * all of it, and numbers its document by the digits in it, of which it keeps the first six.
   */
  readonly number?: Maybe<string>
  /**
   * When it was placed: a local time `2026-01-31T12:00:00` (a blank may stand for the T), or a `Date`, written in the
   * machine's time zone.
   */
  readonly placedAt: string | Date
  /** `RUB`. УТ finds the currency by its name in the base, which may be `руб`; three characters by the schema. */
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
  /** What the manager should see: at most 3000 characters. For УНФ, which reads one comment, both are joined. */
  readonly comment?: Maybe<string>
  /** What the customer has to pay. If given, it must equal the sum of lines, discounts and delivery. */
  readonly total?: Maybe<Amount>
  /** How 1C should book the order, in the names of its base. */
  readonly booking?: Maybe<ShopBooking>
  /** Further ones, by name: behind the others, in place of defaults. Refused if they contradict what another row tells. */
  readonly requisites?: Maybe<Readonly<Record<string, Maybe<string>>>>
}

/** An exact decimal, `99.90`, or a number, which is written as JavaScript prints it. */
export type Amount = string | number

/** The customer: either a person or a company. */
export interface ShopCustomer {
  /** Id on the site. */
  readonly id?: Maybe<string>
  /** A name at least, whole or in parts. */
  readonly person?: Maybe<{
    /** The whole name in one line, as many shops have it. Default: the parts joined. */
    readonly name?: Maybe<string>
    /** Фамилия. */
    readonly lastName?: Maybe<string>
    /** Имя. */
    readonly firstName?: Maybe<string>
    /** Отчество. */
    readonly middleName?: Maybe<string>
    /** ИНН of a person, 12 digits. */
    readonly inn?: Maybe<string>
  }>
  /** Not beside `person`: an order takes one of them. */
  readonly company?: Maybe<{
    /** The name that the shop uses. Default: the official name. */
    readonly name?: Maybe<string>
    /** ОфициальноеНаименование: `ООО «Ромашка»`. */
    readonly officialName: string
    /** ИНН, 10 digits. УТ may be set up to find the customer by ИНН and КПП. */
    readonly inn?: Maybe<string>
    /** КПП, 9 digits. */
    readonly kpp?: Maybe<string>
    /** ОКПО: its code in the register of enterprises. */
    readonly okpo?: Maybe<string>
    /** ЮридическийАдрес. */
    readonly legalAddress?: Maybe<string | ShopAddress>
    /**
     * Whom to call. УТ 10.3 adds it to the customer, УНФ takes it for the contact of an order without `delivery.recipient`;
     * УТ 11 takes none from a site: to it, as to УНФ, it goes as the comment of the telephone.
     */
    readonly contactPerson?: Maybe<string>
  }>
  /** Written as `Телефон рабочий`, for УТ 10.3 `ТелефонРабочий`. */
  readonly phone?: Maybe<string>
  /** Written as `Почта`, for 1С-Битрикс as `Электронная почта`. */
  readonly email?: Maybe<string>
}

/** An address in parts. УТ 11 puts two or more of them together by itself, and then passes over `line`. */
export interface ShopAddress {
  /** Представление: the whole of it. Default: the parts joined. */
  readonly line?: Maybe<string>
  /** Почтовый индекс. */
  readonly postalCode?: Maybe<string>
  /** Страна. */
  readonly country?: Maybe<string>
  /** Регион. */
  readonly region?: Maybe<string>
  /** Район. */
  readonly district?: Maybe<string>
  /** Населенный пункт. */
  readonly settlement?: Maybe<string>
  /** Город. */
  readonly city?: Maybe<string>
  /** Улица. */
  readonly street?: Maybe<string>
  /** Дом. */
  readonly house?: Maybe<string>
  /** Корпус. */
  readonly building?: Maybe<string>
  /** Квартира. */
  readonly flat?: Maybe<string>
  /** Комментарий, such as how to get there; no part of `line`. УТ 11 does not read it. */
  readonly comment?: Maybe<string>
}

/** One line of an order. */
export interface ShopLine {
  /** The product's id in 1C, followed by `#characteristic` for a variant. Without it 1C searches by article and name. */
  readonly id?: Maybe<string>
  /** Артикул. */
  readonly article?: Maybe<string>
  /** Наименование, which new goods get in 1C. For УТ 11 and УНФ, who cut it at `#`, that is written as `№`. */
  readonly name: string
  /** In `unit`; more than 0. */
  readonly quantity: Amount
  /**
   * Price of one unit before discounts; at most two decimal places by the schema. УНФ puts the price of its own price type,
   * if it has one, in place of 0: give a gift its price, and a `discount` of 100 percent.
   */
  readonly price: Amount
  /** A discount of this line. */
  readonly discount?: Maybe<
    {
      /** What 1C shows. Default: `Скидка`. */
      readonly name?: Maybe<string>
    } & ShopReduction
  >
  /** Default: `Штука`, code 796. A code has three or four characters; `''` for a unit without one. */
  readonly unit?: Maybe<ShopUnit>
  /**
   * Rate of VAT in percent, included in the price. Without it the goods are free of VAT, which is not the rate 0; but УТ
   * 10.3 takes the rates of its own goods where no line has one. УТ 11 has no way to say it beside goods with VAT, and may
   * assign them the rate of the order: for УТ 11 give every line a rate, the delivery included, or none.
   */
  readonly vat?: Maybe<Amount>
  /** Whether it is a service, which has no stock. Default: `false`. */
  readonly service?: Maybe<boolean>
  /** ВидНоменклатуры for new goods, by its name in that 1C. */
  readonly kind?: Maybe<string>
  /** Id of the group for new goods. */
  readonly groupId?: Maybe<string>
  /** What distinguishes the variant: `{ Размер: 'XL' }`. */
  readonly characteristics?: Maybe<Readonly<Record<string, Maybe<string>>>>
}

/** A unit of measurement, by OKEI. */
export interface ShopUnit {
  /** Код: `796`. */
  readonly code: string
  /** In short: `шт`. */
  readonly name: string
  /** `Штука`. Default: the name. */
  readonly fullName?: Maybe<string>
  /** `PCE`: at most three characters by the schema. */
  readonly internationalAbbreviation?: Maybe<string>
}

/** A reduction, as a sum or in percent. */
export type ShopReduction =
  | {
      /** How much, in the currency of the order. */
      readonly sum: Amount
      /** Not beside a sum. */
      readonly percent?: null | undefined
    }
  | {
      /** How much, in percent of what it is for. */
      readonly percent: Amount
      /** Not beside a percentage. */
      readonly sum?: null | undefined
    }

/** A discount of the whole order, with the name that 1C shows. */
export type ShopDiscount = {
  /** What 1C shows. */
  readonly name: string
} & ShopReduction

/** How the goods come to the customer. */
export interface ShopDelivery {
  /** Id of the service on the site. */
  readonly id?: Maybe<string>
  /** What 1C shows in the delivery line. Default: `Доставка заказа`. */
  readonly name?: Maybe<string>
  /** What it costs. It becomes a line with the id `ORDER_DELIVERY`. */
  readonly price?: Maybe<Amount>
  /** Rate of VAT in percent, as for a line. */
  readonly vat?: Maybe<Amount>
  /** Whether the goods may be shipped. */
  readonly allowed?: Maybe<boolean>
  /** When the customer wants it; a day is enough: `2026-02-01`. */
  readonly shipAt?: Maybe<string | Date>
  /** `Комментарий доставки`; УНФ reads it. */
  readonly comment?: Maybe<string>
  /** Who takes the goods: `Получатель`; УНФ reads it. */
  readonly recipient?: Maybe<string>
  /** Number of the parcel. */
  readonly trackingNumber?: Maybe<string>
  /** A pick-up point with its address and telephone. */
  readonly pickupPoint?: Maybe<{
    /** Ид of the Склад that it becomes. */
    readonly id: string
    /** Its Наименование, and `Пункт выдачи заказа`. */
    readonly name: string
    /** In one line. */
    readonly address: string
    /** Written as `Телефон рабочий`. */
    readonly phone: string
  }>
}

/** How the customer pays, or has paid. */
export interface ShopPayment {
  /** Id of the service on the site. For УТ 11, which looks for the name beside an id alone, the name by default. */
  readonly id?: Maybe<string>
  /** Name of the service: `Метод оплаты`. For УТ `Оплачен платежной картой` is a card. */
  readonly name: string
  /** Whether it is paid in full. For a part use `requisites`, or add the payment yourself (`subordinateDocuments`). */
  readonly paid?: Maybe<boolean>
  /** When it was paid. For УНФ it is written only if `paid`, since УНФ books a payment by its date. */
  readonly paidAt?: Maybe<string | Date>
  /** Number of the payment at the bank or on the site. */
  readonly documentNumber?: Maybe<string>
  /** Whether it was paid by card: for УНФ and 1С-Битрикс that is written as a separate payment, once it is `paid`. */
  readonly byCard?: Maybe<boolean>
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
