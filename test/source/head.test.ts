import { expect, test, vi } from 'vitest'
import { detectEncoding } from '../../src/source/detect.ts'
import { Head } from '../../src/source/head.ts'

vi.mock('../../src/source/detect.ts', async (original) => {
  const real = await original<typeof import('../../src/source/detect.ts')>()
  return { ...real, detectEncoding: vi.fn(real.detectEncoding) }
})

const DECLARED = '<?xml version="1.0" encoding="windows-1251"?>'

test.each([
  ['white space', `${' '.repeat(60_000)}<a/>`],
  ['a declaration that goes on', `<?xml version="1.0" ${' '.repeat(60_000)}?><a/>`],
  ['no letter that shows the encoding', `${DECLARED}<!--${'x'.repeat(60_000)}--><a/>`],
  ['no such letter, over all that is looked at', `${DECLARED}<!--${'x'.repeat(100_000)}--><a/>`],
])('of %s, byte by byte, no more is looked at than some twenty times as much as there is', (_, text) => {
  const bytes = Buffer.from(text)
  const expected = wholeEncoding(bytes)
  vi.mocked(detectEncoding).mockClear()
  const head = new Head()
  let taken: Uint8Array | undefined
  let at = 0
  while (taken === undefined && at < bytes.length) taken = head.take(bytes.subarray(at, ++at))
  taken ??= head.end()
  expect(head.encoding?.encoding).toBe(expected)
  expect(Buffer.from(taken ?? []).equals(bytes.subarray(0, at))).toBe(true)
  expect(at).toBeLessThanOrEqual(64 * 1024)
  const looked = vi.mocked(detectEncoding).mock.calls.reduce((sum, [seen]) => sum + seen.length, 0)
  expect(looked).toBeLessThan(25 * bytes.length)
})

function wholeEncoding(bytes: Uint8Array): string | undefined {
  const head = new Head()
  if (head.take(bytes) === undefined) head.end()
  return head.encoding?.encoding
}
