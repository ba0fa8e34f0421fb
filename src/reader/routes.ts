import {
  type EntityEventType,
  isContainer,
  READ_TOO,
  ROOT,
  ROUTES,
  SCHEMAS,
  type SchemaOverrides,
} from '../schema/places.ts'
import type { XmlPlan } from '../xml/plan.ts'
import { NodeCompiler, type ReaderNode, wrapperIn, wrapperNode } from './nodes.ts'

// Compiling takes as long as reading a hundred products, and nearly everybody has the standard schemas.
const standardPlans = new Map<boolean, XmlPlan>()

/** The plan that a scanner walks, of the schemas and routes; of the standard schemas it is compiled once. */
export function planFor(overrides: SchemaOverrides, unknown: boolean): XmlPlan {
  if (Object.keys(overrides).length > 0) return compilePlan(overrides, unknown)
  let plan = standardPlans.get(unknown)
  if (plan === undefined) {
    plan = compilePlan(overrides, unknown)
    standardPlans.set(unknown, plan)
  }
  return plan
}

function compilePlan(overrides: SchemaOverrides, unknown: boolean): XmlPlan {
  const compiler = new NodeCompiler()
  const nodes = new Map<EntityEventType, ReaderNode>()

  function nodeFor(event: EntityEventType): ReaderNode {
    let node = nodes.get(event)
    if (node === undefined) {
      node = compiler.routed(isContainer(event) ? 'container' : 'item', event, overrides[event] ?? SCHEMAS[event])
      nodes.set(event, node) // before its routes: groups lead back to groups
      const routes: Record<string, EntityEventType> = event in ROUTES ? ROUTES[event as keyof typeof ROUTES] : {}
      for (const [path, child] of Object.entries({ ...routes, ...READ_TOO[event] }))
        route(node, path.split('/'), nodeFor(child))
    }
    return node
  }

  const document = wrapperNode()
  document.elements.set(ROOT, nodeFor('document'))
  return { document, unknown }
}

function route(node: ReaderNode, path: readonly string[], target: ReaderNode): void {
  let elements = node.elements
  for (const name of path.slice(0, -1)) elements = wrapperIn(elements, name).elements
  elements.set(path.at(-1) ?? '', target)
}
