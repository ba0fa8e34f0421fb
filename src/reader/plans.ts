import type { EntityEventType } from '../schema/places.ts'
import type { XmlPlan } from '../xml/plan.ts'
import type { ResolvedOptions } from './options.ts'
import { compilePlan } from './plan/routes.ts'

// Compiling takes as long as reading a hundred products, and a plan that is given again finds the scanners that have it
// loaded. A shop has a few readings of its own, and each plan that is kept may keep scanners of some megabytes.
const KEPT = 6
/** Plans of the readings that came last, the latest first. */
const latest: (Pick<ResolvedOptions, 'reading' | 'schema'> & { readonly plan: XmlPlan })[] = []

/** The plan that a scanner walks, of the schemas and what is wanted: that of an earlier reading, if it had the same. */
export function planFor({ reading, schema, extras, projection }: ResolvedOptions): XmlPlan {
  // The word for a reading names the events of the schemas; whose they are it does not say.
  const schemas = Object.entries(schema)
  const place = latest.findIndex(
    (kept) =>
      kept.reading === reading && schemas.every(([event, own]) => kept.schema[event as EntityEventType] === own),
  )
  const plan = latest[place]?.plan ?? compilePlan(schema, extras !== 'ignore', projection)
  latest.splice(place < 0 ? KEPT - 1 : place, 1)
  latest.unshift({ reading, schema, plan })
  return plan
}
