// Only these references exist without a DTD. Character references may have any number of zeros: the parser judges them.
const LONGEST_REFERENCE = 32
const REFERENCE_BEGUN = /^(?:#x[0-9a-fA-F]*|#[0-9]*|a|amp?|apo?s?|lt?|gt?|qu?o?t?)$/
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|apos|quot|#[0-9]+|#x[0-9a-fA-F]+);)/g

/**
 * Whether what follows an ampersand, without its `;` so far, can still become a reference.
 *
 * @param fresh UTF-16 units of it that have not been looked at before
 */
export function mayBecomeReference(begun: string, fresh: number): boolean {
  if (begun === '' || begun.length - fresh > LONGEST_REFERENCE) return true // looked at before
  return REFERENCE_BEGUN.test(begun.slice(0, LONGEST_REFERENCE))
}

/** Where the first ampersand from `from` on stands that begins no reference; `undefined` if there is none. */
export function bareAmpersand(text: string, from: number): number | undefined {
  BARE_AMPERSAND.lastIndex = from
  return BARE_AMPERSAND.exec(text)?.index
}
