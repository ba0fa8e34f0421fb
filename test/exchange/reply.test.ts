import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { encodeText } from '../../src/exchange/charset.ts'
import { importLine } from '../../src/exchange/import-line.ts'
import type { Refusal } from '../../src/exchange/refusal.ts'
import {
  emptyDocument,
  failure,
  heard,
  initFailure,
  initialized,
  isFailure,
  loggedIn,
  packagesFinished,
  progress,
  refusal,
  STATUS_WORDS,
  success,
  type TextReply,
} from '../../src/exchange/reply.ts'
import { xmlDeclaration } from '../../src/source/charset.ts'
import { fc } from '../helpers/properties.ts'

const ID = '0123456789abcdef0123456789abcdef'
const TOKEN = 'fedcba9876543210fedcba9876543210'

describe('replies, byte by byte', () => {
  test.each<[string, TextReply, string]>([
    ['a bare success', success(), 'success'],
    ['a success with empty text', success(''), 'success'],
    ['a success with blank text', success(' \t\n'), 'success'],
    ['a success with text', success('Готово'), 'success\nГотово'],
    ['progress', progress(), 'progress'],
    ['progress with text', progress('20 %'), 'progress\n20 %'],
    ['a failure', failure('Нет места на диске.'), 'failure\nНет места на диске.'],
    ['a failure that has nothing to say', failure(''), 'failure'],
    ['a failure of init', initFailure('Нет\nместа'), 'failure\nНет места\nОбмен не начат.'],
    [
      'a failure of init that has nothing to say, of three lines all the same',
      initFailure(' '),
      'failure\nВнутренняя ошибка сайта: подробности в его журнале.\nОбмен не начат.',
    ],
    ['a refusal', refusal('no-session'), 'failure\nСеанс обмена не открыт или истёк: начните обмен заново.'],
    [
      'a refusal of init',
      refusal('no-session', 'init'),
      'failure\nСеанс обмена не открыт или истёк: начните обмен заново.\nОбмен не начат.',
    ],
    [
      'a refusal that names files',
      refusal('imports-failed', undefined, ['a.xml', '$&.xml']),
      'failure\nНе все файлы загружены (a.xml, $&.xml): деактивация отменена.',
    ],
    [
      'a refusal that names three of many files',
      refusal('imports-failed', undefined, ['a', 'b', 'c', 'd', 'e']),
      'failure\nНе все файлы загружены (a, b, c и ещё 2): деактивация отменена.',
    ],
    [
      'a refusal without room for a name',
      refusal('unsupported', undefined, ['a']),
      'failure\nСайт не поддерживает эту команду.',
    ],
    [
      'checkauth of orders with a token',
      loggedIn('sid', ID, TOKEN, undefined),
      `success\nsid\n${ID}\nsessid=${TOKEN}\n`,
    ],
    ['checkauth', loggedIn('sid', ID, undefined, 1_700_000_000), `success\nsid\n${ID}`],
    [
      'checkauth with a token',
      loggedIn('PHPSESSID', ID, TOKEN, 1_700_000_000),
      `success\nPHPSESSID\n${ID}\nsessid=${TOKEN}\ntimestamp=1700000000\n`,
    ],
    ['init', initialized(false, 1_048_576, undefined), 'zip=no\nfile_limit=1048576'],
    ['init with archives', initialized(true, 3, undefined), 'zip=yes\nfile_limit=3'],
    [
      'init to who named a version',
      initialized(true, 204_800, { token: TOKEN, version: '2.09' }),
      `zip=yes\nfile_limit=204800\nsessid=${TOKEN}\nversion=2.09`,
    ],
    [
      'init to who named a version, without tokens',
      initialized(false, 204_800, { token: undefined, version: '3.1' }),
      'zip=no\nfile_limit=204800\nversion=3.1',
    ],
    ['the end of the packages', packagesFinished(), 'finished=yes'],
    ['orders to a listener', heard(true), 'success\n'],
    ['no orders to a listener', heard(false), ''],
  ])('%s', (_, { kind, text, status }, expected) => {
    expect(text).toBe(expected)
    expect(kind).toBe('text')
    expect(status).toBe(expected === '' ? 304 : 200)
    expect(Buffer.from(encodeText(text, 'windows-1251'))).toEqual(iconv.encode(expected, 'windows-1251'))
    expect(Buffer.from(encodeText(text, 'utf-8'))).toEqual(Buffer.from(expected))
    expect(Buffer.from(encodeText(text, 'utf-8-bom'))).toEqual(Buffer.from(`\uFEFF${expected}`))
  })

  test('the words are ASCII in windows-1251 and UTF-8 alike', () => {
    expect(STATUS_WORDS).toEqual(['success', 'progress', 'failure'])
    expect(Buffer.from(encodeText(success('Ё').text, 'windows-1251')).toString('hex')).toBe('737563636573730aa8')
    expect(Buffer.from(encodeText(success('Ё').text, 'utf-8')).toString('hex')).toBe('737563636573730ad081')
  })

  test.each<[Refusal, string]>([
    ['unknown-command', 'Неизвестная команда: проверьте параметры type и mode.'],
    [
      'bad-address',
      'Адрес запроса не разобран: имя файла должно быть закодировано (кириллица — как %D0%98, пробел — как %20).',
    ],
    ['no-session', 'Сеанс обмена не открыт или истёк: начните обмен заново.'],
    [
      'no-cookie',
      'Клиент не прислал cookie, выданный при входе (checkauth): имя — вторая строка ответа, значение — третья.',
    ],
    ['no-token', 'Параметр sessid не передан: добавляйте к адресу четвёртую строку ответа на вход (checkauth).'],
    ['bad-token', 'Ошибка проверки источника запроса: параметр sessid не совпадает с выданным.'],
    ['bad-timestamp', 'Параметр timestamp должен быть временем в секундах.'],
    ['nothing-imported', 'С указанного времени ничего не загружено: деактивация отменена.'],
    ['no-credentials', 'Укажите имя пользователя и пароль.'],
    ['bad-credentials', 'Неверное имя пользователя или пароль.'],
    ['unsupported', 'Сайт не поддерживает эту команду.'],
    ['file-missing', 'Не указано имя файла.'],
    ['file-too-long', 'Слишком длинное имя файла.'],
    ['file-too-deep', 'Слишком много папок в имени файла.'],
    ['file-absolute', 'Имя файла должно быть относительным.'],
    ['file-leaves-folder', 'Имя файла выходит за пределы папки обмена.'],
    ['file-bad-characters', 'Недопустимые символы в имени файла.'],
    ['file-reserved', 'Недопустимое имя файла.'],
    ['file-extension', 'Файлы с таким расширением не принимаются.'],
  ])('%s is a failure with a sentence', (reason, sentence) => {
    expect(refusal(reason)).toEqual({ kind: 'text', text: `failure\n${sentence}`, status: 200 })
  })
})

