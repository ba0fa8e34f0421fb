import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { PROFILE_NAMES, PROFILES } from '../../src/client/profiles.ts'
import { readReply } from '../../src/client/rules.ts'

const FILE = new URL('../../fixtures/exchange/t13-init-replies.tsv', import.meta.url)
const SIGNS: Readonly<Record<string, string>> = { '⏎': '\n', '␍': '\r', '⌖': '\ufeff' }

/** One line of the file: a reply, and what each 1C makes of it. */
interface Row {
  readonly name: string
  readonly bytes: Uint8Array
  readonly all: string
  readonly others: ReadonlyMap<string, string>
}

function rowOf(line: string): Row {
  const [name = '', body = '', all = '', ...others] = line.split('\t')
  const said = others.flatMap((other) => {
    const [outcome = '', names = ''] = other.split(': ')
    return names.split(' ').map((name): [string, string] => [name, outcome])
  })
  const text = body.replace(/[⏎␍⌖]/g, (sign) => SIGNS[sign] ?? '')
  return { name, bytes: new TextEncoder().encode(text), all, others: new Map(said) }
}

const rows = readFileSync(FILE, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map(rowOf)

describe.each(PROFILE_NAMES)('T13: %s', (profile) => {
  test.each(rows)('$name', ({ bytes, all, others }) => {
    const reply = { status: 200, headers: new Headers({ 'content-type': 'text/plain' }), bytes }
    const outcome = readReply(PROFILES[profile], 'init', reply)
    const { zip, fileLimit = 'none' } = (outcome.result === 'ok' && outcome.limits) || {}
    const told = outcome.result === 'failed' ? outcome.code : `zip=${zip} limit=${fileLimit}`
    expect(told).toBe(others.get(profile) ?? all)
  })
})

test('T13 is whole: each variant that it names stands there, and exceptions are profiles', () => {
  const named = [
    'one line',
    'three lines',
    'ZIP=YES',
    'swapped lines',
    'file_limit=abc',
    'a trailing LF',
    'a BOM',
    'CRLF',
  ]
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(named))
  const profiles: readonly string[] = PROFILE_NAMES
  for (const { others } of rows) for (const name of others.keys()) expect(profiles).toContain(name)
})
