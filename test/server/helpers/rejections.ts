import { afterAll, beforeAll, expect } from 'vitest'

/** Fails the file's tests when a promise was rejected and nobody has looked. */
export function watchRejections(): void {
  const rejections: unknown[] = []
  const note = (reason: unknown): void => {
    rejections.push(reason)
  }
  beforeAll(() => {
    process.on('unhandledRejection', note)
  })
  afterAll(async () => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    process.off('unhandledRejection', note)
    expect(rejections).toEqual([])
  })
}
