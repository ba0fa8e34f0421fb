import { readAll } from '../helpers/fixtures.ts'

/** The events in a word or two each: `catalog open`, `product`. */
export async function storyOf(xml: string): Promise<string[]> {
  const events = await readAll(xml)
  return events.map((event) => ('phase' in event ? `${event.type} ${event.phase}` : event.type))
}
