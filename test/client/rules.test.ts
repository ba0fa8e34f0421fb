import { describe, expect, test } from 'vitest'
import type { ReplyOutcome } from '../../src/client/outcome.ts'
import type { ProfileName } from '../../src/client/profile.ts'
import { PROFILE_NAMES, PROFILES } from '../../src/client/profiles.ts'
import type { Reply } from '../../src/client/reply.ts'
import { readReply } from '../../src/client/rules.ts'
import type { Mode } from '../../src/client/step.ts'

const UTF8 = 'text/plain; charset=utf-8'
const CP1251 = 'text/plain; charset=windows-1251'
const BOM = '\ufeff'

/** windows-1251, as far as these tests need it. */
const cp1251 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0)
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code
  })
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

const reply = (body: string | Uint8Array, status = 200, contentType = 'text/plain', location?: string): Reply => ({
  status,
  headers: new Headers({ 'content-type': contentType, ...(location !== undefined && { location }) }),
  bytes: typeof body === 'string' ? utf8(body) : body,
})

function told(outcome: ReplyOutcome): string {
  if (outcome.result === 'failed') return outcome.code
  if (outcome.result === 'repeat') return 'repeat'
  if (outcome.limits !== undefined) return `zip=${outcome.limits.zip} limit=${outcome.limits.fileLimit ?? 'none'}`
  if (outcome.session !== undefined) {
    const { cookie, line4 } = outcome.session
    return JSON.stringify([cookie.name, cookie.value, line4])
  }
  return outcome.orders === undefined ? 'ok' : outcome.orders.kind
}

/** What the profiles make of a reply: one answer for all, with exceptions by name. */
type Expected = { readonly all: string } & Partial<Record<ProfileName, string>>

const STRICT = 'no-parameters'
const only = (all: string, names: readonly ProfileName[], other: string): Expected => ({
  all,
  ...Object.fromEntries(names.map((name) => [name, other])),
})
const TWO_LINES: readonly ProfileName[] = ['ut103', 'smb', 'ut115', 'ut115-sessid']
const BITRIX: readonly ProfileName[] = ['unf-bitrix', 'bitrix']

