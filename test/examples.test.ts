import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { server } from '../examples/http-upload.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)
const example = (name: string, ...args: string[]) =>
  run(process.execPath, ['--import', 'tsx', `examples/${name}.ts`, ...args], { cwd: ROOT })

test('read-catalog prints groups, products and counts', async () => {
  const { stdout } = await example('read-catalog')
  expect(stdout).toMatch(/^Чай\n {2}Чёрный чай\n/)
  expect(stdout).toMatch(/\n12 products in 6 groups\n$/)
})

test('extend-product reads the fields of Bitrix', async () => {
  const { stdout } = await example('extend-product')
  expect(stdout).toMatch(/group .* molded/)
})

test('price-list joins products, offers, prices and stock from files in any order', async () => {
  const { stdout } = await example('price-list')
  expect(stdout).toContain('Зимние сказки | 1150 643 (Цена на обложке) | 14 + 0')
})

test('http-upload reads a catalog while it arrives, and says what is wrong with another', async () => {
  server.listen(0)
  await once(server, 'listening')
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`
  const upload = (body: BodyInit): Promise<Response> =>
    fetch(url, { method: 'POST', body, duplex: 'half' } as RequestInit)
  const path = `${ROOT}fixtures/valid/import-2.08/import.xml`
  const streamed = await upload(Readable.toWeb(createReadStream(path, { highWaterMark: 100 })) as BodyInit)
  expect(await streamed.text()).toBe('12 products\n')
  const cut = await upload(readFileSync(path).subarray(0, 3000))
  expect(cut.status).toBe(422)
  expect(await cut.text()).toMatch(/^truncated-input: /)
  server.close()
})

test('orders-outbox loses no order, and applies what 1C says', async () => {
  const { stdout } = await example('orders-outbox')
  expect(stdout.split('\n').slice(0, 4)).toEqual([
    '1C got <Сумма>199.80',
    'waiting for 1C: 1',
    '1C got <Сумма>199.80',
    'waiting for 1C: 0',
  ])
  expect(stdout).toContain("{ number: '17', status: 'accepted', paid: true }")
})
