const XMLNS = 'xmlns'

/**
 * Names without their prefix. CommerceML has one namespace at most, which the root declares: matching it only where
 * there is a prefix costs nothing, a parser's own namespaces would cost a fifth of the parse.
 */
export class Namespaces {
  readonly #declared = new Map<string, string>()
  #rootPrefix = ''

  root(name: string): void {
    this.#rootPrefix = name.slice(0, name.indexOf(':') + 1)
  }

  /** An attribute of the root. */
  declare(name: string, value: string): void {
    if (name.startsWith(XMLNS)) this.#declared.set(name === XMLNS ? '' : `${name.slice(XMLNS.length + 1)}:`, value)
  }

  /** Without the prefix, where that is the root's or declared at the root for the same namespace. */
  localName(name: string): string {
    const colon = name.indexOf(':') + 1
    const prefix = name.slice(0, colon)
    if (prefix === this.#rootPrefix) return name.slice(colon)
    const namespace = this.#declared.get(prefix)
    return namespace !== undefined && namespace === this.#declared.get(this.#rootPrefix) ? name.slice(colon) : name
  }
}
