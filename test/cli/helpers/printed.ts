import { run } from './command.ts'

/** What was printed as JSON, a line each. */
export const lines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

/** Events that were printed, without what depends on the name of the file that they came from. */
export const eventsIn = (text: string): unknown[] =>
  lines(text).map(({ position, ...event }) => {
    const { source: _, ...place } = position as Record<string, unknown>
    return { ...event, position: place }
  })

/** The same, as `read` prints them for a file. */
export const eventsOf = async (path: string): Promise<unknown[]> => eventsIn((await run('read', path)).stdout)
