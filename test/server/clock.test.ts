import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock, within } from '../../src/server/clock.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const never = new AbortController().signal
const DAY = 24 * 60 * 60 * 1000

/** Says when the promise is over. */
function watched(promise: Promise<unknown>): { over: boolean } {
  const state = { over: false }
  promise.then(() => {
    state.over = true
  })
  return state
}

test.each([Number.POSITIVE_INFINITY, 2 ** 31])(
  'a wait of %d ms, which lifts a limit, is not over at once as a timer of so long would be',
  async (milliseconds) => {
    const state = watched(systemClock.sleep(milliseconds, never))
    await vi.advanceTimersByTimeAsync(20 * DAY)
    expect(state.over).toBe(false)
  },
)

test('a wait ends with its time, or with its signal, and leaves no timer that would keep the process', async () => {
  const over = new AbortController()
  const [timely, aborted] = [systemClock.sleep(1_000, never), systemClock.sleep(DAY, over.signal)].map(watched)
  await vi.advanceTimersByTimeAsync(1_000)
  expect([timely?.over, aborted?.over]).toEqual([true, false])
  over.abort()
  await vi.advanceTimersByTimeAsync(0)
  expect(aborted?.over).toBe(true)
  await systemClock.sleep(DAY, over.signal)
  expect(vi.getTimerCount()).toBe(0)
})

test('what comes in time, or fails, is waited for no longer', async () => {
  expect(await within(Promise.resolve(1), DAY, systemClock)).toEqual({ timely: true, value: 1 })
  await expect(within(Promise.reject(new Error('no')), DAY, systemClock)).rejects.toThrow('no')
  expect(vi.getTimerCount()).toBe(0)
})
