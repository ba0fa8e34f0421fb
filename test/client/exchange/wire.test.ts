import { describe, expect, test } from 'vitest'
import { storedZip } from '../../../src/client/check/stored-zip.ts'
import {
  fileOf,
  PROFILE_NAMES,
  PROFILES,
  type PushOptions,
  pullOrders,
  pushCatalog,
  pushOrders,
} from '../../../src/client/index.ts'
import { createSite } from '../fake-site.ts'
import { asked, CATALOG, modes, options, push, run, URL, uuids, xml } from './pushed.ts'

describe.each(PROFILE_NAMES)('%s', (profile) => {
  test.each(['no', 'yes'] as const)('sends a catalog, zip=%s, in chunks of 64 bytes', async (zip) => {
    const site = createSite({ zip, fileLimit: 64, token: profile.startsWith('ut115-') ? 'tok' : (undefined as never) })
    const { events, error } = await push(site, { profile, zip: storedZip })
    expect(error).toBeUndefined()
    expect(events.at(-1)).toMatchObject({ type: 'done' })
    expect([...site.imported.values()].map((bytes) => new TextDecoder().decode(bytes))).toEqual([
      xml('товары'),
      xml('цены'),
    ])
    expect(Math.max(...site.requests.map(({ bytes }) => bytes))).toBe(64)
    const archives = site.requests.filter(({ file }) => file.endsWith('.zip'))
    expect(archives.length > 0).toBe(zip === 'yes')
    for (const { file } of archives) expect(file).toMatch(/^(v8_[0-9a-f]{4}_[0-9a-f]{2}|import|offers)\.zip$/)
  })

  test('fetches orders and says success', async () => {
    const site = createSite()
    const texts: string[] = []
    const { error } = await run(
      pullOrders(URL, { ...options(site), profile, onOrders: ({ text }) => void texts.push(text) }),
    )
    expect(error).toBeUndefined()
    expect(texts[0]).toContain('<Документ><Ид>17</Ид>')
    expect(site.confirmed).toBe(1)
    expect(modes(site)).toBe(PROFILES[profile].initsOrders ? 'checkauth init query success' : 'checkauth query success')
  })

  test('sends orders back', async () => {
    const site = createSite()
    const { error } = await run(pushOrders(URL, [fileOf('orders.xml', xml('заказы'))], options(site, { profile })))
    expect(error).toBeUndefined()
    expect(modes(site)).toBe(`checkauth init file${PROFILES[profile].importsOrders ? ' import' : ''}`)
    expect(site.requests.every(({ type }) => type === 'sale')).toBe(true)
  })

  test('a wrong password ends every session at checkauth', async () => {
    const site = createSite()
    const { error } = await push(site, { profile, password: 'no' })
    expect(error).toMatchObject({ name: 'ExchangeFailure', step: 'checkauth', code: 'not-authorized' })
    expect(modes(site)).toBe('checkauth')
  })
})

test('УНФ adds no empty parameter where the site gave no token, the Bitrix module does', async () => {
  for (const [profile, empty] of [
    ['unf-bitrix', false],
    ['bitrix', true],
  ] as const) {
    const site = createSite()
    await push(site, { profile })
    await run(pullOrders(URL, { ...options(site), profile, onOrders: () => {} }))
    expect(asked(site).some((query) => /&&|&$/.test(query))).toBe(empty)
  }
})

