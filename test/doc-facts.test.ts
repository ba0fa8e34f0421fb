import { DEFAULT_LIMITS } from 'commerceml'
import { DEFAULT_SETTINGS, EXTENSIONS } from 'commerceml/exchange'
import { DEFAULT_EXCHANGE_LIMITS } from 'commerceml/server'
import { expect, test } from 'vitest'
import { sentenceOf } from '../src/exchange/refusal.ts'
import { DocComments } from './helpers/doc-comments.ts'

// The client has Limits of its own.
const ofClient = new DocComments(['src/client/outcome.ts'])
const docs = new DocComments([
  'src/errors.ts',
  'src/limits.ts',
  'src/reader/issue.ts',
  'src/schema/values.ts',
  'src/exchange/filename.ts',
  'src/exchange/refusal.ts',
  'src/exchange/settings.ts',
  'src/server/limits.ts',
])

const UNITS: Readonly<Record<string, number>> = {
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
}

/** The value that a doc comment gives as the default: `Default: 16 MiB.` */
function defaultIn(doc: string): unknown {
  const [, said = ''] = /Default: (.+)\.$/.exec(doc) ?? []
  if (said === '{@link EXTENSIONS}') return EXTENSIONS
  const [, word] = /^`(.+)`$/.exec(said) ?? []
  if (word !== undefined) return word === 'true' || word === 'false' ? word === 'true' : word
  const [, digits, unit] = /^([\d,]+)(?: (Ki|Mi|Gi|s|min|h)B?)?$/.exec(said) ?? []
  return digits === undefined ? undefined : Number(digits.replaceAll(',', '')) * (UNITS[unit ?? ''] ?? 1)
}

test.each([
  ['Limits', DEFAULT_LIMITS],
  ['ExchangeLimits', DEFAULT_EXCHANGE_LIMITS],
  ['ExchangeSettings', DEFAULT_SETTINGS],
])('every member of %s says its default, and the one that holds', (name, defaults) => {
  const said = [...docs.membersOf(name)].map(([member, doc]) => [member, defaultIn(doc)])
  expect(Object.fromEntries(said)).toEqual(defaults)
})

test.each([
  ['ReadErrorCode', docs],
  ['WriteErrorCode', docs],
  ['IssueCode', docs],
  ['FileNameFault', docs],
  ['Refusal', docs],
  ['FailureCode', ofClient],
])('%s says what each of its words means', (name, comments) => {
  const said = comments.tableOf(name)
  expect([...said.keys()].sort()).toEqual([...comments.wordsOf(name)].sort())
  expect([...said.values()].map((meaning) => meaning.trim())).not.toContain('')
})

test('Refusal quotes the sentence that 1C is shown', () => {
  for (const [word, said] of docs.tableOf('Refusal')) {
    expect(said.replace(/\s+/g, ' '), word).toContain(`«${sentenceOf(word as Parameters<typeof sentenceOf>[0])}»`)
  }
})