const ROWS: readonly (readonly [name: string, mode: Mode, reply: Reply, expected: Expected])[] = [
  // init: the replies of T13 stand in fixtures/exchange, the others here
  [
    'a BOM under windows-1251',
    'init',
    reply(`${BOM}zip=yes\nfile_limit=9`, 200, CP1251),
    {
      ...only('zip=false limit=9', ['ut103', 'smb'], 'zip=true limit=9'),
    },
  ],
  [
    'status 500 with a good body',
    'init',
    reply('zip=no\nfile_limit=9', 500),
    { all: 'zip=false limit=9', emulator: 'bad-status' },
  ],
  [
    'a redirect',
    'init',
    reply('', 302, 'text/html', '/login'),
    {
      ...only('redirect', [], ''),
      unf: 'zip=false limit=none',
      emulator: 'bad-status',
    },
  ],
  [
    'an HTML page',
    'init',
    reply('<html>\n<body>\n</body>\n</html>', 200, 'text/html'),
    only('zip=false limit=none', TWO_LINES, STRICT),
  ],

  // checkauth
  ['three lines', 'checkauth', reply('success\nsid\nabc'), { all: '["sid","abc",""]' }],
  ['five lines', 'checkauth', reply('success\nS\nv\nsessid=t\ntimestamp=1\n'), { all: '["S","v","sessid=t"]' }],
  ['one line', 'checkauth', reply('success'), { all: '["","",""]' }],
  ['Success', 'checkauth', reply('Success\nsid\nabc'), { all: '["sid","abc",""]' }],
  [
    'CRLF',
    'checkauth',
    reply('success\r\nsid\r\nabc\r\n'),
    {
      all: '["sid\\r","abc\\r",""]',
      ut103: 'not-authorized',
      emulator: '["sid","abc",""]',
    },
  ],
  ['a BOM', 'checkauth', reply(`${BOM}success\nsid\nabc`), { all: '["sid","abc",""]' }],
  ['success: text', 'checkauth', reply('success: hello\nsid\nabc'), { all: 'not-authorized' }],
  [
    'a leading blank line',
    'checkauth',
    reply('\nsuccess\nsid\nabc'),
    { all: 'not-authorized', emulator: '["sid","abc",""]' },
  ],
  ['a leading blank', 'checkauth', reply(' success\nsid\nabc'), { all: '["sid","abc",""]', ut103: 'not-authorized' }],
  ['failure', 'checkauth', reply('failure\nnope'), { all: 'not-authorized' }],
  [
    'status 401 with failure',
    'checkauth',
    reply('failure\nnope', 401),
    { all: 'not-authorized', emulator: 'bad-status' },
  ],
  [
    'status 401 without a body',
    'checkauth',
    reply('', 401),
    {
      ...only('empty-reply', ['unf', ...BITRIX], 'not-authorized'),
      emulator: 'bad-status',
    },
  ],
  [
    'status 500 with success',
    'checkauth',
    reply('success\na\nb', 500),
    { all: '["a","b",""]', emulator: 'bad-status' },
  ],
  [
    'a redirect',
    'checkauth',
    reply('<html>moved</html>', 301, 'text/html', 'https://x/'),
    { all: 'redirect', emulator: 'bad-status' },
  ],
  ['an HTML page', 'checkauth', reply('<!DOCTYPE html><html></html>', 200, 'text/html'), { all: 'not-authorized' }],

  // file
  ['success', 'file', reply('success'), { all: 'ok' }],
  ['success with a LF', 'file', reply('success\n'), { all: 'ok' }],
  ['success and text', 'file', reply('success\nstored'), { all: 'ok' }],
  ['success: text', 'file', reply('success: stored'), { all: 'unknown-status' }],
  ['glued text of old Bitrix', 'file', reply('successОшибка'), { all: 'unknown-status' }],
  ['failure', 'file', reply('failure\ndisk full'), { all: 'failure' }],
  ['progress', 'file', reply('progress'), { all: 'unknown-status' }],
  ['CRLF', 'file', reply('success\r\n'), { all: 'ok', ut103: 'unknown-status' }],
  ['an empty body', 'file', reply(''), only('empty-reply', ['unf', ...BITRIX], 'unknown-status')],
  ['blanks alone', 'file', reply(' \n'), only('empty-reply', ['unf', ...BITRIX], 'unknown-status')],

  // import
  ['success', 'import', reply('success'), { all: 'ok' }],
  ['success and text', 'import', reply('success\nимпортировано'), { all: 'ok' }],
  ['progress', 'import', reply('progress\n20%'), { all: 'repeat' }],
  ['a bare progress of WC', 'import', reply('progress'), { all: 'repeat' }],
  ['progress: text', 'import', reply('progress: 20%'), { all: 'unknown-status' }],
  ['failure', 'import', reply('failure\nbad XML'), { all: 'failure' }],
  ['Error: of WC', 'import', reply('Error: no memory'), { all: 'unknown-status' }],
  ['an empty body', 'import', reply(''), { all: 'empty-reply' }],
  ['windows-1251', 'import', reply(cp1251('progress\nпрочитано'), 200, CP1251), { all: 'repeat' }],

  // query
  ['XML', 'query', reply('<?xml version="1.0"?><КоммерческаяИнформация/>'), { all: 'xml' }],
  ['XML with a BOM', 'query', reply(`${BOM}<?xml version="1.0"?><a/>`), { all: 'xml' }],
  ['XML behind a line feed', 'query', reply('\n<?xml version="1.0"?><a/>'), { all: 'not-orders', emulator: 'xml' }],
  ['an archive', 'query', reply('PK\u0003\u0004'), { all: 'zip' }],
  [
    'no declaration',
    'query',
    reply('<КоммерческаяИнформация/>', 200, UTF8),
    only('not-orders', ['unf', ...BITRIX], 'xml'),
  ],
  ['failure', 'query', reply('failure\nno'), only('not-orders', ['unf', ...BITRIX], 'failure')],
  ['an empty body', 'query', reply(''), only('empty-reply', ['unf', ...BITRIX], 'not-orders')],
  ['an HTML page', 'query', reply('<!DOCTYPE html>'), { all: 'not-orders' }],

  // success
  ['success', 'success', reply('success'), { all: 'ok' }],
  ['error of Bitrix', 'success', reply('error\n'), { all: 'ok' }],
  ['failure', 'success', reply('failure\nno'), only('ok', ['unf', ...BITRIX], 'failure')],
  [
    'an empty body',
    'success',
    reply(''),
    { ...only('ok', ['smb', 'ut115', 'ut115-sessid', 'emulator'], 'empty-reply') },
  ],

  // the rest
  ['XML', 'info', reply('<?xml version="1.0"?><Справочник/>'), { all: 'ok' }],
  ['anything else', 'info', reply('success'), { all: 'unknown-status' }],
  ['success', 'deactivate', reply('success\n3'), { all: 'ok' }],
  ['failure', 'deactivate', reply('failure\n'), { all: 'failure' }],
  ['success', 'complete', reply('success'), { all: 'ok' }],
  ['progress', 'complete', reply('progress'), { all: 'repeat' }],
]

