import { describe, expect, test } from 'vitest'
import { CATALOG } from './helpers/catalog.ts'
import { run } from './helpers/command.ts'
import { temporaryFiles } from './helpers/temporary-files.ts'

const { made } = temporaryFiles()

describe('inspect', () => {
  test('summarises for people', async () => {
    const { code, stdout } = await run('inspect', CATALOG)
    expect(code).toBe(0)
    expect(stdout).toMatch(/kind\s+goods/)
    expect(stdout).toMatch(/entities\s+classifier 1, group 6/)
    expect(stdout).toMatch(/read\s+\d+\.\d kB in \d+\.\d\d s\n/) // of so little a rate says nothing
  })

  test('--json has the same for machines', async () => {
    const { stdout } = await run('inspect', 'fixtures/valid/3.1-split', '--json')
    const { documents } = JSON.parse(stdout) as { documents: { kind: string; complete: boolean; version: string }[] }
    expect(documents).toHaveLength(12)
    expect(documents.every(({ complete, version }) => complete && version === '3.1')).toBe(true)
    expect(new Set(documents.map(({ kind }) => kind))).toEqual(
      new Set(['references', 'classifier', 'goods', 'offers', 'prices', 'rests', 'counterparties']),
    )
  })

  test('says what a bad document is, in both forms', async () => {
    const path = made('page.xml', '<html><body>502</body></html>')
    const people = await run('inspect', path)
    expect(people.code).toBe(1)
    expect(people.stderr).toMatch(/^error: expected КоммерческаяИнформация, found an HTML page/)
    const machines = await run('inspect', path, '--json')
    expect(JSON.parse(machines.stdout)).toMatchObject({ documents: [], error: { code: 'wrong-root' } })
  })

  test('a document that broke off before its kind could be told is unreadable, not empty', async () => {
    const path = made('broken.xml', '<КоммерческаяИнформация ВерсияСхемы="2.08"><Документ><Ид>1</Ид>')
    expect((await run('inspect', path)).stdout).toMatch(/kind\s+unreadable/)
    expect(JSON.parse((await run('inspect', path, '--json')).stdout)).toMatchObject({
      documents: [{ kind: 'unreadable', complete: false }],
    })
    const empty = made('empty.xml', '<КоммерческаяИнформация ВерсияСхемы="2.08"/>')
    expect((await run('inspect', empty)).stdout).toMatch(/kind\s+empty/)
  })

  test('tells the rate of a document that is long enough for one', async () => {
    const products = '<Товар><Ид>1</Ид></Товар>'.repeat(50_000)
    const text = `<КоммерческаяИнформация><Каталог><Товары>${products}</Товары></Каталог></КоммерческаяИнформация>`
    expect((await run('inspect', made('rate.xml', text))).stdout).toMatch(/read\s+\d\.\d\d MB in .* s, \d+ MB\/s\n/)
  })

  test('says how far a document was read that is cut short, in both forms', async () => {
    const text = '<КоммерческаяИнформация ВерсияСхемы="2.08"><Каталог><Товары><Товар><Ид>1</Ид></Товар>'
    const path = made('cut.xml', text)
    const people = await run('inspect', path)
    expect(people.stdout).toMatch(/read\s+not to its end, 145 bytes in \d+\.\d\d s\n/)
    const machines = await run('inspect', path, '--json')
    expect(JSON.parse(machines.stdout)).toMatchObject({
      documents: [{ bytes: Buffer.byteLength(text), counts: { product: 1 }, complete: false }],
      error: { code: 'truncated-input' },
    })
  })
})
