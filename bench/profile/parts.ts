import type { SelfTime } from './cpu-profile.ts'

/** Parts of a read, in the order of its data; the first that matches `name source` has the time. */
const PARTS: readonly (readonly [part: string, pattern: RegExp])[] = [
  ['garbage collection', /^\(garbage collector\) /],
  ['idle: waiting for the disk', /^\(idle\) /],
  ['V8 itself (compiling, unnamed native code)', /^\((program|root)\) /],
  ['the profiler', / node:inspector/],
  ['bytes to chunks and text', / src\/source\/| node:internal\/encoding/],
  ['Node: promises', / node:internal\/process\/task_queues/],
  ['Node: files and streams', / node:/],
  ['the scanner (WebAssembly)', / wasm:/],
  ['strings of the scanner', / src\/xml\/wasm\/strings/],
  ['the tape', / src\/xml\/wasm\//],
  ['XML beside the scanner', / src\/xml\//],
  ['entities: the builder', / src\/reader\/(builder|frame|misfits|mould|nodes|target)/],
  ['values (src/schema)', / src\/schema\//],
  ['reader and events', / src\/(reader|iterate|files|zip|node)/],
  ['your loop', / bench\//],
  ['bundled packages: saxes, TypeBox', / dist\/|node_modules\//], // no source map leads to theirs
]
const REST = 'the rest'

export const partOf = ({ name, source }: SelfTime): string =>
  PARTS.find(([, pattern]) => pattern.test(`${name} ${source}`))?.[0] ?? REST

/** Milliseconds of each part that has one, in the order of {@link PARTS}. */
export function byPart(times: readonly SelfTime[]): Map<string, number> {
  const sums = new Map<string, number>([...PARTS.map(([part]) => [part, 0] as const), [REST, 0]])
  for (const time of times) {
    const part = partOf(time)
    sums.set(part, (sums.get(part) ?? 0) + time.ms)
  }
  return new Map([...sums].filter(([, ms]) => ms >= 1))
}
