import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pause } from '../../src/client/session.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a pause that is over has nobody listening to the signal of a long exchange', async () => {
  const { signal } = new AbortController()
  for (let pauses = 0; pauses < 3; pauses++) {
    const paused = pause(5_000, signal)
    await vi.advanceTimersByTimeAsync(5_000)
    await paused
  }
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('a pause that is cut short leaves no timer that would keep the process', async () => {
  const stop = new AbortController()
  const paused = pause(5_000, stop.signal)
  expect(vi.getTimerCount()).toBe(1)
  const reason = new Error('enough')
  stop.abort(reason)
  await expect(paused).rejects.toBe(reason)
  expect(vi.getTimerCount()).toBe(0)
})
