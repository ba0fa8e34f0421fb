import { expect, test } from 'vitest'
import { visible as inTerminal } from '../../src/cli/terminal/visible.ts'
import { formatEntry } from '../../src/client/index.ts'
import { pictured, visibleJson } from '../../src/source/invisible.ts'
import { quoted } from '../../src/zip/refusal.ts'

// Escape sequences, C1, marks of direction and of width zero, line separators, the byte order mark.
const CODES = [0, 0x1b, 0x7f, 0x85, 0x9b, 0x61c, 0x200b, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e]
const HIDDEN = [...CODES, 0x2060, 0x2066, 0x2069, 0xfeff].map((code) => String.fromCodePoint(code))
const LETTERS = 'Чай 100 г, «Ё» 😀 é ½ €'

const entry = {
  ...({ step: 'import', method: 'GET', url: '/', headers: {}, sentBytes: 0, status: 200 } as const),
  ...{ replyHeaders: {}, replyBytes: 1, durationMs: 0 },
}

test.each<[string, (text: string) => string]>([
  ['text', (text) => pictured(text, {})],
  ['JSON', (text) => visibleJson(JSON.stringify(text))],
  ['the command', inTerminal],
  ['a transcript', (reply) => formatEntry({ ...entry, reply })],
  ['the name of an entry', quoted],
])('%s shows nothing that a terminal obeys', (_, show) => {
  for (const character of HIDDEN) expect(show(`a${character}b`), JSON.stringify(character)).not.toContain(character)
  expect(show(LETTERS)).toContain(LETTERS)
})

test('JSON says the same as before, laid out or not', () => {
  const value = { text: `${HIDDEN.join('')}\n${LETTERS}` }
  for (const json of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
    expect(JSON.parse(visibleJson(json))).toEqual(value)
  }
  expect(visibleJson(JSON.stringify({ a: 1 }, null, 2))).toBe('{\n  "a": 1\n}')
})

test('pictures are those of the caller, of the control character, or one for all', () => {
  expect(pictured('a\n\t\u009b', { '\n': '⏎' })).toBe('a⏎␉�')
})
