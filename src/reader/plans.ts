import type { EntityEventType } from '../schema/places.ts'
import type { XmlPlan } from '../xml/plan.ts'
import type { ResolvedOptions } from './options.ts'
import { EVERYTHING } from './projection.ts'
import { compilePlan } from './routes.ts'

type PlanOptions = Pick<ResolvedOptions, 'schema' | 'extras' | 'projection' | 'reading'>

// Compiling takes as long as reading a hundred products, and a plan that is given again finds the scanners that have it
// loaded. Nearly everybody has the standard schemas; a shop has a few readings of its own, and each plan that is kept may
// keep scanners of some megabytes.
const KEPT = 4
const standard = new Map<boolean, XmlPlan>()
/** Of other readings, the latest first. */
const latest: { readonly options: PlanOptions; readonly plan: XmlPlan }[] = []

/** The plan that a scanner walks, of the schemas and what is wanted: the one that an earlier reading had, if it had the same. */
export function planFor(options: PlanOptions): XmlPlan {
  const isStandard = Object.keys(options.schema).length === 0 && options.projection === EVERYTHING
  return isStandard ? standardPlan(options) : latestPlan(options)
}

function standardPlan(options: PlanOptions): XmlPlan {
  const unknown = options.extras !== 'ignore'
  const plan = standard.get(unknown) ?? compile(options)
  standard.set(unknown, plan)
  return plan
}

function latestPlan(options: PlanOptions): XmlPlan {
  const place = latest.findIndex((kept) => isSame(kept.options, options))
  const [found] = place === -1 ? [] : latest.splice(place, 1)
  const { schema, extras, projection, reading } = options
  const entry = found ?? { options: { schema, extras, projection, reading }, plan: compile(options) }
  latest.unshift(entry)
  latest.splice(KEPT)
  return entry.plan
}

/** The word for a reading names the schemas by their events; whose they are it does not say. */
const isSame = (a: PlanOptions, b: PlanOptions): boolean =>
  a.reading === b.reading &&
  Object.entries(a.schema).every(([event, schema]) => b.schema[event as EntityEventType] === schema)

const compile = ({ schema, extras, projection }: PlanOptions): XmlPlan =>
  compilePlan(schema, extras !== 'ignore', projection)
