import { describe, expect, test } from 'vitest'
import {
  type CheckOptions,
  type ClientFile,
  checkSite,
  connect,
  fileOf,
  type PullOptions,
  type PushOptions,
  pullOrders,
  pushCatalog,
  pushOrders,
} from '../../src/client/index.ts'
import { createSite } from './fake-site.ts'

const URL = 'http://site.test/1c'
const FILES: readonly ClientFile[] = [fileOf('import.xml', '<КоммерческаяИнформация/>')]

type Given = Readonly<Record<string, unknown>>

/** What each function that talks to a site throws, and how many requests it has made by then. */
const ways: Record<string, (options: Given) => Promise<unknown>> = {
  connect: async (options) => connect(URL, options),
  pushCatalog: (options) => pushCatalog(URL, FILES, options as PushOptions).next(),
  pushOrders: (options) => pushOrders(URL, FILES, options as PushOptions).next(),
  pullOrders: (options) => pullOrders(URL, { onOrders() {}, ...options } as PullOptions).next(),
  checkSite: (options) => checkSite(URL, options as CheckOptions),
}

async function refusal(way: (options: Given) => Promise<unknown>, options: Given): Promise<unknown> {
  const site = createSite()
  const error = await way({ fetch: site.fetch, ...options }).catch((error: unknown) => error)
  expect(site.requests).toEqual([])
  return error
}

describe.each(Object.entries(ways))('%s refuses before it asks the site', (_, way) => {
  test.each<[string, Given, string]>([
    ['a misspelt option', { timeout: 5 }, 'timeout is no option; known are '],
    ['a password that would not be sent', { password: 'secret' }, 'password needs a user: 1C sends the two together'],
    ['a fetch that is none', { fetch: 'node-fetch' }, 'fetch must be a function, not node-fetch'],
    ['a controller for its signal', { signal: new AbortController() }, 'signal must be an AbortSignal'],
    ['a time-out below 0', { timeoutMs: -1 }, 'timeoutMs must be whole milliseconds up to 4294967295, or Infinity'],
    ['a time-out as text', { timeoutMs: '5000' }, 'timeoutMs must be whole milliseconds'],
    ['NaN for a time-out', { timeoutMs: Number.NaN }, 'timeoutMs must be whole milliseconds'],
    ['a number for the password', { user: '1c', password: 12345 }, 'password must be a string'],
  ])('%s', async (_, options, message) => {
    const error = await refusal(way, options)
    expect(error).toBeInstanceOf(TypeError)
    expect((error as Error).message).toContain(message)
  })

  test('and shows no password that is none', async () => {
    expect(String(await refusal(way, { password: 12345 }))).not.toContain('12345')
  })

  test('and takes options that are undefined for left out', async () => {
    const site = createSite()
    await expect(way({ fetch: site.fetch, timeoutMs: undefined, signal: undefined })).resolves.toBeDefined()
  })
})

describe.each(Object.entries(ways).filter(([name]) => name !== 'connect'))(
  '%s refuses before it asks the site',
  (_, way) => {
    test.each<[string, Given, string]>([
      ['no replies at all', { maxPolls: 0 }, 'maxPolls must be a number from 1 on, not 0'],
      ['a pause that never ends', { pollPauseMs: Number.POSITIVE_INFINITY }, 'pollPauseMs must be whole milliseconds'],
    ])('%s', async (_, options, message) => {
      expect(String(await refusal(way, options))).toContain(message)
    })
  },
)

test('a packer that is none is refused', async () => {
  expect(String(await refusal(ways['pushCatalog'] as never, { zip: true }))).toContain(
    'zip must be a function, not true',
  )
})

test('one object of options may go to all functions of an exchange', async () => {
  const site = createSite()
  const options = { fetch: site.fetch, full: true, pollPauseMs: 0, onOrders() {} }
  expect((await pushCatalog(URL, FILES, options).next()).value).toMatchObject({ type: 'session' })
  expect((await pushOrders(URL, FILES, options).next()).value).toMatchObject({ type: 'session' })
  expect((await pullOrders(URL, options).next()).value).toMatchObject({ type: 'session' })
})

describe('an option of other functions is refused: it would do nothing, or not what it says', () => {
  test.each<[of: string, Given, says: string]>([
    [
      'checkSite',
      { profile: 'ut115' },
      "profile is an option of connect, pushCatalog, pushOrders, pullOrders, and none of checkSite, which takes profiles: ['ut115']",
    ],
    ['checkSite', { full: true }, 'full is an option of pushCatalog, pushOrders, pullOrders, and none of checkSite'],
    ['pushCatalog', { write: false }, 'write is an option of checkSite, and none of pushCatalog'],
    ['pushOrders', { profiles: ['ut115'] }, 'profiles is an option of checkSite, and none of pushOrders'],
    ['pullOrders', { orders: true }, 'orders is an option of checkSite, and none of pullOrders'],
    [
      'connect',
      { maxPolls: 5 },
      'maxPolls is an option of pushCatalog, pushOrders, pullOrders, checkSite, and none of connect',
    ],
  ])('%s %o', async (of, options, says) => {
    expect(await refusal(ways[of] as never, options)).toEqual(new TypeError(says))
  })
})

test('what is no option at all is told with those that the function knows', async () => {
  const error = String(await refusal(ways['pullOrders'] as never, { onOrder() {} }))
  expect(error).toContain('onOrder is no option; known are profile, user, ')
  expect(error).not.toContain('maxFileBytes')
})

test.each([
  ['ut11', 'ut115'],
  ['umi', 'ut115'],
])('%s is what writers of orders call the 1C that is %s here', (name, meant) => {
  expect(() => connect(URL, { profile: name as never })).toThrow(`: did you mean '${meant}'?`)
})

test('an address that is none is told before a session begins', async () => {
  await expect(pushCatalog('localhost:8080/1c', FILES).next()).rejects.toThrow('did you mean http://localhost:8080/1c?')
  await expect(pushOrders('shop', []).next()).rejects.toThrow('"shop" is no address')
})

test.each(['/1c', '//1c', '', ' '])('of %j no address is guessed', async (path) => {
  await expect(pushCatalog(path, FILES).next()).rejects.toThrow(new TypeError(`"${path}" is no address`))
})

test('orders are fetched for somebody', async () => {
  const { fetch, requests } = createSite()
  await expect(pullOrders(URL, { fetch } as never).next()).rejects.toThrow('onOrders must be a function')
  await expect(pullOrders(URL, undefined as never).next()).rejects.toThrow('onOrders must be a function')
  expect(requests).toEqual([])
})

test.each([
  ['a path', ['import.xml']],
  ['one file', FILES[0]],
  ['nothing', undefined],
  ['a Blob', [new Blob(['x'])]],
])('%s for the files is a wrong call', async (_, files) => {
  const { fetch, requests } = createSite()
  const events = pushCatalog(URL, files as never, { fetch })
  await expect(events.next()).rejects.toThrow('files must be an array of files with name, size and read()')
  await expect(events.next()).resolves.toMatchObject({ done: true })
  expect(requests).toEqual([])
})
