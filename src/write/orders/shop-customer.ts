import type { Maybe } from './shop-value.ts'

/** The customer: either a person or a company. */
export interface ShopCustomer {
  /** Id on the site. БП needs one: without it the customer is one of this order alone there. */
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
     * Whom to call. УТ 10.3 and БП add it to the customer, УНФ takes it for the contact of an order without
     * `delivery.recipient`; УТ 11 takes none from a site: to it, as to УНФ, it goes as the comment of the telephone.
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
