import { Presets, SingleBar } from 'cli-progress'
import type { ReadOptions } from 'commerceml'
import { beforeEarlyEnd } from './early-end.ts'

const MEGABYTE = 1e6
const REDRAWS_PER_SECOND = 10

/** A bar on standard error while a long file is read. */
export interface Progress {
  readonly onProgress: NonNullable<ReadOptions['onProgress']>
  /** One more entity has come. */
  count(): void
  stop(): void
}

/**
 * Silent unless standard error is a terminal: nothing of it ever gets into a pipe or a log. Silent too where `lines` come
 * meanwhile and go to a terminal: they show by themselves that it goes on, and the bar would stand in the midst of them.
 */
export function createProgress(totalBytes: number | undefined, lines?: NodeJS.WriteStream): Progress {
  let entities = 0
  if (!process.stderr.isTTY || lines?.isTTY) return { onProgress: () => {}, count: () => entities++, stop: () => {} }
  const started = performance.now()
  const sized = totalBytes !== undefined && totalBytes > 0
  const bar = new SingleBar(
    {
      format: sized
        ? '{bar} {percentage}% | {megabytes} MB | {entities} entities | {rate} MB/s | {eta_formatted} left'
        : '{megabytes} MB | {entities} entities | {rate} MB/s',
      stream: process.stderr,
      fps: REDRAWS_PER_SECOND,
      clearOnComplete: true,
      hideCursor: true,
    },
    Presets.shades_classic,
  )
  const payload = (read: number): Record<string, string | number> => {
    const seconds = (performance.now() - started) / 1000
    const megabytes = read / MEGABYTE
    return { megabytes: megabytes.toFixed(1), entities, rate: (megabytes / Math.max(seconds, 0.001)).toFixed(0) }
  }
  // The bar hides the cursor, and a terminal keeps that.
  const release = beforeEarlyEnd(() => bar.stop())
  bar.start(totalBytes ?? 0, 0, payload(0))
  return {
    onProgress: (read) => bar.update(read, payload(read)),
    count: () => entities++,
    stop() {
      release()
      bar.stop()
    },
  }
}
