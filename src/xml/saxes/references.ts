const REFERENCE_BEGUN = /^(?:|#|#x[0-9a-fA-F]*|#[0-9]+|a|am|amp|ap|apo|apos|l|lt|g|gt|q|qu|quo|quot)$/
// A character reference may have any number of zeros: of a long one only what is new is looked at.
const LONG_REFERENCE = 32
const NO_HEXADECIMAL = /[^0-9a-fA-F]/
const NO_DECIMAL = /[^0-9]/
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|apos|quot|#[0-9]+|#x[0-9a-fA-F]+);)/g

/**
 * Whether what follows an ampersand can still become a reference.
 *
 * @param fresh so much of it has not been looked at before, or less
 */
export function mayBecomeReference(begun: string, fresh: number): boolean {
  if (!REFERENCE_BEGUN.test(begun.slice(0, LONG_REFERENCE))) return false
  const others = begun[1] === 'x' ? NO_HEXADECIMAL : NO_DECIMAL
  return !others.test(begun.slice(Math.max(LONG_REFERENCE, begun.length - fresh)))
}

/** Where the first ampersand from `from` on stands that begins no reference; `undefined` if there is none. */
export function bareAmpersand(text: string, from: number): number | undefined {
  BARE_AMPERSAND.lastIndex = from
  return BARE_AMPERSAND.exec(text)?.index
}
