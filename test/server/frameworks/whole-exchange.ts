import { encodeText } from '../../../src/exchange/charset.ts'
import { Client } from './client.ts'
import { digest, picture } from './kept-files.ts'

export const CONTENT_TYPES = [
  undefined,
  'application/octet-stream',
  'application/x-www-form-urlencoded',
  'text/xml',
  'application/xml; charset=windows-1251',
  'text/plain',
  'application/json',
  'application/zip',
  'not a type',
]

// More than the body parsers take by default: Express 100 kB, Fastify 1 MiB.
export const FILE_LIMIT = 3 * 1024 ** 2

/** A catalog in windows-1251: nothing that takes it for text of another encoding leaves it as it is. */
export const catalog = (id: string, name: string): Uint8Array =>
  encodeText(
    `<?xml version="1.0" encoding="windows-1251"?>
<КоммерческаяИнформация ВерсияСхемы="2.10"><Каталог><Товары><Товар>
<Ид>${id}</Ид><Наименование>${name} a=1&amp;b=%41+</Наименование>
</Товар></Товары></Каталог></КоммерческаяИнформация>`,
    'windows-1251',
  )

export const cut = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))

/** Exchanges everything there is, and gives what was said. */
export async function exchange(port: number): Promise<{ client: Client; sent: Record<string, string> }> {
  const client = new Client(port)
  const sent: Record<string, string> = {}
  await client.login()
  await client.ask('type=catalog&mode=init')
  for (const [index, type] of CONTENT_TYPES.entries()) {
    const file = catalog(`id-${index}`, `Чайник ${type}`)
    sent[`import${index}.xml`] = digest(file)
    for (const chunk of cut(file, 100)) await client.send(`import${index}.xml`, chunk, type)
    await client.send(`import${index}.xml`, new Uint8Array(0), type)
    sent[`import_files/${index}.jpg`] = digest(picture(150_000 + index))
    await client.send(`import_files/${index}.jpg`, picture(150_000 + index), type)
  }
  for (const type of CONTENT_TYPES.slice(1, 3)) {
    const name = `import_files/${type?.slice(12)}.jpg`
    sent[name] = digest(picture(FILE_LIMIT))
    await client.send(name, picture(FILE_LIMIT), type)
  }
  await client.send('import_files/long.jpg', picture(FILE_LIMIT + 1))
  await client.send('import_files/form.jpg', picture(10), 'multipart/form-data; boundary=x')
  for (const index of CONTENT_TYPES.keys()) await client.import(`import${index}.xml`)
  await client.import('unknown.xml')
  for (const mode of ['query', 'success', 'query', 'listen', 'unknown']) await client.ask(`type=sale&mode=${mode}`)
  return { client, sent }
}
