import { createExchange, DEFAULT_EXCHANGE_LIMITS, type ExchangeOptions, memoryStores } from 'commerceml/server'
import { diskStores } from 'commerceml/server/node'
import { expect, test, vi } from 'vitest'

const WHOLE: ExchangeOptions = { authenticate: () => true, importFile: async () => {} }
const NO_STORES = "stores must have sessions, uploads and imports: diskStores('./exchange') or memoryStores()"
const make = (options: object) => () => createExchange({ ...WHOLE, ...options } as ExchangeOptions)

test('what it needs and what it may have makes an exchange', () => {
  expect(make({})).not.toThrow()
  for (const stores of [undefined, memoryStores(), diskStores('.')]) expect(make({ stores })).not.toThrow()
  expect(
    make({ limits: { importSlice: 0, fileBytes: Number.POSITIVE_INFINITY }, zip: true, charset: undefined }),
  ).not.toThrow()
})

test.each<readonly [object, string]>([
  [{ fileLimt: 1 }, 'fileLimt is no option; known are authenticate, '],
  [{ authenticate: undefined }, 'authenticate must be a function'],
  [{ authenticate: 'secret' }, 'authenticate must be a function'],
  [{ importFile: undefined }, 'importFile must be a function'],
  [{ onRequest: 'log' }, 'onRequest must be a function'],
  [{ onError: {} }, 'onError must be a function'],
  [{ failureText: 'failed' }, 'failureText must be a function'],
  [{ onAttempt: 1 }, 'onAttempt must be a function'],
  [{ allowAttempt: true }, 'allowAttempt must be a function'],
  [{ deactivate: true }, 'deactivate must be a function'],
  [{ complete: 'yes' }, 'complete must be a function'],
  [{ newId: 'id' }, 'newId must be a function'],
  [{ orders: {} }, 'orders.query must be a function'],
  [{ orders: { query() {}, wait: 60 } }, 'orders.wait must be a function'],
  [{ catalog: { query: [] } }, 'catalog.query must be a function'],
  [{ stores: {} }, NO_STORES],
  [{ stores: './exchange' }, NO_STORES],
  [{ stores: diskStores }, NO_STORES],
  [{ stores: null }, NO_STORES],
  [{ stores: { ...memoryStores(), imports: undefined } }, NO_STORES],
  [{ stores: { ...memoryStores(), sessions: new Map() } }, 'stores.sessions.put must be a function'],
  [{ stores: { ...memoryStores(), uploads: { begin() {} } } }, 'stores.uploads.list must be a function'],
  [{ charset: 'koi8-r' }, 'charset must be one of windows-1251, utf-8, utf-8-bom, not koi8-r'],
  [{ token: true }, 'token must be one of off, offered, required, not true'],
  [{ applyOrders: 'later' }, 'applyOrders must be one of file, import, either, not later'],
  [{ cookie: 'a.b' }, 'cookie must be'],
  [{ fileLimit: 0 }, 'fileLimit must be'],
  [{ fileLimit: 1.5 }, 'fileLimit must be'],
  [{ sessionLifetime: 0 }, 'sessionLifetime must be'],
  [{ version: '2' }, 'version must be'],
  [{ extensions: 'xml' }, 'extensions must be'],
  [{ read: { strickt: true } }, 'strickt is no option'],
  [{ read: { resume: {} } }, 'resume is no option; known are schema, extras, strict, limits, encoding'],
  [{ read: { select: ['offer'] } }, 'select is no option'],
  [{ read: { extras: 'maybe' } }, 'extras must be one of'],
  [{ read: { encoding: 'utf-7' } }, 'encoding must be'],
  [{ read: { limits: { depth: -1 } } }, 'limits.depth'],
  [{ limits: { importSlices: 1 } }, 'limits.importSlices is no limit; known are fileBytes'],
  [{ limits: { toString: 1 } }, 'limits.toString is no limit'],
  ...Object.keys(DEFAULT_EXCHANGE_LIMITS).flatMap((name) =>
    [-1, Number.NaN, '1', null].map(
      (value) => [{ limits: { [name]: value } }, `limits.${name} must be a number from 0 to Infinity`] as const,
    ),
  ),
])('%j is a TypeError: %s', (options, message) => {
  expect(make(options)).toThrow(TypeError)
  expect(make(options)).toThrow(message)
})

test('a site draws no random bits while it is made: workers have none while a module loads', () => {
  const draw = vi.spyOn(crypto, 'getRandomValues')
  const newId = vi.fn(() => '0'.repeat(32))
  make({})()
  make({ newId })()
  expect(draw).not.toHaveBeenCalled()
  expect(newId).not.toHaveBeenCalled()
  draw.mockRestore()
})
