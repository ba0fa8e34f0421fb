import { type Entity, type EntityOf, entity, list, one } from './fields.ts'
import { text } from './values.ts'

const siteInfoItemRows = {
  /** Ид: the site's code. */
  id: one('Ид', text),
  /** Название, as people know it. */
  title: one('Название', text),
  /** ТипОплаты, of a payment service: how 1C books the money. */
  paymentType: one('ТипОплаты', text),
}

/** Элемент: one status or service of the site. */
export interface SiteInfoItem extends EntityOf<typeof siteInfoItemRows> {}
/** The schema of {@link SiteInfoItem}. */
export const SiteInfoItem: Entity<SiteInfoItem> = entity(siteInfoItemRows)

const siteInfoRows = {
  /** Cтатусы of orders. Its first letter is a Latin C: so 1С-Битрикс writes it, and so УНФ reads it. */
  statuses: list('Cтатусы', 'Элемент', SiteInfoItem),
  /** ПлатежныеСистемы. */
  paymentMethods: list('ПлатежныеСистемы', 'Элемент', SiteInfoItem),
  /** СлужбыДоставки. */
  deliveryMethods: list('СлужбыДоставки', 'Элемент', SiteInfoItem),
}

/** Справочник: what a site answers to `sale`, `info`, so that people map it to what 1C has (УНФ with 1С-Битрикс). */
export interface SiteInfo extends EntityOf<typeof siteInfoRows> {}
/** The schema of {@link SiteInfo}. */
export const SiteInfo: Entity<SiteInfo> = entity(siteInfoRows)

/** The root element of {@link SiteInfo}: no КоммерческаяИнформация around it. */
export const SITE_INFO_ROOT = 'Справочник'
