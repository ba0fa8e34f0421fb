const SPACE = '[\\t\\n\\r ]'
const value = (pattern: string): string => `${SPACE}*=${SPACE}*(?:"${pattern}"|'${pattern}')`
const DECLARATION = new RegExp(
  `^<\\?xml${SPACE}+version${value('1\\.[0-9]+')}` +
    `(?:${SPACE}+encoding${value('[A-Za-z][A-Za-z0-9._-]*')})?` +
    `(?:${SPACE}+standalone${value('(?:yes|no)')})?${SPACE}*\\?>$`,
)

/** What is wrong with an XML declaration, from `<?xml` to `?>`; `undefined` when nothing is (XML 1.0, 2.8). */
export function declarationError(text: string): string | undefined {
  return DECLARATION.test(text)
    ? undefined
    : 'malformed XML declaration: expected <?xml version="1.0" encoding="UTF-8"?>'
}
