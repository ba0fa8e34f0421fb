import type { Amount, Maybe } from './shop-value.ts'

/** One line of an order. */
export interface ShopLine {
  /**
   * The product's id in 1C, followed by `#characteristic` for a variant. Without it 1C searches by article and name. БП
   * needs one, and gets the article for it, or else the name; it knows no variants.
   */
  readonly id?: Maybe<string>
  /** Артикул. */
  readonly article?: Maybe<string>
  /** Наименование, which new goods get in 1C. For УТ 11, УНФ and БП, who cut it at `#`, that is written as `№`. */
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