describe('what goes over the wire', () => {
  const SMALL = { fileLimit: 1000 }

  test('УТ 10.3: one session for everything', async () => {
    const site = createSite(SMALL)
    await push(site, { profile: 'ut103' })
    expect(asked(site)).toEqual([
      '?type=catalog&mode=checkauth',
      '?type=catalog&mode=init',
      '?type=catalog&mode=file&filename=import.xml',
      '?type=catalog&mode=file&filename=offers.xml',
      '?type=catalog&mode=file&filename=import_files/ab/abc.jpg',
      '?type=catalog&mode=import&filename=import.xml',
      '?type=catalog&mode=import&filename=import.xml',
      '?type=catalog&mode=import&filename=offers.xml',
      '?type=catalog&mode=import&filename=offers.xml',
    ])
  })

  test('T1, УТ 11.5: each portion in a session of its own', async () => {
    const site = createSite(SMALL)
    await push(site, { profile: 'ut115' })
    expect(asked(site)).toEqual([
      '?type=catalog&mode=checkauth',
      '?type=catalog&mode=init',
      '?type=catalog&mode=file&filename=import0_1.xml',
      '?type=catalog&mode=file&filename=import_files/ab/abc.jpg',
      '?type=catalog&mode=import&filename=import0_1.xml',
      '?type=catalog&mode=import&filename=import0_1.xml',
      '?type=catalog&mode=checkauth',
      '?type=catalog&mode=init',
      '?type=catalog&mode=file&filename=offers0_1.xml',
      '?type=catalog&mode=import&filename=offers0_1.xml',
      '?type=catalog&mode=import&filename=offers0_1.xml',
    ])
    expect(new Set(site.requests.map(({ cookie }) => cookie))).toEqual(new Set([null, 'sid=session1', 'sid=session2']))
    expect(site.requests.filter(({ mode }) => mode === 'checkauth').every(({ cookie }) => cookie === null)).toBe(true)
  })

  test('T3, УТ 11.5 with sessid: at the end of everything but checkauth', async () => {
    const site = createSite({ ...SMALL, token: 'tok', timestamp: 'timestamp=1700000000\n' })
    const { error } = await push(site, { profile: 'ut115-sessid' })
    expect(error).toBeUndefined()
    expect(asked(site).slice(0, 3)).toEqual([
      '?type=catalog&mode=checkauth',
      '?type=catalog&mode=init&sessid=tok',
      '?type=catalog&mode=file&filename=import0_1.xml&sessid=tok',
    ])
  })

  test('T4, УНФ under Bitrix: token and versions before the mode, and behind it for orders', async () => {
    const site = createSite({ ...SMALL, token: 'tok' })
    const { error } = await push(site, { profile: 'unf-bitrix' }, CATALOG.slice(0, 1))
    expect(error).toBeUndefined()
    const start = '?type=catalog&sessid=tok&version=2.09&cmlVersion=2.10'
    expect(asked(site)).toEqual([
      '?type=catalog&mode=checkauth',
      `${start}&mode=init`,
      `${start}&mode=file&filename=import0.xml`,
      `${start}&mode=import&filename=import0.xml`,
      `${start}&mode=import&filename=import0.xml`,
    ])
    const orders = createSite({ token: 'tok' })
    await run(pullOrders(URL, { ...options(orders), profile: 'unf-bitrix', onOrders() {} }))
    expect(asked(orders)).toEqual([
      '?type=sale&mode=checkauth',
      '?type=sale&mode=init&sessid=tok&cmlVersion=2.10',
      '?type=sale&mode=query&sessid=tok',
      '?type=sale&mode=success&sessid=tok',
    ])
  })

  test('T7, the Bitrix module: empty parameters without line 4, types of their own, deactivate and complete', async () => {
    const site = createSite({ ...SMALL, timestamp: 'timestamp=1700000000' })
    const bare = await push(site, { profile: 'bitrix' }, [fileOf('references.xml', xml('справочник'))])
    expect(bare.error).toBeUndefined()
    expect(asked(site).slice(0, 3).map(uuids)).toEqual([
      '?type=reference&mode=checkauth',
      '?type=reference&mode=init&timestamp=1700000000&version=2.08', // the line behind the cookie, whatever it is
      '?type=reference&mode=file&filename=references___UUID.xml&timestamp=1700000000',
    ])
    const none = createSite(SMALL)
    await push(none, { profile: 'bitrix' })
    expect(uuids(asked(none)[1] ?? '')).toBe('?type=catalog&mode=init&&version=2.08')
    expect(uuids(asked(none)[2] ?? '')).toBe('?type=catalog&mode=file&filename=import___UUID.xml&')
    expect(asked(none).at(-1)).toBe('?type=catalog&mode=complete&')

    const full = createSite({ ...SMALL, token: 'tok', timestamp: 'timestamp=1700000000' })
    await push(full, { profile: 'bitrix', full: true })
    expect(asked(full).slice(-2)).toEqual([
      '?type=catalog&mode=deactivate&sessid=tok&timestamp=1700000000',
      '?type=catalog&mode=complete&sessid=tok',
    ])
  })

  // With a later one the site would switch off what the first sessions brought.
  test('T7, the Bitrix module: deactivates what is older than the first session', async () => {
    const timestamps = ['timestamp=1700000060', 'timestamp=1700000120', 'timestamp=1700000180']
    const full = createSite({ ...SMALL, token: 'tok', timestamp: timestamps })
    await push(full, { profile: 'bitrix', full: true })
    const sessions = asked(full).filter((query) => query.includes('mode=checkauth'))
    expect(sessions.length).toBeGreaterThan(1)
    expect(asked(full).at(-2)).toBe('?type=catalog&mode=deactivate&sessid=tok&timestamp=1700000060')
    const late = createSite({ ...SMALL, token: 'tok', timestamp: ['', 'timestamp=1700000120'] })
    await push(late, { profile: 'bitrix', full: true })
    expect(asked(late).at(-2)).toBe('?type=catalog&mode=deactivate&sessid=tok&timestamp=1700000120')
  })

  test('T12, the emulator: POST for everything, pictures first, an empty last chunk, complete', async () => {
    const site = createSite({ fileLimit: 50 })
    await push(site, { profile: 'emulator' })
    expect(site.requests.every(({ method }) => method === 'POST')).toBe(true)
    expect(site.requests.slice(2, 5).map(({ file, bytes }) => [file, bytes])).toEqual([
      ['import_files/ab/abc.jpg', 50],
      ['import_files/ab/abc.jpg', 50],
      ['import_files/ab/abc.jpg', 0],
    ])
    expect(asked(site).at(-1)).toBe('?type=catalog&mode=complete')
  })

  test('УТ 11.5 that was told not to wait never imports', async () => {
    const site = createSite()
    await push(site, { profile: { ...PROFILES.ut115, imports: false } })
    expect(modes(site)).not.toContain('import')
  })

  test('several portions of a kind are counted; other names stay, and all do with keepNames', async () => {
    const files = ['import.xml', 'import2.xml', 'goods_1_2.xml'].map((name) => fileOf(name, xml(name)))
    const names = async (more: PushOptions): Promise<string[]> => {
      const site = createSite({ fileLimit: 1000 })
      await push(site, more, files)
      return site.requests.filter(({ mode }) => mode === 'file').map(({ file }) => file)
    }
    expect(await names({ profile: 'ut115' })).toEqual(['import0_1.xml', 'import0_2.xml', 'goods_1_2.xml'])
    expect(await names({ profile: 'unf' })).toEqual(['import0.xml', 'import1.xml', 'goods_1_2.xml'])
    expect(await names({ profile: 'ut103' })).toEqual(['import.xml', 'import2.xml', 'goods_1_2.xml'])
    expect(await names({ profile: 'ut115', keepNames: true })).toEqual(['import.xml', 'import2.xml', 'goods_1_2.xml'])
  })

  test('an address without a path becomes that of Bitrix, but for УТ 10.3; one with a question mark gets a second', async () => {
    const first = async (url: string, more: PushOptions): Promise<string> => {
      const site = createSite()
      await run(pushCatalog(url, CATALOG, options(site, more)))
      return site.requests[0]?.url ?? ''
    }
    expect(await first('http://site.test', {})).toBe(
      'http://site.test/bitrix/admin/1c_exchange.php?type=catalog&mode=checkauth',
    )
    expect(await first('http://site.test', { profile: 'ut103' })).toBe('http://site.test/?type=catalog&mode=checkauth')
    expect(await first('http://site.test/?wc1c=exchange', {})).toBe(
      'http://site.test/?wc1c=exchange?type=catalog&mode=checkauth',
    )
  })
})

