import { Presets, SingleBar } from 'cli-progress'
import { beforeEarlyEnd } from './early-end.ts'

const REDRAWS_PER_SECOND = 10

/** What the gaps of a bar's format are filled with. */
export type BarValues = Readonly<Record<string, string | number>>

/** A bar on standard error. */
export interface Bar {
  /** Shows a new state; `total` only where it has changed. */
  show(value: number, values: BarValues, total?: number): void
  stop(): void
}

/** Puts a bar on standard error, which is cleared however the process ends: it hides the cursor, and a terminal keeps that. */
export function startBar(format: string, total: number, values: BarValues): Bar {
  const bar = new SingleBar(
    { format, stream: process.stderr, fps: REDRAWS_PER_SECOND, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  )
  const release = beforeEarlyEnd(() => bar.stop())
  bar.start(total, 0, values)
  return {
    show(value, shown, changed) {
      if (changed !== undefined) bar.setTotal(changed)
      bar.update(value, shown)
    },
    stop() {
      release()
      bar.stop()
    },
  }
}
