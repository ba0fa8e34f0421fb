import { buffer } from 'node:stream/consumers'
import type { ExchangeOptions } from 'commerceml/server'
import { describe, expect, test } from 'vitest'
import { zipOf } from '../../helpers/zipped.ts'
import { catalogOf, ids, products } from '../helpers/files.ts'
import { OneC, utf8 } from '../helpers/one-c.ts'
import { watchRejections } from '../helpers/rejections.ts'
import { makeSite, recordInto } from '../helpers/site.ts'

watchRejections()

const picture = (id: number): Uint8Array => Uint8Array.from({ length: 700 }, (_, index) => (index * id * 31) >>> 2)

describe('files() of a job', () => {
  /** A site that notes the names, and a client that has begun. */
  async function naming(options: Partial<ExchangeOptions> = {}): Promise<{ found: string[]; client: OneC }> {
    const found: string[] = []
    const { exchange } = makeSite({
      ...options,
      async importFile({ files }) {
        for await (const { name } of files()) found.push(name)
      },
    })
    const client = new OneC(exchange)
    await client.begin()
    return { found, client }
  }

  test('have no names from an archive that would be refused as uploads: the site is told of them', async () => {
    const errors: unknown[] = []
    const { found, client } = await naming({
      extensions: ['xml', 'zip', 'jpg'],
      onError: (error) => errors.push(error),
    })
    const scripts = Object.fromEntries(ids(30).map((id) => [`import_files/${id}.jpg.php`, picture(id)]))
    const odd = { 'import_files/a.svg': picture(1), 'import_files/.htaccess': picture(2), ...scripts }
    await client.upload(
      'v8.zip',
      await zipOf({ 'import.xml': utf8(catalogOf([1])), ...odd, 'import_files/a.jpg': picture(3) }),
    )
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(found.sort()).toEqual(['import.xml', 'import_files/a.jpg'])
    expect(String(errors[0])).toMatch(
      /leaves out .*: "import_files\/a.svg" \(extension\), "import_files\/.htaccess" \(reserved\), .* and 12 more$/,
    )
    expect(String(errors[0]).match(/\((?:extension|reserved)\)/g)).toHaveLength(20)
    expect(errors).toHaveLength(1)
  })

  test('have the names that uploads of theirs would have', async () => {
    const { found, client } = await naming()
    const pictures = { 'upload/1c/webdata/import_files/a.jpg': picture(1), 'import_files/b.jpg': picture(2) }
    await client.upload('v8.zip', await zipOf({ 'import.xml': utf8(catalogOf([1])), ...pictures }))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(found.sort()).toEqual(['import.xml', 'import_files/a.jpg', 'import_files/b.jpg'])
  })

  test('have no name twice from two names: the first has it, and the site is told of the other', async () => {
    const errors: unknown[] = []
    const { found, client } = await naming({ onError: (error) => errors.push(error) })
    const pictures = { 'import_files/b.jpg': picture(1), 'upload/1c/webdata/import_files/b.jpg': picture(2) }
    await client.upload('v8.zip', await zipOf({ 'import.xml': utf8(catalogOf([1])), ...pictures }))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(found.sort()).toEqual(['import.xml', 'import_files/b.jpg'])
    expect(errors.map(String)).toEqual([
      expect.stringMatching(/: "upload\/1c\/webdata\/import_files\/b.jpg" \(named as "import_files\/b.jpg"\)$/),
    ])
  })

  test('have a name as often as it was sent, in one archive and the next', async () => {
    const errors: unknown[] = []
    const { found, client } = await naming({ onError: (error) => errors.push(error) })
    const files = { 'import.xml': utf8(catalogOf([1])), 'import_files/b.jpg': picture(1) }
    for (const name of ['v8_1.zip', 'v8_2.zip']) await client.upload(name, await zipOf(files))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(found.sort()).toEqual(['import.xml', 'import.xml', 'import_files/b.jpg', 'import_files/b.jpg'])
    expect(errors).toEqual([])
  })

  test('are all of the session: pictures as they were sent and those in archives, under the names of the products', async () => {
    const found = new Map<string, Uint8Array>()
    const records: string[] = []
    const record = recordInto(records)
    const { exchange } = makeSite({
      async importFile(job) {
        const each = (async () => {
          for await (const { name, open } of job.files()) found.set(name, new Uint8Array(await buffer(open())))
        })()
        await record(job) // at the same time: both read the one archive
        await each
      },
    })
    const client = new OneC(exchange)
    await client.begin()
    await client.upload('import_files/ab/1.jpg', picture(1), 200)
    await client.upload(
      'v8.zip',
      await zipOf({ 'import.xml': utf8(catalogOf(ids(3_000))), 'import_files/cd/2.jpg': picture(2) }),
    )
    expect((await client.imported('import.xml')).word).toBe('success')
    expect([...found.keys()]).toEqual(['import_files/ab/1.jpg', 'import.xml', 'import_files/cd/2.jpg'])
    expect(found.get('import_files/ab/1.jpg')).toEqual(picture(1))
    expect(found.get('import_files/cd/2.jpg')).toEqual(picture(2))
    expect(records).toEqual(products(ids(3_000)))
  })

  test.each([
    ['webdata/import.xml', 'webdata/import_files/a.jpg', 'webdata/import_files/b/c.jpg'],
    ['webdata/000/import.xml', 'webdata/000/import_files/a.jpg', 'webdata/000/import_files/b/c.jpg'],
    ['import.xml', 'import_files/a.jpg', 'import_files/b/c.jpg'],
    ['import.xml', 'webdata/import_files/a.jpg', 'webdata/import_files/b/c.jpg'],
  ])('are named without the folder around everything in their archive: %s, %s', async (document, ...pictures) => {
    const names: string[] = []
    const { exchange } = makeSite({
      async importFile({ files }) {
        for await (const { name, open } of files()) names.push(name, `${(await buffer(open())).length}`)
      },
    })
    const client = new OneC(exchange)
    await client.begin()
    const [first = '', second = ''] = pictures
    const inner = { [first]: picture(1), [second]: picture(2) }
    const isAround = document.split('/').length > 1 || !first.startsWith('webdata')
    if (!isAround) await client.upload('pictures.zip', await zipOf(inner))
    await client.upload('v8.zip', await zipOf({ [document]: utf8(catalogOf([1])), ...(isAround && inner) }))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(names.filter((name) => name.endsWith('.jpg'))).toEqual(['import_files/a.jpg', 'import_files/b/c.jpg'])
    expect(names).toContain('import.xml')
    expect(names.filter((name) => name === '700')).toHaveLength(2)
  })

  test.each([
    ['/tmp/webdata/', '/tmp/webdata/'],
    ['/tmp/v8_3B8F_3e/webdata/', '/tmp/v8_3B8F_3e/webdata/'],
    ['000000001\\goods\\1\\', '000000001/goods/1/'],
    ['', ''],
  ])('are named without the folder around everything that was sent by itself: %s', async (backslashed, folder) => {
    const { found, client } = await naming()
    await client.upload(`${backslashed}import_files/b/c.jpg`, picture(1))
    await client.upload(`${folder}import_files/a.jpg`, picture(2))
    await client.upload(`${folder}import0_1.xml`, catalogOf([1]))
    await client.upload('v8.zip', await zipOf({ 'more/import_files/d.jpg': picture(3) }))
    expect((await client.imported(`${folder}import0_1.xml`)).word).toBe('success')
    expect(found).toEqual(['import_files/b/c.jpg', 'import_files/a.jpg', 'import0_1.xml', 'import_files/d.jpg'])
  })

  test('are named as products know them also where the document came without the folder', async () => {
    const { found, client } = await naming()
    await client.upload('import0_1.xml', catalogOf([1])) // УТ 11 sends it by its name alone
    for (const name of ['ab/1.jpg', 'cd/2.jpg']) await client.upload(`/tmp/webdata/import_files/${name}`, picture(1))
    expect((await client.imported('import0_1.xml')).word).toBe('success')
    expect(found).toEqual(['import0_1.xml', 'import_files/ab/1.jpg', 'import_files/cd/2.jpg'])
  })

  test.each([
    [['goods/1/import_files/a.jpg', 'goods/2/import_files/a.jpg', 'goods/import.xml']],
    [['photos/a.jpg', 'photos/import.xml']],
    [['photos/a.jpg', 'import.xml']],
  ])('are named as they were sent where they lie in several folders, or in one of their own: %s', async (names) => {
    const { found, client } = await naming()
    for (const name of names) await client.upload(name, name.endsWith('.xml') ? catalogOf([1]) : picture(1))
    expect((await client.imported(names.at(-1) as string)).word).toBe('success')
    expect(found).toEqual(names)
  })

  test('are not what macOS puts beside them, which is no reason to keep the folder around either', async () => {
    const { found, client } = await naming()
    const own = { 'webdata/import.xml': utf8(catalogOf([1])), 'webdata/import_files/a.jpg': picture(1) }
    const forks = { '__MACOSX/webdata/._import.xml': picture(2), 'webdata/import_files/._a.jpg': picture(3) }
    await client.upload('v8.zip', await zipOf({ ...own, ...forks }))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(found).toEqual(['import.xml', 'import_files/a.jpg'])
  })

  test('are named as they are where no folder is around everything', async () => {
    const { found, client } = await naming()
    const names = ['photos/a.jpg', 'photos/b.jpg']
    await client.upload('pictures.zip', await zipOf(Object.fromEntries(names.map((name) => [name, picture(1)]))))
    await client.upload('v8.zip', await zipOf({ 'web/import.xml': utf8(catalogOf([1])), 'photos/c.jpg': picture(3) }))
    expect((await client.imported('import.xml')).word).toBe('success')
    expect(found).toEqual([...names, 'web/import.xml', 'photos/c.jpg'])
  })

  test('are none of another session', async () => {
    const names: string[] = []
    const { exchange } = makeSite({
      async importFile({ files }) {
        for await (const { name } of files()) names.push(name)
      },
    })
    const [client, other] = [new OneC(exchange), new OneC(exchange)]
    await other.begin()
    await other.upload('import_files/ab/secret.jpg', picture(1))
    await client.begin()
    await client.upload('import.xml', catalogOf([1]))
    await client.imported('import.xml')
    expect(names).toEqual(['import.xml'])
  })
})
