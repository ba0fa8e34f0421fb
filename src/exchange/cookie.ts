/**
 * The values of the cookies with this name in a `Cookie` header, in order: a client may send several. Without a name, the
 * values of all cookies.
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
