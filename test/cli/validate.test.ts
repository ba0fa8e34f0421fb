import { describe, expect, test } from 'vitest'
import { CATALOG } from './helpers/catalog.ts'
import { ended, leave, run, start } from './helpers/command.ts'
import { lines } from './helpers/printed.ts'
import { temporaryFiles } from './helpers/temporary-files.ts'

const { made } = temporaryFiles()

describe('validate', () => {
  test('a good file has nothing to print, and people are told so', async () => {
    const stderr = 'no issues in 1 document\n'
    expect(await run('validate', CATALOG)).toEqual({ code: 0, stdout: '', stderr })
    expect((await run('validate', 'fixtures/valid/3.1-split')).stderr).toBe('no issues in 12 documents\n')
  })

  test('what cannot be read to its end is said once, with its place once', async () => {
    const path = made('torn.xml', '<КоммерческаяИнформация ВерсияСхемы="2.08">\n<Каталог><Товары>')
    const { code, stdout, stderr } = await run('validate', path)
    expect([code, stderr]).toEqual([1, ''])
    expect(stdout).toMatch(
      /^torn\.xml:2: the input ends before its elements were closed \[truncated-input, byte \d+, [^\]]+Товары\]\n$/,
    )
    const notZip = await run('validate', made('page.zip', '<html>'))
    expect([notZip.code, notZip.stderr, notZip.stdout.trim().split('\n').length]).toEqual([1, '', 1])
  })

  test('--json has the issues as read has them', async () => {
    const text = '<КоммерческаяИнформация><Каталог><Товары><Товар><Ид>1</Ид><Вес>x</Вес></Товар>'
    const path = made('torn-odd.xml', text)
    const { code, stdout, stderr } = await run('validate', path, '--json')
    const printed = await run('read', path)
    expect([code, stderr]).toEqual([1, ''])
    expect(lines(stdout)).toEqual(lines(printed.stdout).filter(({ type }) => type === 'issue' || type === 'error'))
    expect(lines(stdout).map(({ type }) => type)).toEqual(['issue', 'issue', 'error'])
  })

  test('issues stand with their places, and the exit code is 1', async () => {
    const path = made(
      'odd.xml',
      '<КоммерческаяИнформация ВерсияСхемы="2.08">\n<Каталог><Товары>\n<Товар><Ид>1</Ид><Вес>тяжёлый</Вес></Товар>\n</Товары></Каталог></КоммерческаяИнформация>',
    )
    const { code, stdout } = await run('validate', path)
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /^odd\.xml:3: Вес: expected decimal, found "тяжёлый" \(in 1\) \[invalid-decimal, byte \d+, .*Товар\/Вес\]\n$/,
    )
  })
})

test('validate ends when nobody listens any more, and has found something', async () => {
  const products = Array.from({ length: 20_000 }, (_, id) => `<Товар><Ид>${id}</Ид><Вес>x</Вес></Товар>`).join('')
  const path = made(
    'odd-cut.xml',
    `<КоммерческаяИнформация ВерсияСхемы="2.08"><Каталог><Товары>${products}</Товары></Каталог>`,
  )
  const child = start(['validate', path])
  const end = ended(child)
  await leave(child.stdout)
  const { code, stderr } = await end
  // Had it read on, it would have found that the document is cut short.
  expect([code, stderr]).toEqual([1, ''])
})