describe.each(PROFILE_NAMES)('%s', (name) => {
  test.each(ROWS.map((row) => [`${row[1]}: ${row[0]}`, row] as const))('%s', (_, [, mode, given, expected]) => {
    expect(told(readReply(PROFILES[name], mode, given))).toBe(expected[name] ?? expected.all)
  })
})

describe('words', () => {
  const failed = (name: ProfileName, mode: Mode, given: Reply): string => {
    const outcome = readReply(PROFILES[name], mode, given)
    return outcome.result === 'failed' ? outcome.words : outcome.result
  }

  test('four lines of init stop УТ with the sentence that its users know', () => {
    const four = reply('zip=no\nfile_limit=9\nsessid=a\nversion=2.09')
    const sentence = 'Не удалось прочитать ответ сервера. Параметры обмена не получены.'
    expect(failed('ut103', 'init', four)).toBe(sentence)
    expect(failed('ut115', 'init', four)).toBe(`Выгрузка на сайт не выполнена.\n${sentence}`)
  })

  test('a failure of import shows the whole reply', () => {
    expect(failed('ut115', 'import', reply('failure\nнет товара', 200, UTF8))).toBe(
      'Произошла ошибка на стороне сервера.\nОтвет сервера:\nfailure\nнет товара',
    )
  })

  test('УТ 10.3 sees UTF-8 without a mark as mojibake, and УТ 11.5 does too when no charset helps the other way', () => {
    const text = 'failure\nНет'
    expect(failed('ut103', 'import', reply(text))).toContain('failure\nРќРµС‚')
    expect(failed('ut103', 'import', reply(BOM + text))).toContain('failure\nНет')
    expect(failed('ut115', 'import', reply(text))).toContain('failure\nНет')
    expect(failed('ut115', 'import', reply(cp1251(text)))).toContain('failure\n\ufffd')
    expect(failed('ut115', 'import', reply(cp1251(text), 200, CP1251))).toContain('failure\nНет')
  })

  test('УНФ guesses: windows-1251 without charset, and a charset that nobody knows', () => {
    expect(failed('unf', 'import', reply(cp1251('failure\nНет')))).toContain('failure\nНет')
    expect(failed('unf', 'import', reply('failure\nНет', 200, 'text/plain; charset=nonsense'))).toContain(
      'failure\nНет',
    )
  })

  test('УНФ shows a short refusal of checkauth, but no HTML and nothing long', () => {
    expect(failed('unf', 'checkauth', reply('нет такого'))).toMatch(/^нет такого\nАвторизация/)
    expect(failed('unf', 'checkauth', reply('<!DOCTYPE html>'))).toMatch(/^Авторизация/)
    expect(failed('unf', 'checkauth', reply(`a<html`))).toMatch(/^Авторизация/)
    expect(failed('unf', 'checkauth', reply('x'.repeat(255)))).toMatch(/^Авторизация/)
    expect(failed('ut115', 'checkauth', reply('нет такого'))).toMatch(/^Авторизация/)
  })

  test('notes: status, more than success, a limit that is none, a redirect', () => {
    const notes = (name: ProfileName, mode: Mode, given: Reply): readonly string[] =>
      readReply(PROFILES[name], mode, given).notes
    expect(notes('ut115', 'import', reply('success', 500))).toEqual(['Получение данных с сервера: ответ сервера = 500'])
    expect(notes('ut115', 'file', reply('success', 500))[0]).toContain('Отправка файла на сервер')
    expect(notes('ut103', 'import', reply('success', 500))).toEqual([])
    expect(notes('ut103', 'file', reply('success\nmore'))[0]).toContain('расширенный статус')
    expect(notes('ut103', 'file', reply('success\n'))).toEqual([])
    expect(notes('ut115', 'file', reply('success\n'))[0]).toContain('расширенный статус')
    expect(notes('ut115', 'init', reply('zip=no\nfile_limit=abc'))[0]).toContain('ограничение размера файла')
    expect(notes('unf', 'checkauth', reply('', 301, 'text/html', 'https://x/'))).toContain(
      'Требуется замена строки подключения: https://x/',
    )
    expect(notes('ut103', 'success', reply(''))).toHaveLength(1)
  })

  test('what the import says beside progress and success', () => {
    expect(readReply(PROFILES.ut103, 'import', reply('progress\n20%\nof it'))).toMatchObject({ message: '20%\nof it' })
    expect(readReply(PROFILES.ut103, 'import', reply('success\n'))).toMatchObject({ message: '' })
  })

  test('orders come as text that the client would parse, and as bytes', () => {
    const xml = '<?xml version="1.0" encoding="windows-1251"?><Ид>Заказ</Ид>'
    const outcome = readReply(PROFILES.ut103, 'query', reply(cp1251(xml), 200, CP1251))
    expect(outcome).toMatchObject({ orders: { kind: 'xml', text: xml } })
    const mojibake = readReply(PROFILES.ut103, 'query', reply('<?xml version="1.0"?><Ид>Заказ</Ид>', 200, UTF8))
    expect(mojibake.result === 'ok' && mojibake.orders?.text).toContain('Р—Р°РєР°Р·')
  })

  test('a text file in UTF-16 is read by its mark', () => {
    const bytes = Uint8Array.from([0xff, 0xfe, ...[...'success\nsid\nabc'].flatMap((c) => [c.charCodeAt(0), 0])])
    expect(readReply(PROFILES.ut103, 'checkauth', reply(bytes)).result).toBe('ok')
  })
})

test.each<[of: string, args: unknown[], says: RegExp]>([
  ['the name of a profile', ['ut115', 'init', reply('')], /profile must be a row of PROFILES, .*, not ut115$/],
  ['no profile', [undefined, 'init', reply('')], /profile must be .*, not undefined$/],
  ['no mode', [PROFILES.ut115, undefined, reply('')], /mode must be one of checkauth, .*, not undefined$/],
  ['a step for a mode', [PROFILES.ut115, 'orders-init', reply('')], /mode must be one of .*, not orders-init$/],
  ['no reply', [PROFILES.ut115, 'init'], /reply must have status, headers \(as of fetch\) and bytes/],
  ['text for a reply', [PROFILES.ut115, 'init', 'zip=no'], /reply must have status/],
  ['a reply without bytes', [PROFILES.ut115, 'init', { ...reply(''), bytes: 'zip=no' }], /reply must have status/],
])('%s names the argument', (_, args, says) => {
  const read = readReply as (...args: unknown[]) => unknown
  expect(() => read(...args)).toThrow(TypeError)
  expect(() => read(...args)).toThrow(says)
})
