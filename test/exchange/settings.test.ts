import { describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS, type ExchangeSettings, resolveSettings } from '../../src/exchange/settings.ts'

test('nothing given, the defaults', () => {
  expect(resolveSettings()).toEqual(DEFAULT_SETTINGS)
  expect(resolveSettings({})).toEqual({
    zip: false,
    fileLimit: 1_048_576,
    charset: 'windows-1251',
    cookie: 'commerceml_session',
    token: 'off',
    version: '2.10',
    sessionLifetime: 21_600_000,
    extensions: DEFAULT_SETTINGS.extensions,
    applyOrders: 'either',
  })
})

test('what is given takes the place of the default, undefined is not given', () => {
  const given: object = { zip: true, cookie: 'sid', charset: undefined }
  expect(resolveSettings(given)).toEqual({ ...DEFAULT_SETTINGS, zip: true, cookie: 'sid' })
})

test('the defaults cannot be changed by who has them', () => {
  expect(Object.isFrozen(DEFAULT_SETTINGS)).toBe(true)
  expect(Object.isFrozen(DEFAULT_SETTINGS.extensions)).toBe(true)
})

describe('what is taken', () => {
  test.each<Partial<ExchangeSettings>>([
    { charset: 'utf-8' },
    { charset: 'utf-8-bom' },
    { token: 'offered' },
    { token: 'required' },
    { applyOrders: 'file' },
    { applyOrders: 'import' },
    { cookie: 'PHPSESSID' },
    { cookie: 'a-b_1' },
    { cookie: 'x'.repeat(64) },
    { fileLimit: 1 },
    { fileLimit: 4 * 1024 ** 3 },
    { sessionLifetime: 1 },
    { sessionLifetime: Number.POSITIVE_INFINITY },
    { version: '3.1' },
    { version: '2.021' },
    { extensions: [] },
    { extensions: ['xml'] },
  ])('%j', (settings) => {
    expect(resolveSettings(settings)).toMatchObject(settings)
  })
})

test('extensions may be written in capitals', () => {
  expect(resolveSettings({ extensions: ['XML', 'Jpg'] }).extensions).toEqual(['xml', 'jpg'])
})

describe('what makes no exchange is refused by name', () => {
  const refusals: readonly [keyof ExchangeSettings, readonly unknown[]][] = [
    ['charset', ['koi8-r', 'UTF-8', '', null, '__proto__']],
    ['token', [true, 'on', '', null]],
    ['applyOrders', ['both', '', null]],
    ['cookie', ['', 'a.b', 'a b', 'a=b', 'a;b', 'кука', 'a\r\nb', 'x'.repeat(65)]],
    ['fileLimit', [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, '1048576', null]],
    ['sessionLifetime', [0, -1, Number.NaN, null, 'soon']],
    ['version', ['', '2', '2.', '.1', '2.10\n', '2.10\nsuccess', '2,10', 'v2.10', '2.10.1']],
    ['extensions', ['xml', null, 5, { 0: 'xml', length: 1 }, ['.xml'], ['xml', 'tar.gz']]],
    ['zip', ['yes', 'no', 1, null]],
  ]
  const rows = refusals.flatMap(([name, values]) => values.map((value) => [name, value] as const))

  test.each(rows)('%s %j', (name, value) => {
    const refused = () => resolveSettings({ [name]: value })
    expect(refused).toThrow(TypeError)
    expect(refused).toThrow(new RegExp(`^${name} must be .+, not `))
  })
})
