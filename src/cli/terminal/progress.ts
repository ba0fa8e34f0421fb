import type { ReadOptions } from 'commerceml'
import { type BarValues, startBar } from './bar.ts'

const MEGABYTE = 1e6

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
  const format = sized
    ? '{bar} {percentage}% | {megabytes} MB | {entities} entities | {rate} MB/s | {eta_formatted} left'
    : '{megabytes} MB | {entities} entities | {rate} MB/s'
  const values = (read: number): BarValues => {
    const seconds = (performance.now() - started) / 1000
    const megabytes = read / MEGABYTE
    return { megabytes: megabytes.toFixed(1), entities, rate: (megabytes / Math.max(seconds, 0.001)).toFixed(0) }
  }
  const bar = startBar(format, totalBytes ?? 0, values(0))
  return { onProgress: (read) => bar.show(read, values(read)), count: () => entities++, stop: bar.stop }
}
