import { Address } from './address.ts'
import { IdentityDocument, Organization } from './company.ts'
import { type Entity, type EntityOf, entity, list, one } from './fields.ts'
import { text } from './values.ts'

const signatoryRows = {
  /** Фамилия. */
  lastName: one('Фамилия', text),
  /** Имя. */
  firstName: one('Имя', text),
  /** Отчество. */
  middleName: one('Отчество', text),
  /** Обращение. */
  salutation: one('Обращение', text),
  /** УдостоверениеЛичности. */
  identityDocument: one('УдостоверениеЛичности', IdentityDocument),
  /** АдресРегистрации. */
  registrationAddress: one('АдресРегистрации', Address),
  /** МестоРаботы. */
  workplace: one('МестоРаботы', Organization),
  /** Должность. */
  position: one('Должность', text),
  /** Комментарий. */
  comment: one('Комментарий', text),
}

/** Подписант: who signs a catalog, an offers package or a document. */
export interface Signatory extends EntityOf<typeof signatoryRows> {}
/** The schema of {@link Signatory}. */
export const Signatory: Entity<Signatory> = entity(signatoryRows)

/** Подписанты: the row that catalogs, packages, classifiers and documents share. */
export const signatories = () => list('Подписанты', 'Подписант', Signatory)
