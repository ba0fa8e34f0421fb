import { SITE_INFO_ROOT, SiteInfo } from '../schema/site-info.ts'
import type { Charset } from '../source/charset.ts'
import { planOf } from './element-plan.ts'
import { ElementWriter } from './element-writer.ts'
import { assertCharset, encoderOf, prologOf } from './encoding.ts'
import type { Draft } from './events.ts'
import { isEntity } from './invalid-value.ts'

/**
 * Writes the document that answers `type=sale&mode=info`: the statuses, payment and delivery services of the site, which
 * the user of 1C maps to those of the base (УНФ with 1С-Битрикс asks for it).
 *
 * Throws `CommerceMLError` (`invalid-value`) for a value that is not a string, and `TypeError` for an unknown encoding.
 *
 * @param encoding windows-1251 by default, as 1С-Битрикс answers
 *
 * @example
 * import { siteInfo } from 'commerceml/write'
 * const bytes = siteInfo({ statuses: [{ id: 'N', title: 'Принят' }], paymentMethods: [], deliveryMethods: [] })
 * console.log(new TextDecoder('windows-1251').decode(bytes).includes('Принят')) // true
 */
export function siteInfo(info: Draft<SiteInfo>, encoding: Charset = 'windows-1251'): Uint8Array {
  if (!isEntity(info)) throw new TypeError('siteInfo() takes an object: { statuses, paymentMethods, deliveryMethods }')
  assertCharset(encoding)
  const writer = new ElementWriter(encoding)
  writer.element(SITE_INFO_ROOT, planOf(SiteInfo), info, 'siteInfo')
  return encoderOf(encoding)(`${prologOf(encoding)}${writer.take()}\n`)
}
