import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { CYRILLIC_AUTHORIZATION } from '../helpers/login.ts'
import { serve } from '../helpers/own-site.ts'

const folder = temporaryFolder('cli-restart')

test('serve that is ended in the middle of an import begins it again when it is started anew', async () => {
  const dir = join(folder, 'restarted')
  const many = join(folder, 'many.xml')
  const product = (id: number): string =>
    `<Товар><Ид>${id}</Ид><Наименование>Товар ${'x'.repeat(200)}</Наименование></Товар>`
  writeFileSync(
    many,
    `<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация ВерсияСхемы="2.08" ДатаФормирования="2024-05-01"><Каталог><Ид>1</Ид><Наименование>К</Наименование><Товары>${Array.from({ length: 200_000 }, (_, id) => product(id)).join('')}</Товары></Каталог></КоммерческаяИнформация>`,
  )
  const ask = async (url: string, query: string, init: RequestInit = {}): Promise<string> =>
    new TextDecoder('windows-1251').decode(await (await fetch(`${url}?${query}`, init)).arrayBuffer())
  const site = await serve('--dir', dir, '--file-limit', String(10 ** 9))
  const [, name, value] = (
    await ask(site.url, 'type=catalog&mode=checkauth', { headers: { authorization: CYRILLIC_AUTHORIZATION } })
  ).split('\n')
  const headers = { cookie: `${name}=${value}` }
  const body = readFileSync(many)
  const file = 'type=catalog&mode=file&filename=import.xml'
  expect(await ask(site.url, file, { method: 'POST', headers, body })).toBe('success')
  const importing = 'type=catalog&mode=import&filename=import.xml'
  site.hold()
  const asked = ask(site.url, importing, { headers })
  // That the file is owed is there since it came; beside it, that its import has begun.
  await vi.waitUntil(() => readdirSync(join(dir, 'imports', `${value}`)).length > 1, 10_000)
  const ended = site.stop()
  expect(await asked).toMatch(/^progress\n/)
  expect((await ended).code).toBe(0)
  const again = await serve('--dir', dir)
  let said = ''
  do said = await ask(again.url, importing, { headers })
  while (said.startsWith('progress'))
  expect(said).toBe('success\nimport.xml: 100 %, товаров 200000')
  const { stdout } = await again.stop()
  expect(stdout.split('\n').filter((line) => line.startsWith('{"type":"product"'))).toHaveLength(200_000)
})
