import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ReadErrorCode, ReaderOptions } from 'commerceml'
import { expect, test } from 'vitest'
import {
  cutAt,
  essence,
  feedAll,
  nodeStream,
  PIECE_SIZES,
  pieces,
  readAll,
  slowly,
  webStream,
} from '../helpers/bad-inputs.ts'

const FOLDER = fileURLToPath(new URL('../../fixtures/bad/', import.meta.url))

/** Everything that a document can be refused for, with the options that make it so. */
const CODES = {
  'not-xml': {},
  'not-well-formed': {},
  'truncated-input': {},
  'dtd-refused': {},
  'invalid-encoding': {},
  'unsupported-encoding': {},
  'wrong-root': {},
  'limit-exceeded': {},
  'strict-issue': { strict: true },
  'unknown-element': { extras: 'refuse' },
} satisfies { readonly [K in Exclude<ReadErrorCode, `zip-${string}` | `folder-${string}`>]: ReaderOptions }

const codes = Object.keys(CODES) as (keyof typeof CODES)[]
const files = codes.flatMap((code) =>
  readdirSync(FOLDER + code).map((file) => ({
    code,
    file,
    bytes: new Uint8Array(readFileSync(`${FOLDER}${code}/${file}`)),
  })),
)

test('each code of a document has its folder, and no folder has another name', () => {
  expect(
    readdirSync(FOLDER)
      .filter((name) => !/^(?:\.|zip-|folder-)/.test(name))
      .sort(),
  ).toEqual([...codes].sort())
})

test.each(files)('$code/$file is refused as its folder says, however it is read', async ({ code, file, bytes }) => {
  const options = CODES[code]
  const whole = feedAll([bytes], options)
  expect(whole.code).toBe(code)
  expect(whole.events.filter((event) => event.startsWith('{"type":"end"'))).toEqual([])
  expect(whole.position?.offset).toBeLessThanOrEqual(bytes.length)

  const others = [
    ...PIECE_SIZES.map((size) => feedAll(pieces(bytes, size), options)),
    ...Array.from(bytes, (_, at) => feedAll(cutAt(bytes, at), options)),
    ...(await Promise.all([
      readAll(bytes, options),
      readAll(new Blob([bytes]), options),
      readAll(createReadStream(`${FOLDER}${code}/${file}`), options),
      ...PIECE_SIZES.flatMap((size) => [
        readAll(slowly(pieces(bytes, size)), options),
        readAll(webStream(pieces(bytes, size)), options),
        readAll(nodeStream(pieces(bytes, size)), options),
      ]),
    ])),
  ]
  expect(new Set(others.map(essence))).toEqual(new Set([essence(whole)]))
})

// What misleads most: the wrong line sends an operator to the wrong product.
test.each([
  ['not-well-formed/bare-ampersand.xml', 9],
  ['not-well-formed/bare-ampersand-before-reference.xml', 9],
  ['not-well-formed/html-reference.xml', 9],
  ['not-well-formed/unclosed-element.xml', 10],
  ['dtd-refused/behind-comment.xml', 4],
  ['strict-issue/price-in-words.xml', 11],
])('%s: the error is in line %i, also where the end of the file shows it', (file, line) => {
  const [code = ''] = file.split('/')
  const bytes = new Uint8Array(readFileSync(FOLDER + file))
  const options = CODES[code as keyof typeof CODES]
  expect(feedAll([bytes], options).position?.line).toBe(line)
  expect(feedAll(pieces(bytes, 1), options).position?.line).toBe(line)
})
