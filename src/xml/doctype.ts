import { CommerceMLError } from '../errors.ts'

/** A DOCTYPE is refused wherever it could be one. */
export function doctypeRefused(name: string): CommerceMLError {
  const found = name.replace(/[^\p{L}\p{N}:._-]/gu, '')
  return new CommerceMLError(
    'dtd-refused',
    `a DOCTYPE (${found}): CommerceML has none, and it could expand without bound`,
    { found },
  )
}
