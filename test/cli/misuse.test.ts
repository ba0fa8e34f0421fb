import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CATALOG } from './helpers/catalog.ts'
import { run } from './helpers/command.ts'
import { CYRILLIC_LOGIN } from './helpers/login.ts'

describe('misuse has exit code 2', () => {
  test.each([
    ['an unknown command', ['frobnicate']],
    ['no path', ['read']],
    ['a file that is not there', ['read', 'no/such/file.xml']],
    ['an unknown event', ['read', CATALOG, '--select', 'goods']],
    ['an unknown limit', ['read', CATALOG, '--limit', 'width=3']],
    ['a limit without a number', ['read', CATALOG, '--limit', 'depth=']],
    ['a limit that is no number', ['read', CATALOG, '--limit', 'depth=deep']],
    ['an unknown policy', ['read', CATALOG, '--extras', 'lose']],
  ])('%s', async (_name, args) => {
    const { code, stdout, stderr } = await run(...args)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^error: /)
  })

  test('no password is misuse, and another way to give it is named', async () => {
    const { code, stderr } = await run('check', 'http://127.0.0.1:1/')
    expect(code).toBe(2)
    expect(stderr).toBe("error: required option '--password <text>' not specified, or set COMMERCEML_PASSWORD\n")
  })

  test('help tells exit codes, defaults and the names of limits', async () => {
    const help = async (...args: string[]) => (await run(...args, '--help')).stdout.replace(/\s+/g, ' ')
    expect(await help()).toContain('Exit codes: 0 success, 1 bad input or failed exchange, 2 wrong usage.')
    const read = await help('read')
    expect(read).toContain('"refuse", default: "keep")')
    expect(read).toContain('default: as the file says')
    expect(read).toContain('names: depth, attributes, ')
    expect(await help('serve')).toContain('of the replies; default: windows-1251')
    expect(await help('push')).toContain('the bitrix profile alone does that')
    for (const command of ['push', 'serve']) expect(await help(command)).toContain('PowerShell before 7.4 re-encodes')
  })

  test('asking for help or the version is none', async () => {
    expect((await run('--help')).code).toBe(0)
    expect((await run('read', '--help')).stdout).toContain('--select')
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

test('misuse ends with 2', async () => {
  for (const args of [
    ['serve'],
    ['serve', ...CYRILLIC_LOGIN, '--port', 'x'],
    ['serve', ...CYRILLIC_LOGIN, '--port', '0', '--dir', join(CATALOG, 'uploads')],
    ['serve', ...CYRILLIC_LOGIN, '--port', '0', '--events', join(CATALOG, 'events')],
    ['push', 'http://127.0.0.1:1/', ...CYRILLIC_LOGIN],
    ['push', 'http://127.0.0.1:1/', CATALOG, ...CYRILLIC_LOGIN, '--profile', 'sap'],
    ['check', 'http://127.0.0.1:1/', ...CYRILLIC_LOGIN, '--profile', 'sap'],
  ]) {
    expect(await run(...args), args.join(' ')).toMatchObject({ code: 2, stdout: '' })
  }
})

test.each([
  ['serve', ['--port', 'x'], '--port'],
  ['serve', ['--file-limit', '0'], '--file-limit'],
  ['push', ['--timeout', '-5'], '--timeout'],
  ['push', ['--max-polls', '1.5'], '--max-polls'],
  ['check', ['--max-file-bytes', '1e6'], '--max-file-bytes'],
  ['check', ['--profile', 'sap'], '--profile'],
])('%s %j says which option is wrong', async (command, args, option) => {
  const rest = command === 'serve' ? [] : ['http://127.0.0.1:1/']
  const { code, stderr } = await run(command, ...rest, ...CYRILLIC_LOGIN, ...args)
  expect(code).toBe(2)
  expect(stderr).toMatch(new RegExp(`^error: option '${option} <\\w+>' argument '${args[1]}' is invalid\\. `))
})

test('the password of serve may not be empty', async () => {
  const { code, stderr } = await run('serve', '--port', '0', '--password', '')
  expect(code).toBe(2)
  expect(stderr).toContain('password')
})
