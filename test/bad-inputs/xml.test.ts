import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { CommerceMLErrorCode, CommerceMLEvent, IssueCode } from 'commerceml'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  essence,
  feedAll,
  issuesIn,
  nodeStream,
  type Outcome,
  PIECE_SIZES,
  pieces,
  readAll,
  slowly,
  webStream,
} from '../helpers/bad-inputs.ts'

const FOLDER = fileURLToPath(new URL('../../../shared/badinputs/xml/', import.meta.url))
const MANIFEST = `${FOLDER}MANIFEST.tsv`
const present = existsSync(MANIFEST)
if (!present) console.warn('no bad inputs beside the project: their tests are skipped')

/** What the manifest's codes are here. */
const CODES: Readonly<Record<string, CommerceMLErrorCode>> = {
  ERR_XML_NOT_XML: 'not-xml',
  ERR_NOT_XML_GZIP: 'not-xml',
  ERR_NOT_XML_ZIP: 'not-xml',
  ERR_XML_EMPTY: 'truncated-input',
  ERR_XML_TRUNCATED: 'truncated-input',
  ERR_XML_NOT_WELL_FORMED: 'not-well-formed',
  ERR_XML_INVALID_CHAR: 'not-well-formed',
  ERR_XML_BAD_ENTITY: 'not-well-formed',
  ERR_XML_DTD_FORBIDDEN: 'dtd-refused',
  ERR_XML_LIMIT: 'limit-exceeded',
  ERR_ENCODING_INVALID: 'invalid-encoding',
  ERR_ENCODING_UNSUPPORTED: 'unsupported-encoding',
  ERR_CML_UNKNOWN_ROOT: 'wrong-root',
}

/** Where the manifest leaves a choice of verdict or code, or where it is not followed. */
const CHOSEN: Readonly<Record<string, CommerceMLErrorCode | 'accepted'>> = {
  // Against the manifest: a declaration that lies over UTF-8 bytes is no reason to refuse a file that can be read
  // rightly. It is reported as `encoding-mismatch`.
  'decl-cp1251-bytes-utf8.xml': 'accepted',
  // Against the manifest: their root is no КоммерческаяИнформация, and that comes before their depth.
  'deep-100k.xml': 'wrong-root',
  'deep-open-only.xml': 'wrong-root',
  'cp1251-0x98.xml': 'invalid-encoding',
  'enc-proto.xml': 'unsupported-encoding',
  'ent-unclosed-long.xml': 'not-well-formed',
  'dtd-unclosed.xml': 'dtd-refused',
  'trunc-bom-partial.xml': 'truncated-input',
  'not-html-error.xml': 'dtd-refused',
  'not-zip.xml': 'not-xml',
  // Prefixes are matched, not judged.
  'ns-undeclared-prefix.xml': 'accepted',
  // Under the limit of 4 Mi units.
  'attr-giant.xml': 'accepted',
  'text-900k.xml': 'accepted',
  'pi-giant.xml': 'accepted',
  'space-in-tag.xml': 'accepted',
}

/** Issues of the files that are accepted; the others have none. */
const ISSUES: Readonly<Record<string, readonly IssueCode[]>> = {
  'bom-midfile.xml': ['stray-text'],
  'bom-utf8-decl-cp1251.xml': ['encoding-mismatch'],
  'decl-cp1251-bytes-utf8.xml': ['encoding-mismatch'],
  'chunk-dup-clean.xml': ['duplicate-id'],
  // Its products stand in the catalog itself, and have their ids in attributes.
  'not-commerceml1.xml': ['missing-version', 'missing-id'],
  'empty-catalog-full.xml': ['empty-full-catalog'],
  // The catalog stands in another namespace than its root, so its products are none of CommerceML's.
  'ns-undeclared-prefix.xml': ['empty-full-catalog'],
  // СодержитТолькоИзменения holds the references that are tried.
  'ent-in-attr.xml': ['invalid-flag'],
  'value-price-empty.xml': ['invalid-decimal'],
  'value-price-exp.xml': ['invalid-decimal'],
  'value-price-nan.xml': ['invalid-decimal'],
  'value-price-hex.xml': ['invalid-decimal'],
}

/** What is said to stand there instead, where an operator is told. */
const FOUND: Readonly<Record<string, string>> = {
  'not-html-error.xml': 'an HTML page',
  'not-json.xml': 'JSON',
  'not-gzip.xml': 'gzip data',
  'not-zip.xml': 'a ZIP archive',
  'not-multipart.xml': 'a multipart body that was not taken apart',
  'not-mxl.xml': 'a 1C spreadsheet (MXL)',
  'not-yml.xml': 'a Yandex Market catalog (YML)',
  'not-enterprisedata.xml': 'an EnterpriseData message',
  'utf32le-bom.xml': 'utf-32',
  'enc-utf7.xml': 'UTF-7',
  'deep-groups-5000.xml': 'depth',
  'name-long.xml': 'nameLength',
  'attr-40k.xml': 'attributes',
}

interface Row {
  readonly file: string
  readonly bytes: Uint8Array
  readonly expected: string
}

