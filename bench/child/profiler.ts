import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'

const INTERVAL_US = 100

/** Profiles the processor from now on; the returned function ends that and stores what was found. */
export async function startProfiler(path: string): Promise<() => Promise<void>> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: INTERVAL_US })
  await session.post('Profiler.start')
  return async () => {
    const { profile } = await session.post('Profiler.stop')
    writeFileSync(path, JSON.stringify(profile))
    session.disconnect()
  }
}
