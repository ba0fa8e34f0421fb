import { afterEach, beforeEach, vi } from 'vitest'

const PLATFORM = Object.getOwnPropertyDescriptor(process, 'platform') as PropertyDescriptor // every process has it

/** Makes the tests think that they run on Windows. Gives the waits of each in milliseconds: none is waited for. */
export function asOnWindows(): readonly number[] {
  const waits: number[] = []
  beforeEach(() => {
    waits.length = 0
    Object.defineProperty(process, 'platform', { ...PLATFORM, value: 'win32' })
    vi.stubGlobal('setTimeout', (done: () => void, milliseconds: number) => {
      waits.push(milliseconds)
      setImmediate(done)
    })
  })
  afterEach(() => {
    Object.defineProperty(process, 'platform', PLATFORM)
    vi.unstubAllGlobals()
  })
  return waits
}
