import type { Random, Weighted } from './random.ts'

// What stands between tags and in attributes, when nothing is wrong with it.

const ASCII = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;!?()-+_=/#%*"\''
const CYRILLIC = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ №—«»'
/** A character of each width and class that a scanner may tell apart. */
const ODD = [
  '\u0085',
  '\u007f',
  '\u00a0',
  '\u00d7',
  '\u0301',
  '\u07ff',
  '\u0800',
  '\u2028',
  '\u20ac',
  '\ud7ff',
  '\ue000',
  '\ufeff',
  '\ufffd',
  '\u{10000}',
  '\u{1f600}',
  '\u{1fffe}',
  '\u{10fffd}',
  '\u{10ffff}',
]
const REFERENCES = ['&amp;', '&lt;', '&gt;', '&apos;', '&quot;', '&#9;', '&#10;', '&#13;', '&#32;', '&#x41;']
const LONG_REFERENCES = ['&#1071;', '&#x44f;', '&#x1F600;', '&#xFFFD;', '&#0000000000000000000000000000000000000065;']
const BLANKS = [' ', '\n', '\t', '\r\n', '\r', '\n  ', '\r\n\t\t', '  ', '\n\n', '\r\r\n']
const VALUES = [
  'true',
  'false',
  '0',
  '1',
  '12.50',
  '1 200,5',
  'шт',
  'RUB',
  '796',
  '2024-02-29',
  '2024-02-29T12:30:00',
  '12:30:00',
  'bd72d8f9-55bc-11d9-848a-00112f43529a',
  'bd72d8f9-55bc-11d9-848a-00112f43529a#bd72d8fa-55bc-11d9-848a-00112f43529a',
]

const run = (characters: string, random: Random, most: number): string => {
  const start = random.below(characters.length)
  return characters.repeat(1 + Math.ceil(most / characters.length)).slice(start, start + random.between(1, most))
}

/** Lengths around those where a scanner changes its way: 16 bytes at a time, 12 and 64 that are kept. */
const length = (random: Random): number => random.pick([3, 8, 14, 18, 40, 70])

const CHARACTERS: Weighted<(random: Random) => string> = [
  [6, (random) => random.pick(VALUES)],
  [4, (random) => run(ASCII, random, length(random))],
  [4, (random) => run(CYRILLIC, random, length(random))],
  [2, (random) => random.pick(ODD)],
  [2, (random) => random.pick(ODD).repeat(random.between(1, 20))],
  [2, (random) => random.pick(REFERENCES)],
  [1, (random) => random.pick(LONG_REFERENCES)],
  [2, (random) => random.pick(BLANKS)],
]

const AS_TEXT: Weighted<(random: Random) => string> = [
  [1, () => ']'],
  [1, () => ']]'],
  [1, () => '>'],
  [1, () => ' ]] > '],
]

/** A blank between two elements. */
export const blank = (random: Random): string => random.pick(BLANKS)

/** Characters and references, for a text. */
export function characters(random: Random): string {
  let text = ''
  for (let count = random.few(4); count >= 0; count--) text += random.weighted(CHARACTERS)(random)
  return random.oneIn(12) ? text + random.weighted(AS_TEXT)(random) : text
}

/** A value with its quotes. */
export function quoted(random: Random): string {
  const quote = random.pick(['"', '"', "'"])
  const text = random.oneIn(8) ? '' : characters(random)
  return quote + text.replaceAll(quote, quote === '"' ? '&quot;' : '&apos;').replaceAll('<', '&lt;') + quote
}

const ASIDES: Weighted<(random: Random) => string> = [
  [4, (random) => `<!--${plain(random).replace(/-+/g, '-').replace(/-$/, '')}-->`],
  [4, (random) => `<![CDATA[${random.pick(['', ']', '<&', ']]', '>'])}${plain(random)}]]>`],
  [1, () => '<![CDATA[]]>'],
  [1, () => '<!---->'],
  [2, (random) => `<?${random.pick(['php', 'a', 'я', 'xml-stylesheet'])} ${plain(random)}?>`],
  [1, (random) => `<?a${random.pick(['', ' ', '?', ' ?', '\n'])}?>`],
]

const plain = (random: Random): string => characters(random).replaceAll(']]>', '').replaceAll('?>', '')

/** A comment, CDATA section or processing instruction. */
export const aside = (random: Random): string => random.weighted(ASIDES)(random)

/** An element's text, now and then with asides in it. */
export function text(random: Random): string {
  if (random.oneIn(10)) return ''
  let whole = characters(random)
  while (random.oneIn(5)) whole += aside(random) + (random.oneIn(2) ? characters(random) : '')
  return whole
}
