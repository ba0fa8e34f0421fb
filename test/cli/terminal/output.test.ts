import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CATALOG } from '../helpers/catalog.ts'
import { CLI, ended, run, start } from '../helpers/command.ts'
import { failingOutput } from '../helpers/faked-failures.ts'
import { lines } from '../helpers/printed.ts'
import { temporaryFiles } from '../helpers/temporary-files.ts'

const { made } = temporaryFiles()

// On Windows a write that is still waiting when the reader goes ends with EOF; to a closed terminal all end with EIO.
test.each([
  ['EPIPE', 'a pipe', 0, ''],
  ['EOF', 'a pipe', 0, ''],
  ['EIO', 'a terminal', 0, ''],
  ['EIO', 'a file', 2, 'error: write EIO\n'],
])('a write that ends with %s to %s ends with exit code %d', async (code, output, exitCode, words) => {
  const end = await ended(start(['inspect', CATALOG], failingOutput(code, output === 'a terminal')))
  expect([end.code, end.stderr]).toEqual([exitCode, words])
})

test.skipIf(!existsSync('/dev/full')).each([['read'], ['inspect']])(
  '%s says in one line that what it prints finds no room',
  async (command) => {
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, [CLI, command, CATALOG], { stdio: ['ignore', full, 'pipe'] })
    const { code, stderr } = await ended(child)
    closeSync(full)
    expect(stderr).toMatch(/^error: ENOSPC[^\n]*\n$/)
    expect(code).toBe(2)
  },
)

describe('what a document says gets onto a terminal as text', () => {
  // Control characters of XML: a terminal takes U+009B for the beginning of an escape sequence.
  const HIDDEN = /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/
  const id = `a\u009b31m\u202e\nb.xml:1: fine${'x'.repeat(10_000)}`
  const hostile = (): string =>
    made(
      'hostile.xml',
      `<КоммерческаяИнформация ВерсияСхемы="2&#x9b;31m"><Каталог><Товары>${`<Товар><Ид>${id}</Ид></Товар>`.repeat(2)}</Товары></Каталог></КоммерческаяИнформация>`,
    )

  test('and as the same in JSON', async () => {
    const { stdout } = await run('read', hostile())
    expect(stdout).not.toMatch(HIDDEN)
    const products = lines(stdout).filter(({ type }) => type === 'product')
    expect(products.map(({ productId }) => productId)).toEqual([id, id])
    const inspected = await run('inspect', '--json', hostile())
    expect(inspected.stdout).not.toMatch(HIDDEN)
    expect(inspected.stdout).toContain('2\\u009b31m')
  })

  test('and a line of ours stays one line, no longer than such a line is', async () => {
    const inspected = await run('inspect', hostile())
    expect(inspected.stdout).not.toMatch(HIDDEN)
    const { stdout, code } = await run('validate', hostile())
    expect(code).toBe(1)
    expect(stdout).not.toMatch(HIDDEN)
    expect(stdout.trim().split('\n')).toHaveLength(1)
    expect(stdout).toContain('came before')
    expect(stdout.length).toBeLessThan(2_000)
  })
})
