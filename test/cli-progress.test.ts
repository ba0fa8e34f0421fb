import type { ExchangeEvent } from 'commerceml/client'
import { expect, test } from 'vitest'
import { type ExchangeState, stateAfter } from '../src/cli/push-progress.ts'
import { glimpse, visible } from '../src/cli/visible.ts'

const START: ExchangeState = { value: 0, total: 1, doing: 'connecting' }
const after = (...events: readonly ExchangeEvent[]): ExchangeState => events.reduce(stateAfter, START)
const session = (attempt: number): ExchangeEvent => ({
  type: 'session',
  number: 1,
  sessions: 2,
  attempt,
  files: ['a.xml'],
})
const uploaded = (sentBytes: number, file = 'a.xml', totalBytes = 2_000_000): ExchangeEvent => ({
  type: 'uploaded',
  file,
  part: 1,
  parts: 2,
  sentBytes,
  totalBytes,
})

test('the bar is that of the file under way, so an archive gets to its end', () => {
  expect(after(session(1), uploaded(2_000_000))).toMatchObject({ value: 2_000_000, total: 2_000_000 })
  expect(after(session(1), uploaded(500, 'v8_3B8F_3e.zip', 500))).toMatchObject({ value: 500, total: 500 })
})

test('a repeated session begins again', () => {
  const state = after(session(1), uploaded(2_000_000), session(2), uploaded(1_000_000))
  expect(state).toMatchObject({ value: 1_000_000, total: 2_000_000 })
  expect(after(session(1), uploaded(2_000_000), session(2))).toMatchObject({
    value: 0,
    doing: 'session 1 of 2, attempt 2',
  })
})

test('an import shows how often it was asked for, and the percent that the site tells', () => {
  const progress = (message: string): ExchangeEvent => ({ type: 'progress', file: 'a.xml', polls: 7, message })
  expect(after(progress('прочитано 42 %'))).toEqual({
    value: 42,
    total: 100,
    doing: 'import of a.xml, asked 7 times: прочитано 42 %',
  })
  expect(after(progress('ждите'))).toMatchObject({ value: 0, total: 100 })
  expect(after(progress('999 %'))).toMatchObject({ value: 100 })
})

test('what only the transcript tells changes nothing', () => {
  const state = after(uploaded(1))
  expect(stateAfter(state, { type: 'note', step: 'init', words: 'x' })).toBe(state)
})

test('text of a site is one line without control characters, and no longer than a line of ours', () => {
  expect(visible('a\r\n\u001b[31mb\u009b\u202ec\t')).toBe('a  ␛[31mb��c␉')
  expect(glimpse('x'.repeat(1000))).toBe(`${'x'.repeat(400)}… (1000 characters)`)
  expect(glimpse('x')).toBe('x')
})
