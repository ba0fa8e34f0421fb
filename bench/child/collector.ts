import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Has V8 collect what nobody holds; no flag on the command line is needed for it. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  collect()
}

/**
 * From now on each collection prints how much was allocated since the last one; the returned function ends that,
 * with a last collection for the rest.
 */
export function traceCollector(): () => void {
  collectGarbage()
  setFlagsFromString('--trace-gc')
  setFlagsFromString('--trace-gc-nvp')
  return () => {
    collectGarbage()
    setFlagsFromString('--no-trace-gc')
    setFlagsFromString('--no-trace-gc-nvp')
  }
}
