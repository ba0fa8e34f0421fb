/**
 * The values of a cookie in a `Cookie` header, in their order: a client may send several of one name. Without a name,
 * the values of all cookies.
 *
 * @example
 * import { cookieValues } from 'commerceml/exchange'
 * console.log(cookieValues('a=1; sid=x; sid=y', 'sid')) // [ 'x', 'y' ]
 */
export function cookieValues(header: string | undefined, name?: string): readonly string[] {
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => (name === undefined ? pair.includes('=') : pair.startsWith(`${name}=`)))
    .map((pair) => pair.slice(pair.indexOf('=', name?.length) + 1).replace(/^"(.*)"$/, '$1'))
}