describe('chunks', () => {
  test.each([-1, 0, 1])('a file of 3 limits %i bytes arrives whole', async (more) => {
    const size = 3 * 64 + more
    const text = xml('x'.repeat(size - new TextEncoder().encode(xml('')).length))
    const site = createSite({ fileLimit: 64 })
    const { events, error } = await push(site, { profile: 'ut103' }, [fileOf('import.xml', text)])
    expect(error).toBeUndefined()
    expect(site.requests.filter(({ mode }) => mode === 'file').map(({ bytes }) => bytes)).toEqual(
      more > 0 ? [64, 64, 64, 1] : [64, 64, 64 + more],
    )
    expect(events.filter(({ type }) => type === 'uploaded').at(-1)).toMatchObject({ sentBytes: size, totalBytes: size })
    expect(new TextDecoder().decode(site.imported.get('import.xml'))).toBe(text)
  })

  test('without a limit a file is one request', async () => {
    const site = createSite({ fileLimit: 'abc' })
    await push(site, { profile: 'ut103' }, [fileOf('import.xml', xml('x'.repeat(5000)))])
    expect(site.requests.filter(({ mode }) => mode === 'file')).toHaveLength(1)
  })

  test('the empty last chunk is an option of every profile', async () => {
    const site = createSite({ fileLimit: 50 })
    await push(site, { profile: 'ut103', emptyLastChunk: true }, CATALOG)
    expect(site.requests.filter(({ file, bytes }) => file.endsWith('.jpg') && bytes === 0)).toHaveLength(1)
  })

  test('an archive that the site asks for needs someone to pack it; else the files are sent', async () => {
    const site = createSite({ zip: 'yes' })
    expect((await push(site, { profile: 'ut103' })).error).toBeUndefined()
  })
})
