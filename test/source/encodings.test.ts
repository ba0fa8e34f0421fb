import type { CommerceMLEvent, DocumentEvent, Encoding } from 'commerceml'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { cutAt, essence, feedAll, issuesIn, pieces } from '../helpers/bad-inputs.ts'
import { catalog, contents, encode, first, LETTERS, REFERENCE } from './encoded.ts'

interface Variant {
  readonly name: string
  readonly encoding: Encoding
  readonly bytes: (extra?: string) => Uint8Array
  readonly declared: string | undefined
  readonly bom: boolean
}

const variant = (encoding: Encoding, declared: string | undefined, bom = false): Variant => ({
  name: `${encoding}${bom ? ' with a byte order mark' : ''}, ${declared === undefined ? 'not declared' : `declared ${declared}`}`,
  encoding,
  bytes: (extra) => encode(catalog(declared, extra), encoding, bom),
  declared,
  bom,
})

const VARIANTS = [
  variant('utf-8', 'UTF-8'),
  variant('utf-8', 'utf8'),
  variant('utf-8', undefined),
  variant('utf-8', 'UTF-8', true),
  variant('utf-8', undefined, true),
  variant('utf-16le', 'UTF-16', true),
  variant('utf-16be', 'UTF-16', true),
  variant('utf-16le', undefined, true),
  variant('utf-16be', undefined, true),
  variant('utf-16le', 'UTF-16LE'),
  variant('utf-16be', 'UTF-16BE'),
  variant('utf-16le', undefined),
  variant('utf-16be', undefined),
  variant('windows-1251', 'windows-1251'),
  variant('windows-1251', 'CP1251'),
  variant('koi8-r', 'KOI8-R'),
  variant('cp866', 'cp866'),
  variant('cp866', 'IBM866'),
  variant('iso-8859-5', 'ISO-8859-5'),
]

describe.each(VARIANTS)('$name', ({ bytes, encoding, declared, bom }) => {
  const whole = feedAll([bytes()])

  test('gives the same events as text does', () => {
    expect(contents(whole)).toBe(
      declared === undefined ? REFERENCE.replaceAll(/"line":(\d+)/g, oneLineLess) : REFERENCE,
    )
  })

  test('is named in the document event', () => {
    const { declaredEncoding, ...event } = first(whole) as DocumentEvent
    expect(event).toMatchObject({ type: 'document', encoding, bom })
    expect(declaredEncoding).toBe(declared)
    expect(issuesIn(whole)).toEqual([])
  })

  test('may be cut at every byte', () => {
    const all = bytes()
    const differing = Array.from(all.keys()).filter((at) => essence(feedAll(cutAt(all, at))) !== essence(whole))
    expect(differing).toEqual([])
    expect(essence(feedAll(pieces(all, 1)))).toBe(essence(whole))
  })

  test('gives no replacement character', () => {
    expect(essence(whole)).not.toContain('\uFFFD')
  })
})

function oneLineLess(_: string, line: string): string {
  return `"line":${Number(line) - 1}`
}

describe.each(VARIANTS.filter(({ encoding }) => encoding.startsWith('utf')))('$name', ({ bytes }) => {
  test('characters beyond the basic plane survive a cut at every byte', () => {
    const all = bytes('😀𐍈')
    const whole = feedAll([all])
    expect(essence(whole)).toContain(`${LETTERS}😀𐍈`)
    const differing = Array.from(all.keys()).filter((at) => essence(feedAll(cutAt(all, at))) !== essence(whole))
    expect(differing).toEqual([])
  })

  test('a replacement character that stands in the document is one like any other', () => {
    expect(essence(feedAll([bytes('\uFFFD')]))).toContain(`${LETTERS}\uFFFD`)
  })
})

describe('each one-byte encoding reads all its 256 bytes as iconv does', () => {
  test.each(['windows-1251', 'koi8-r', 'cp866', 'iso-8859-5'] as const)('%s', (encoding) => {
    // What XML itself does not allow, and what it changes, is left out: controls, < and &.
    const undefinedBytes = encoding === 'windows-1251' ? [0x98] : []
    const skipped = new Set([...Array(32).keys(), 0x26, 0x3c, ...undefinedBytes])
    const body = Uint8Array.from([...Array(256).keys()].filter((byte) => !skipped.has(byte)))
    const [head = '', tail = ''] = catalog(encoding).split(LETTERS)
    const whole = feedAll([encode(head, encoding), body, encode(tail, encoding)])
    expect(whole.code).toBe('accepted')
    const product = whole.events
      .map((event) => JSON.parse(event) as CommerceMLEvent)
      .find(({ type }) => type === 'product')
    expect(product).toMatchObject({ product: { name: iconv.decode(Buffer.from(body), encoding) } })
  })
})
