import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createReader, isCommerceMLError } from 'commerceml'
import { describe, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
// Hostile files of others, where they are at hand.
const FOLDERS = [join(ROOT, 'fixtures/bad'), join(ROOT, '../shared/badinputs')].filter(existsSync)
const SIZES = [1, 2, 7, 65_536]
// saxes notices these sooner or later in their few characters, depending on the cut; the code is the same.
const APART = /(?:cdata-outside|charref-surrogate)\.xml$/
// Long ones are long in one way only, and a byte at a time takes its time.
const LONGEST = 300_000

const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.xml'))
    .map((file) => ({ file, bytes: readFileSync(join(folder, file)) })),
).filter(({ file, bytes }) => bytes.length <= LONGEST && !APART.test(file))

/** Code and place of what ends the reading. */
function ending(bytes: Uint8Array, size: number): string {
  try {
    const reader = createReader({ onEnd() {} })
    for (let start = 0; start < bytes.length; start += size) reader.feed(bytes.subarray(start, start + size))
    reader.end()
    return 'accepted'
  } catch (error) {
    if (!isCommerceMLError(error)) throw error
    return `${error.code} at byte ${error.position?.offset}, line ${error.position?.line}`
  }
}

describe('a document that is refused is refused at one place, however it is cut', () => {
  test.each(files)('$file', ({ bytes }) => {
    const whole = ending(bytes, Math.max(1, bytes.length))
    for (const size of SIZES) expect(ending(bytes, size), `in pieces of ${size}`).toBe(whole)
  })
})

describe('the place of', () => {
  test.each([
    ['a bare ampersand is the ampersand', '<a>яя & b</a>', 8],
    ['an unknown reference is its ampersand', '<a>яя &laquo; b</a>', 8],
    ['a second root is its tag', '<КоммерческаяИнформация/><б/>', 47],
  ])('%s', (_, xml, offset) => {
    const text = xml.replace('<a>', '<КоммерческаяИнформация>').replace('</a>', '</КоммерческаяИнформация>')
    const at = xml === text ? offset : offset + 43
    for (const size of [1, 3, 1000]) expect(ending(new TextEncoder().encode(text), size)).toMatch(`at byte ${at},`)
  })
})
