/**
 * The values of a cookie in a `Cookie` header, in their order: a client may send several of one name.
 *
 * @example
 * import { cookieValues } from 'commerceml/exchange'
 * console.log(cookieValues('a=1; sid=x; sid=y', 'sid')) // [ 'x', 'y' ]
 */
export function cookieValues(header: string | undefined, name: string): readonly string[] {
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1).replace(/^"(.*)"$/, '$1'))
}
