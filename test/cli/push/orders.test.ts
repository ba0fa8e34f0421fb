import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeText } from 'commerceml/exchange'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { zipOf } from '../../helpers/zipped.ts'
import { ended, type Run, run, start } from '../helpers/command.ts'
import { UNSYNCED_FILES } from '../helpers/faked-failures.ts'
import { LOGIN } from '../helpers/login.ts'
import { modes, ORDERS, scriptedSite } from '../helpers/scripted-site.ts'

const folder = temporaryFolder('cli-orders')

describe('push --orders', () => {
  test('prints what it could read, and confirms it', async () => {
    const shop = await scriptedSite()
    const { code, stdout } = await run('push', shop.url, '--orders', ...LOGIN)
    expect({ code, stdout }).toEqual({ code: 0, stdout: ORDERS })
    expect(modes(shop)).toEqual(['checkauth', 'query', 'success'])
  })

  test.each([
    ['are cut short', ORDERS.slice(0, -5)],
    ['are another document', '<?xml version="1.0"?><yml_catalog/>'],
    ['are a broken archive', 'PK\u0003\u0004'],
  ])('does not confirm orders that %s', async (_, query) => {
    const shop = await scriptedSite({ query })
    const { code, stdout, stderr } = await run('push', shop.url, '--orders', ...LOGIN)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('the orders cannot be read, so they were not confirmed')
    expect(modes(shop)).toEqual(['checkauth', 'query'])
  })

  test('does not confirm orders that nobody took', async () => {
    const shop = await scriptedSite()
    const child = start(['push', shop.url, '--orders', ...LOGIN])
    child.stdout.destroy()
    const { code, stderr } = await ended(child)
    expect(code).toBe(1)
    expect(stderr).toContain('could not be written')
    expect(modes(shop)).toEqual(['checkauth', 'query'])
  })
})

describe('push --orders-to', () => {
  const SUCCESS = ['checkauth', 'query', 'success']
  const ORDER = ORDERS.replace('</', '<Документ><Номер>1</Номер></Документ></')
  const fetched = async (query: string | Uint8Array, path: string): Promise<Run & { readonly modes: string[] }> => {
    const shop = await scriptedSite({ query })
    return { ...(await run('push', shop.url, '--orders-to', path, ...LOGIN)), modes: modes(shop) }
  }
  const CYRILLIC = ORDER.replace('utf-8', 'windows-1251').replace('Схемы="2.10"', 'Схемы="2.10" Кто="Чай"')

  test.each([
    ['in windows-1251', async () => encodeText(CYRILLIC, 'windows-1251')],
    ['in an archive', () => zipOf({ 'orders.xml': Buffer.from(ORDER) })],
  ])('has the very bytes that came %s, and prints nothing', async (name, made) => {
    const [bytes, path] = [Buffer.from(await made()), join(folder, `${name}.orders`)]
    const { code, stdout, stderr, modes } = await fetched(bytes, path)
    expect({ code, stdout, modes }).toEqual({ code: 0, stdout: '', modes: SUCCESS })
    expect(stderr).toContain(`orders: 1 read, written to ${path}`)
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })

  test('takes a file that is empty, and no other: its orders do not come again', async () => {
    const path = join(folder, 'earlier.xml')
    writeFileSync(path, '')
    expect(await fetched(ORDER, path)).toMatchObject({ code: 0, modes: SUCCESS })
    const again = await fetched(ORDER.replace('2.10', '2.08'), path)
    expect(again).toMatchObject({ code: 2, modes: [] })
    expect(again.stderr).toMatch(/^error: --orders-to: [^\n]*earlier\.xml is not empty[^\n]*\n$/)
    expect(readFileSync(path, 'utf8')).toBe(ORDER)
  })

  test('leaves no file of a document without orders, which is confirmed', async () => {
    const path = join(folder, 'none.xml')
    for (const _ of [1, 2]) {
      const { code, stdout, stderr, modes } = await fetched(ORDERS, path)
      expect({ code, stdout, modes }).toEqual({ code: 0, stdout: '', modes: SUCCESS })
      expect(stderr).toMatch(/^orders: 0 read$/m)
      expect(existsSync(path)).toBe(false)
    }
  })

  test('asks nothing of the site when there can be no such file', async () => {
    const { code, stderr, modes } = await fetched(ORDER, join(folder, 'nowhere', 'orders.xml'))
    expect({ code, modes }).toEqual({ code: 2, modes: [] })
    expect(stderr).toMatch(/^error: --orders-to: ENOENT[^\n]*\n$/)
  })

  test.skipIf(!existsSync('/dev/full'))('does not confirm orders for which the disk has no room', async () => {
    const { code, stderr, modes } = await fetched(ORDER, '/dev/full')
    expect({ code, modes }).toEqual({ code: 1, modes: ['checkauth', 'query'] })
    expect(stderr).toMatch(/the orders could not be written, so they were not confirmed: ENOSPC/)
  })

  test('does not confirm orders that are not on the disk for good', async () => {
    const [shop, path] = [await scriptedSite({ query: ORDER }), join(folder, 'unsynced.xml')]
    const { code, stderr } = await ended(start(['push', shop.url, '--orders-to', path, ...LOGIN], UNSYNCED_FILES))
    expect(stderr).toContain('the orders could not be written, so they were not confirmed: EIO')
    expect([code, modes(shop), existsSync(path)]).toEqual([1, ['checkauth', 'query'], false])
  })

  test.each([
    ['are cut short', ORDER.slice(0, -5)],
    ['did not come', 'failure\nno'],
  ])('leaves no file of orders that %s', async (name, query) => {
    const path = join(folder, `${name}.xml`)
    expect(await fetched(query, path)).toMatchObject({ code: 1, modes: ['checkauth', 'query'] })
    expect(existsSync(path)).toBe(false)
  })
})
