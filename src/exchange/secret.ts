/**
 * Compares two secrets in a time that does not reveal where they differ (it may reveal that their lengths do).
 * Throws `TypeError` for anything but strings, such as a secret that is not set.
 *
 * @example
 * import { sameSecret } from 'commerceml/exchange'
 * console.log(sameSecret('пароль', 'пароль'), sameSecret('пароль', 'парол')) // true false
 */
export function sameSecret(one: string, other: string): boolean {
  // A list has a length too: two empty ones would be the same secret.
  if (typeof one !== 'string' || typeof other !== 'string') throw new TypeError('sameSecret() compares two strings')
  let difference = one.length ^ other.length
  for (let index = 0; index < one.length; index++) {
    difference |= one.charCodeAt(index) ^ (other.length === 0 ? 0 : other.charCodeAt(index % other.length))
  }
  return difference === 0
}
