import type { CommerceMLEvent } from 'commerceml'
import type { Entity } from 'commerceml/schema'
import { ENTITIES, ENTITY_OF_EVENT, payloadsOf, rowsOf } from './entities.ts'

const NAMES: ReadonlyMap<Entity<unknown>, string> = new Map([...ENTITIES].map(([name, entity]) => [entity, name]))

/** Name under which the schema exports an entity. */
export const nameOf = (entity: Entity<unknown>): string | undefined => NAMES.get(entity)

/** Calls `visit` for every value that a row of any entity has in the events, entities inside entities included. */
export function walkRows(
  events: readonly CommerceMLEvent[],
  visit: (entity: Entity<unknown>, key: string, value: unknown) => void,
): void {
  const walk = (entity: Entity<unknown>, value: Readonly<Record<string, unknown>>): void => {
    for (const [key, field] of rowsOf(entity)) {
      const items = field.repeated ? ((value[key] ?? []) as readonly unknown[]) : [value[key]]
      for (const item of items) {
        if (item === undefined) continue
        visit(entity, key, item)
        if (!('parse' in field.value)) walk(field.value, item as Readonly<Record<string, unknown>>)
      }
    }
  }
  for (const { type, entity } of payloadsOf(events)) walk(ENTITY_OF_EVENT[type], entity)
}
