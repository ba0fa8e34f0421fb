import { describe, expect, test } from 'vitest'
import { parseRequest } from '../../src/exchange/request.ts'

const ONE = '11111111111111111111111111111111'
const TWO = '22222222222222222222222222222222'

describe('type and mode', () => {
  test.each([
    ['/1c?type=catalog&mode=init', 'catalog', 'init'],
    ['/1c?mode=query&type=sale', 'sale', 'query'],
    ['/1c?type=Catalog&mode=CHECKAUTH', 'catalog', 'checkauth'],
    ['/1c?type=catalog+&mode=%20init%0a', 'catalog', 'init'],
    ['/1c', '', ''],
    ['/1c?type&mode', '', ''],
    ['/1c?type[]=catalog&mode[]=init', '', ''],
    ['/1c?type=__proto__&mode=constructor', '__proto__', 'constructor'],
    ['/1c?type=listen', 'sale', 'listen'],
    ['/1c?type=Listen&mode=init', 'sale', 'listen'],
    ['/1c?type=catalog&mode=listen', 'catalog', 'listen'],
    ['/1c?type=catalog', 'catalog', ''],
    // Without a type, as emulators ask who were made for a page with one component of 1С-Битрикс.
    ['/1c?mode=checkauth', 'catalog', 'checkauth'],
    ['/1c?type=&mode=init', 'catalog', 'init'],
    ['/1c?mode=file&filename=import0_1.xml', 'catalog', 'file'],
    ['/1c?mode=import&filename=import0_1.xml', 'catalog', 'import'],
    ['/1c?mode=deactivate&timestamp=1', 'catalog', 'deactivate'],
    ['/1c?mode=query', 'sale', 'query'],
    ['/1c?mode=SUCCESS', 'sale', 'success'],
    ['/1c?mode=info', 'sale', 'info'],
    ['/1c?mode=listen', 'sale', 'listen'],
    ['/1c?mode=complete', 'catalog', 'complete'],
    ['/1c?mode=file&filename=orders-1.xml', 'sale', 'file'],
    ['/1c?mode=import&filename=/tmp/webdata/Orders-1_1.xml', 'sale', 'import'],
    ['/1c?mode=file&filename=orders%5Cimport.xml', 'catalog', 'file'],
    ['/1c?type=catalog&mode=file&filename=orders-1.xml', 'catalog', 'file'],
    ['/1c?mode=toString', 'catalog', 'tostring'],
  ])('of %s', (url, type, mode) => {
    expect(parseRequest({ url }, 'sid')).toMatchObject({ type, mode })
  })
})

describe('sessions that it claims', () => {
  test.each<[string, string | undefined, readonly string[]]>([
    ['none', undefined, []],
    ['one', `sid=${ONE}`, [ONE]],
    ['several, in their order', `sid=${TWO}; sid=${ONE}`, [TWO, ONE]],
    ['ours before that of another name', `a=b; PHPSESSID=${TWO}; sid=${ONE}`, [ONE, TWO]],
    ['one of another name alone, as emulators send it', `token=${ONE}`, [ONE]],
    ['one in two cookies, which is one', `token=${ONE}; sid=${ONE}`, [ONE]],
    ['one of another shape, which is none', 'sid=../../etc/passwd; sid=1; sid=', []],
    ['one in quotes', `sid="${ONE}"`, [ONE]],
  ])('%s', (_, cookie, sessionIds) => {
    expect(parseRequest({ url: '/', cookie }, 'sid').sessionIds).toEqual(sessionIds)
  })
})

test.each([
  [undefined, false],
  ['', false],
  [' ; ', false],
  [`sid=${ONE}`, true],
  ['_ym_uid=17', true],
])('cookies of %j: %s', (cookie, hasCookies) => {
  expect(parseRequest({ url: '/', cookie }, 'sid').hasCookies).toBe(hasCookies)
})

test('credentials are there, or the property is not', () => {
  const authorization = `Basic ${btoa('1c:a:b')}`
  expect(parseRequest({ url: '/', authorization }, 'sid').credentials).toEqual({ user: '1c', password: 'a:b' })
  expect(parseRequest({ url: '/', authorization: 'Basic ?' }, 'sid')).not.toHaveProperty('credentials')
  expect(parseRequest({ url: '/', authorization: undefined }, 'sid')).not.toHaveProperty('credentials')
})

test('all parameters are kept', () => {
  const { parameters } = parseRequest({ url: '/?type=catalog&mode=file&filename=A.xml&sessid=T' }, 'sid')
  expect(Object.fromEntries(parameters)).toEqual({ type: 'catalog', mode: 'file', filename: 'A.xml', sessid: 'T' })
})
