/**
 * Compares two secrets in a time that tells nothing of where they differ; that their lengths differ it may tell.
 *
 * @example
 * import { sameSecret } from 'commerceml/exchange'
 * console.log(sameSecret('пароль', 'пароль'), sameSecret('пароль', 'парол')) // true false
 */
export function sameSecret(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  for (let index = 0; index < one.length; index++) {
    difference |= one.charCodeAt(index) ^ (other.length === 0 ? 0 : other.charCodeAt(index % other.length))
  }
  return difference === 0
}
