import type { Charset } from '../../source/charset.ts'

/** Which 1C receives the orders. */
export type OrderProfileName = 'ut103' | 'ut11' | 'unf' | 'bitrix' | 'umi' | 'bp'

/** How orders have to be written for one kind of 1C. */
export interface OrderProfile {
  /** Its row in `ORDER_PROFILES`. */
  readonly name: OrderProfileName
  /** Its name, for messages. */
  readonly title: string
  /** ВерсияСхемы. */
  readonly schemaVersion: string
  /** Whether the version has a schema, whose lengths and digits are then checked. */
  readonly schemaLimits: boolean
  /** The encoding of the document. */
  readonly encoding: Charset
  /** The element around each order and its payments and shipments. */
  readonly wrapper: string | undefined
  /** Where payments and shipments of an order are written: inside it (2.10), beside it in its Контейнер (3.1), or nowhere. */
  readonly subordinate: 'inside' | 'beside' | 'none'
  /** The operations that it accepts. */
  readonly operations: readonly string[]
  /** Whether it compares operations and types of contacts to the letter, as УТ 10.3 does. */
  readonly exactWords: boolean
  /** How many characters of Номер it compares. */
  readonly numberLength: number | undefined
  /** How many digits its own number has, where it makes that of the digits in Номер, and finds orders by it. */
  readonly numberDigits: number | undefined
  /** How many characters of the customer's Наименование it compares, where it finds customers by that. */
  readonly customerNameLength: number | undefined
  /** How many characters of a requisite's Наименование it compares, where it makes properties of requisites. */
  readonly requisiteNameLength: number | undefined
  /** It keeps what it made of a customer or of goods by their Ид, and takes all that have none for the first of them. */
  readonly needsIds: boolean
  /** It reads the pick-up point. */
  readonly readsPickupPoint: boolean
  /** It reads exactly one pick-up point with one АдресноеПоле and one Контакт, without checking that they exist. */
  readonly onePickupPoint: boolean
  /** It reads rows that the schema requires without asking for them: where one is missing, all of the document is lost. */
  readonly unguarded: boolean
  /** It gives a requisite of an empty value the value of the one before it. */
  readonly carriesValues: boolean
  /** It misreads УчтеноВСумме in discounts of lines, so that Сумма must be net of every discount. */
  readonly netDiscounts: boolean
  /** It takes what stands behind `#` in Наименование of goods for the name of a characteristic, and cuts it off. */
  readonly splitsNames: boolean
  /** Which numbers it reads in Ставка: УТ 10.3 compares the text, `20` or `20/120`, and УТ 11.5 knows `20.00`. */
  readonly rates: 'whole' | 'decimal'
  /**
   * How a line without VAT is written if other lines have VAT. `words`: with the Ставка «Без НДС». `nothing`: without a
   * tax, as all lines are if none has VAT. `always`: in these words, in all lines and in the order, if none has VAT too.
   */
  readonly freeOfVat: 'words' | 'nothing' | 'always'
  /** Единица of a line: only the code (2.x), or a unit with its names (3.1). */
  readonly unit: 'code' | 'names'
  /**
   * Where the contact person of a company is written: as Контрагент in a Представитель, of which УТ 10.3 and БП make one but
   * which XSD 2.08 and 2.10 forbid, or as the comment of its telephone, which the schemas allow: УТ 11.5 makes nothing of either.
   */
  readonly contactPerson: 'representative' | 'comment'
  /** It reads addresses in their parts; else Представление is written alone. */
  readonly addressInParts: boolean
  /** It knows services by `ВидНоменклатуры`, which is then no kind of the shop's own, and not by `ТипНоменклатуры`. */
  readonly serviceByKind: boolean
  /** Тип of the Контакт with the telephone, and of that with the e-mail address. */
  readonly contacts: {
    /** `Телефон рабочий`, in its spelling. */
    readonly phone: string
    /** `Почта`, in its spelling. */
    readonly email: string
  }
  /** It makes Получатель the contact person of its order, and else the customer's own name. */
  readonly recipientIsContact: boolean
  /** It looks for the service of a payment, even by its name, only where `Метод оплаты ИД` is told. */
  readonly needsMethodId: boolean
  /**
   * Where the customer's comment is written: in a requisite of its own; as one with the manager's, if there is one, since it
   * reads only one of them; or in both places, since it keeps the requisite apart from the document, or cuts it.
   */
  readonly customerComment: 'apart' | 'as one' | 'both'
  /** It adds the requisite with the delivery price to the sum of the lines, although the delivery is one of them. */
  readonly addsDelivery: boolean
  /** It books a payment if there are its date, number and service, whatever the flag beside them says. */
  readonly paysByDate: boolean
  /** It reads `Дата оплаты` as a day alone. */
  readonly paidOnDay: boolean
  /** The status that means cancelled, if a status does; the requisite Отменен is written as well. */
  readonly cancelledStatus: string | undefined
  /** Name of the requisite with the reason of a cancellation. */
  readonly cancelReason: string
  /** Name of the requisite with the tracking number. */
  readonly trackingNumber: string
}
