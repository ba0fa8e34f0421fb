import { describe, expect, test } from 'vitest'
import { essence, feedAll, pieces } from '../helpers/bad-inputs.ts'

const ROOT = '<КоммерческаяИнформация ВерсияСхемы="2.08"/>'

/** Before the root element, or in its place; and what becomes of the document. */
const PROLOGS = [
  ['a declaration', `<?xml version="1.0"?>${ROOT}`, 'accepted'],
  ['a declaration of a version of two digits', `<?xml version="1.10"?>${ROOT}`, 'accepted'],
  ['a comment', `<!-- а -->${ROOT}`, 'accepted'],
  ['comments and blanks', `<?xml version="1.0"?>\r\n<!--а--><!--->-->\n<!-- <!DOCTYPE a> -->\t${ROOT}`, 'accepted'],
  ['instructions', `<?а <!DOCTYPE б>?><?в?>${ROOT}`, 'accepted'],
  ['a question mark before the end of an instruction', `<?а ??>${ROOT}`, 'accepted'],
  ['a comment that ends with too many hyphens', `<!--а--->${ROOT}`, 'not-well-formed'],
  ['a CDATA section', `<!-- а --><![CDATA[б]]>${ROOT}`, 'not-well-formed'],
  ['a DOCTYPE', `<!DOCTYPE a>${ROOT}`, 'dtd-refused'],
  [
    'a DOCTYPE behind all else',
    `<?xml version="1.0"?><!-- а --><?б?>\n<!DOCTYPE a [<!ENTITY б "в">]>${ROOT}`,
    'dtd-refused',
  ],
  ['a DOCTYPE in small letters', `<!doctype html><html/>`, 'dtd-refused'],
  ['a DOCTYPE without a name', `<!DOCTYPE>${ROOT}`, 'dtd-refused'],
  ['a DOCTYPE with an internal subset only', `<!DOCTYPE[]>${ROOT}`, 'dtd-refused'],
  ['a DOCTYPE whose name does not end', `<!DOCTYPE ${'a'.repeat(80)}`, 'dtd-refused'],
  ['a DOCTYPE cut inside its name', '<!DOCTYPE htm', 'truncated-input'],
  ['a DOCTYPE cut inside its word', '<?xml version="1.0"?><!DOCT', 'truncated-input'],
  ['a word like DOCTYPE', `<!DOCTOR a>${ROOT}`, 'not-well-formed'],
  ['a declaration of an element', `<!ELEMENT a ANY>${ROOT}`, 'not-well-formed'],
  ['text', `<!-- а -->б${ROOT}`, 'not-well-formed'],
  ['an unfinished comment', `<?xml version="1.0"?><!-- а ${ROOT}`, 'truncated-input'],
  ['an end tag', `<?xml version="1.0"?></а>`, 'not-well-formed'],
] as const

describe('before the root element, cut in three at any two characters', () => {
  test.each(PROLOGS)('%s', (_, text, code) => {
    const whole = feedAll([text])
    expect(whole.code).toBe(code)
    const differing: string[] = []
    for (let first = 0; first <= text.length; first++) {
      for (let second = first; second <= text.length; second++) {
        const chunks = [text.slice(0, first), text.slice(first, second), text.slice(second)]
        if (essence(feedAll(chunks)) !== essence(whole)) differing.push(`${first}, ${second}`)
      }
    }
    expect(differing).toEqual([])
  })
})

test('a prolog that is too long is refused behind a whole character, though the limit counts its halves', () => {
  const bytes = new TextEncoder().encode(`<!--${'😀'.repeat(20)}-->${ROOT}`)
  for (const size of [1, 5, bytes.length]) {
    const { code, position } = feedAll(pieces(bytes, size), { limits: { prologLength: 9 } })
    expect({ code, position }, `pieces of ${size}`).toMatchObject({
      code: 'limit-exceeded',
      position: { offset: '<!--'.length + 3 * 4 },
    })
  }
})
