import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { access, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileBytes } from 'commerceml/node'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { COUNTS_HANDLES, openHandles } from '../zip/every-source.ts'

/** What goes otherwise than in most files: each is undefined in those. */
interface Disk {
  /** Reads behind the start of a file wait for it. */
  opens: Promise<void> | undefined
  /** No read brings more, as over a network. */
  mostBytes: number | undefined
  /** Reads from this byte on fail. */
  failsFrom: number | undefined
}
const { disk } = vi.hoisted(() => ({
  disk: { opens: undefined, mostBytes: undefined, failsFrom: undefined } as Disk,
}))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  type Settle = (error: Error | null, bytesRead?: number) => void
  const read = async (
    fd: number,
    buffer: Uint8Array,
    from: number,
    length: number,
    position: number,
    settle: Settle,
  ) => {
    if (position !== 0) await disk.opens
    if (disk.failsFrom !== undefined && position >= disk.failsFrom) settle(new Error('EIO'))
    else fs.read(fd, buffer, from, Math.min(length, disk.mostBytes ?? length), position, settle)
  }
  return { ...fs, read }
})

// Six pieces and a part of a seventh, so that buffers come again.
const content = Buffer.from(Array.from({ length: 3_300_000 }, (_, index) => (index * 7919) >> 5))

afterEach(() => Object.assign(disk, { opens: undefined, mostBytes: undefined, failsFrom: undefined }))

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

  test.each([0, 1, 1_048_576, 1_200_000, 2_621_440, 3_299_999, 3_300_000])(
    'come from byte %i to the end',
    async (start) => {
      expect((await bytesOf('file', start)).equals(content.subarray(start))).toBe(true)
    },
  )

  test('are the same where a read brings less than was asked for', async () => {
    disk.mostBytes = 100_001
    const bytes = await bytesOf('file', 7)
    expect(bytes.equals(content.subarray(7))).toBe(true)
  })

  test.each([
    [0, 0],
    [600_000, 2 * 524_288],
    [3_300_000, 3_300_000],
  ])('come up to where the disk fails, at byte %i', async (failsFrom, length) => {
    disk.failsFrom = failsFrom
    const pieces: Buffer[] = []
    const reading = (async () => {
      for await (const piece of fileBytes(join(folder, 'file'))) pieces.push(Buffer.from(piece))
    })()
    await expect(reading).rejects.toThrow('EIO')
    expect(Buffer.concat(pieces).equals(content.subarray(0, length))).toBe(true)
    if (COUNTS_HANDLES) expect(openHandles(folder)).toBe(0)
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
    disk.opens = new Promise<void>((resolve) => {
      open = resolve
    })
    const bytes = fileBytes(join(folder, 'file'))
    expect((await bytes.next()).value?.length).toBeGreaterThan(0)
    const left = bytes.return()
    for (let turn = 0; turn < 10; turn++) await access(folder) // as a closing, these are the work of other threads
    expect(openHandles(folder)).toBe(1)
    open()
    await left
    expect(openHandles(folder)).toBe(0)
  })
})
