import { describe, expect, test } from 'vitest'
import { createMask } from '../../src/client/mask.ts'

const mask = createMask({ user: '1c', password: 'secret', showTokens: false })
const shown = (text: string): string => mask.reply('checkauth', text)

describe('what looks like the id of a session goes', () => {
  test.each([
    'cookie 0f0b8c1e-2b5b-4d34-9d11-6f1c1f3b8a11',
    'cookie q1w2e3r4t5y6u7i8o9',
    'cookie 12345678901234567890',
    'file_limit=1048576abcdefghij',
    'my_file_limit=1048576',
  ])('%s', (text) => {
    expect(shown(text)).toContain('***')
    expect(shown(text)).not.toMatch(/\d{4}/)
  })
})

describe('what a reader of findings needs stays', () => {
  test.each([
    'line 1 of init is "file_limit=1048576": only zip=yes means archives',
    'file_limit is 99999999999999999999: whole files at the limit were not tried',
    'client_max_body_size of nginx, post_max_size of PHP',
    'zip=no\nfile_limit=104857600',
  ])('%s', (text) => expect(shown(text)).toBe(text))
})

test.each(['па:роль "1"', 'secret%', 'back\\slash'])(
  'the password %s goes whole, in each form that a site may give it back in',
  (password) => {
    const base64 = (text: string): string => Buffer.from(text).toString('base64')
    const json = JSON.stringify(password).slice(1, -1)
    const forms = [password, json, encodeURIComponent(password), base64(password), base64(`1c:${password}`)]
    const { text } = createMask({ user: '1c', password, showTokens: true })
    expect(text(forms.join(' | '))).toBe('*** | *** | *** | *** | ***')
  },
)

test('a token goes wherever it stands in an address, however the site spells its name', () => {
  const text = mask.text('/1c?sessid=abc&mode=init&SESSID=def "SessId=ghi" sessid=jkl')
  expect(text).toBe('/1c?sessid=***&mode=init&SESSID=*** "SessId=***" sessid=***')
})

test('a third line goes where it is the cookie, and stays where it is the reason of a failure', () => {
  expect(shown('success\nsid\nabc')).toBe('success\nsid\n***')
  expect(shown('failure\nНеверный пароль\nСпросите администратора')).toBe(
    'failure\nНеверный пароль\nСпросите администратора',
  )
})

test('of cookies the names stay, of one that is set what is said of it as well', () => {
  expect(mask.cookies('sid=abc; other=def; bare')).toBe('sid=***; other=***; ***')
  expect(mask.setCookie('sid=abc; Path=/; HttpOnly')).toBe('sid=***; Path=/; HttpOnly')
})

test.each(['ok', 'repeat'] as const)('what follows the word of a reply is masked: %s', (result) => {
  const message = 'вошли как 1c, пароль secret'
  expect(mask.outcome('import', { result, message, notes: ['пароль secret'] })).toEqual({
    result,
    message: 'вошли как 1c, пароль ***',
    notes: ['пароль ***'],
  })
})