// Anything, and the characters that could end a line or a text more often than chance has them.
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)) }),
  fc.string({
    unit: fc.constantFrom(
      ...['\r', '\n', '\r\n', '\u2028', '\u2029', '\u0085', '\0', '\v', '\f', '\t', '\u200E', '\u200F', '\u202E'],
      ...['\u2066', '\u2069', '\u061C', '\uFEFF', '\uD800', '\uDC00', 'success', 'progress', 'failure', ' ', 'ы', '😀'],
    ),
    maxLength: 40,
  }),
  // Around the length that is cut.
  fc
    .tuple(fc.integer({ min: 980, max: 1_001 }), fc.string({ unit: 'binary', maxLength: 20 }))
    .map(([length, end]) => 'я'.repeat(length) + end),
)

/** Half of a surrogate pair. */
const HALF_PAIR = /\p{Cs}/u
const ENDS_OR_TURNS_A_LINE = /[\0-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/

describe('whatever the text', () => {
  test.each([
    ['success', success],
    ['progress', progress],
    ['failure', failure],
  ] as const)('%s is one whole line, and one more at most', (word, build) => {
    fc.assert(
      fc.property(anyText, (said) => {
        const { text, status } = build(said)
        const lines = text.split('\n')
        expect(lines[0]).toBe(word)
        expect(lines.length).toBeLessThanOrEqual(2)
        expect(lines[1]).not.toBe('')
        expect(lines[1]?.length ?? 0).toBeLessThanOrEqual(1_000)
        expect(text).not.toMatch(ENDS_OR_TURNS_A_LINE)
        if (said.isWellFormed()) expect(text).not.toMatch(HALF_PAIR)
        expect(status).toBe(200)
        for (const charset of ['windows-1251', 'utf-8', 'utf-8-bom'] as const) {
          const bytes = Buffer.from(encodeText(text, charset))
          expect(bytes.filter((byte) => byte === 0x0a).length).toBe(lines.length - 1)
          expect(bytes.includes(0x0d)).toBe(false)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  test('a long text is cut to what 1C can show, never inside a character', () => {
    const line = (said: string): string => failure(said).text.slice('failure\n'.length)
    expect(line('я'.repeat(1_000))).toBe('я'.repeat(1_000))
    expect(line('я'.repeat(1_001))).toBe(`${'я'.repeat(999)}…`)
    expect(line(`${'я'.repeat(998)}😀я`)).toBe(`${'я'.repeat(998)}…`)
    expect(line(`я${'😀'.repeat(600)}`)).toBe(`я${'😀'.repeat(499)}…`)
  })

  test('lines of the text become one', () => {
    expect(failure('Ошибка:\r\nsuccess\n\u2028progress\0').text).toBe('failure\nОшибка: success progress')
  })
})

test.each([
  [failure('Нет места'), true],
  [failure(''), true],
  [refusal('no-session'), true],
  [success('failure'), false],
  [progress('failure'), false],
  [initialized(true, 1, undefined), false],
  [heard(false), false],
  [{ kind: 'text', text: 'failures', status: 200 } as const, false],
])('%j is a failure: %j', (reply, itIs) => {
  expect(isFailure(reply)).toBe(itIs)
})

describe('what an import has done', () => {
  test.each([
    [{ file: 'import.xml', counts: {}, percent: 0 }, 'import.xml: 0 %'],
    [{ file: 'import.xml', counts: { product: 0, document: 1 }, percent: 7 }, 'import.xml: 7 %'],
    [
      { file: 'import.xml', counts: { issue: 3, product: 1_200, group: 14, property: 2 }, percent: 40 },
      'import.xml: 40 %, групп 14, свойств 2, товаров 1200, замечаний 3',
    ],
    [
      { file: 'a.xml', counts: { order: 5, counterparty: 4, offer: 6 }, percent: 100 },
      'a.xml: 100 %, предложений 6, документов 5, контрагентов 4',
    ],
    [
      { file: 'r.xml', counts: { reference: 1, referenceItem: 9 }, percent: 100 },
      'r.xml: 100 %, элементов справочников 9',
    ],
  ])('%j', (told, line) => {
    expect(importLine(told)).toBe(line)
  })
})

test('a document without orders begins with its declaration and has the root alone', () => {
  const document = xmlDeclaration('windows-1251') + emptyDocument('2.10', '2026-02-10T18:30:00')
  expect(document).toBe(
    '<?xml version="1.0" encoding="windows-1251"?>\n<КоммерческаяИнформация ВерсияСхемы="2.10" ДатаФормирования="2026-02-10T18:30:00"/>',
  )
})
