import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { access, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileBytes } from 'commerceml/node'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { COUNTS_HANDLES, openHandles } from '../zip/every-source.ts'

// Reads behind the start of a file wait for it, if it is there.
const { gate } = vi.hoisted(() => ({ gate: { opens: undefined as Promise<void> | undefined } }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const read = async (...args: readonly unknown[]): Promise<void> => {
    if (args[4] !== 0) await gate.opens
    Reflect.apply(fs.read, fs, args)
  }
  return { ...fs, read }
})

// Two pieces and a part of a third, so that both buffers come again.
const content = Buffer.from(Array.from({ length: 2_300_000 }, (_, index) => (index * 7919) >> 5))

describe('the bytes of a file', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'commerceml-bytes-'))
    writeFileSync(join(folder, 'file'), content)
    writeFileSync(join(folder, 'empty'), '')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  async function bytesOf(name: string, start?: number): Promise<Buffer> {
    const pieces: Buffer[] = []
    // A piece holds until the next one is asked for: copied at once.
    for await (const piece of fileBytes(join(folder, name), start)) pieces.push(Buffer.from(piece))
    return Buffer.concat(pieces)
  }

  test.each([0, 1, 1_048_576, 1_200_000, 2_299_999, 2_300_000])('come from byte %i to the end', async (start) => {
    expect((await bytesOf('file', start)).equals(content.subarray(start))).toBe(true)
  })

  test('are none where there are none', async () => {
    expect(await bytesOf('empty')).toHaveLength(0)
    await expect(bytesOf('missing')).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('come through a pipe, which has no length', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const [read] = await Promise.all([bytesOf('pipe'), writeFile(join(folder, 'pipe'), content)])
    expect(read.equals(content)).toBe(true)
  })

  test.each([-1, 1.5, Number.NaN, 2 ** 60])('do not begin at %d', async (start) => {
    await expect(bytesOf('file', start)).rejects.toThrow(/^start must be a whole number of bytes, not/)
  })

  test.skipIf(!COUNTS_HANDLES)('may be left before the end, and the file is closed', async () => {
    for await (const piece of fileBytes(join(folder, 'file'))) {
      expect(content.subarray(0, piece.length).equals(piece)).toBe(true)
      expect(openHandles(folder)).toBe(1)
      break
    }
    expect(openHandles(folder)).toBe(0)
  })

  test.skipIf(!COUNTS_HANDLES)('of a file that is left while it is read ahead: it is closed behind that', async () => {
    let open = (): void => {}
    gate.opens = new Promise<void>((resolve) => {
      open = resolve
    })
    const bytes = fileBytes(join(folder, 'file'))
    expect((await bytes.next()).value?.length).toBeGreaterThan(0)
    const left = bytes.return()
    for (let turn = 0; turn < 10; turn++) await access(folder) // as a closing, these are the work of other threads
    expect(openHandles(folder)).toBe(1)
    open()
    gate.opens = undefined
    await left
    expect(openHandles(folder)).toBe(0)
  })
})