function readManifest(): Row[] {
  const lines = readFileSync(MANIFEST, 'utf8').split('\n').slice(1).filter(Boolean)
  return lines.map((line) => {
    const [file = '', , , verdict = '', code = ''] = line.split('\t')
    const [first = ''] = /ERR_\w+/.exec(code) ?? []
    const expected = CHOSEN[file] ?? (verdict === 'accepted' ? 'accepted' : CODES[first])
    if (expected === undefined) throw new Error(`${file}: the manifest's code ${code} is not in the table`)
    return { file, bytes: readFileSync(FOLDER + file), expected }
  })
}

/** The text of a file whose bytes are what they are declared; text has no encoding any more, so others differ by it. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0 || bytes[1] === 0 || bytes.length === 0) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const declared = /^\uFEFF?<\?xml[^>]*encoding=["']([^"']*)/.exec(text)?.[1] ?? 'utf-8'
    return declared.toLowerCase() === 'utf-8' ? text : undefined
  } catch {
    return undefined
  }
}

const prototypeNames = Object.getOwnPropertyNames(Object.prototype).sort()
const rows = present ? readManifest() : []
const wholes = new Map<string, Outcome>()
const whole = (file: string): Outcome => wholes.get(file) as Outcome
const rejections: unknown[] = []
const note = (reason: unknown): void => void rejections.push(reason)

beforeAll(() => {
  process.on('unhandledRejection', note)
  for (const { file, bytes } of rows) wholes.set(file, feedAll([bytes]))
})
afterAll(() => {
  process.off('unhandledRejection', note)
})

// To push 900,000 single bytes costs a second; other ways to read them show nothing more.
const sizesFor = (whole: { length: number }): readonly number[] => (whole.length < 120_000 ? PIECE_SIZES : [65_536])

describe.runIf(present)('bad inputs', () => {
  test('all 126 are there', () => {
    expect(rows).toHaveLength(126)
    const known = new Set(rows.map(({ file }) => file))
    expect([CHOSEN, ISSUES, FOUND].flatMap((table) => Object.keys(table)).filter((file) => !known.has(file))).toEqual(
      [],
    )
  })

  test.each(rows)('$file: $expected', ({ file, expected }) => {
    const outcome = whole(file)
    expect(outcome.code).toBe(expected)
    expect(issuesIn(outcome)).toEqual(ISSUES[file] ?? [])
    if (file in FOUND) expect(outcome.found).toBe(FOUND[file])
    expect(outcome.events.some((event) => event.startsWith('{"type":"end"'))).toBe(expected === 'accepted')
  })

  test.each(rows)('$file: pushed in pieces of any size', ({ file, bytes }) => {
    for (const size of PIECE_SIZES) {
      expect(essence(feedAll(pieces(bytes, size))), `pieces of ${size}`).toEqual(essence(whole(file)))
    }
  })

  test.each(rows)('$file: pulled from any source', async ({ file, bytes }) => {
    const expected = essence(whole(file))
    expect(essence(await readAll(bytes)), 'a Uint8Array').toEqual(expected)
    expect(essence(await readAll(new Blob([new Uint8Array(bytes)]))), 'a Blob').toEqual(expected)
    expect(essence(await readAll(createReadStream(FOLDER + file))), 'a file').toEqual(expected)
    for (const size of sizesFor(bytes)) {
      expect(essence(await readAll(slowly(pieces(bytes, size)))), `async pieces of ${size}`).toEqual(expected)
      expect(essence(await readAll(webStream(pieces(bytes, size)))), `a web stream of ${size}`).toEqual(expected)
      expect(essence(await readAll(nodeStream(pieces(bytes, size)))), `a Node stream of ${size}`).toEqual(expected)
    }
  })

  const texts = rows.flatMap(({ file, bytes }) => {
    const text = textOf(bytes)
    return text === undefined ? [] : [{ file, text }]
  })

  test.each(texts)('$file: as text, whole and in pieces', async ({ file, text }) => {
    const expected = essence(whole(file))
    expect(essence(feedAll([text])), 'pushed').toEqual(expected)
    expect(essence(await readAll(text)), 'pulled').toEqual(expected)
    for (const size of sizesFor(text))
      expect(essence(feedAll(pieces(text, size))), `pieces of ${size}`).toEqual(expected)
  })

  test('most of them can be read as text too', () => {
    expect(texts.length).toBeGreaterThan(80)
  })

  test.each([
    ['value-price-nbsp.xml', '1234.50'],
    ['value-price-neg.xml', '-5'],
    ['value-price-big.xml', '9007199254740993'],
  ])('%s: the price is exact', (file, price) => {
    const events = whole(file).events.map((event) => JSON.parse(event) as CommerceMLEvent)
    const offers = events.flatMap((event) => (event.type === 'offer' ? [event.offer] : []))
    expect(offers.map(({ prices }) => prices[0]?.unitPrice)).toEqual([price])
  })

  test('names from a document are kept, and do not reach the prototype of objects', () => {
    expect(essence(whole('attr-proto.xml'))).toContain('"__proto__":')
    expect(essence(whole('elem-proto.xml'))).toContain('"name":"__proto__"')
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(prototypeNames)
  })

  test('no promise was left to be rejected', async () => {
    await setImmediate() // it would be told at the end of the turn that left it
    expect(rejections).toEqual([])
  })
})
