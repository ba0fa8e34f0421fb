import { type EntityEventType, isContainer, ROOT, SCHEMAS, type SchemaOverrides } from '../schema/places.ts'
import type { XmlPlan } from '../xml/plan.ts'
import { NodeCompiler } from './node-compiler.ts'
import { type ReaderNode, wrapperIn, wrapperNode } from './nodes.ts'
import { EVERYTHING, fieldsOf, isReached, type Projection, routesOf } from './projection.ts'
import { skipPath, skipRest } from './skips.ts'

// Compiling takes as long as reading a hundred products, and nearly everybody has the standard schemas.
const standardPlans = new Map<boolean, XmlPlan>()

/**
 * The plan that a scanner walks, of the schemas and routes; of the standard schemas it is compiled once.
 *
 * @param unknown what the schemas lack is wanted
 */
export function planFor(overrides: SchemaOverrides, unknown: boolean, projection: Projection): XmlPlan {
  if (Object.keys(overrides).length > 0 || projection !== EVERYTHING) {
    return compilePlan(overrides, unknown, projection)
  }
  let plan = standardPlans.get(unknown)
  if (plan === undefined) {
    plan = compilePlan(overrides, unknown, projection)
    standardPlans.set(unknown, plan)
  }
  return plan
}

function compilePlan(overrides: SchemaOverrides, unknown: boolean, projection: Projection): XmlPlan {
  const compiler = new NodeCompiler(unknown)
  const nodes = new Map<EntityEventType, ReaderNode>()

  function nodeFor(event: EntityEventType): ReaderNode {
    let node = nodes.get(event)
    if (node === undefined) {
      const schema = overrides[event] ?? SCHEMAS[event]
      node = compiler.routed(isContainer(event) ? 'container' : 'item', event, schema, fieldsOf(projection, event))
      nodes.set(event, node) // before its routes: groups lead back to groups
      const routes = routesOf(event).map(([path, item]) => [path.split('/'), item] as const)
      for (const [path, item] of routes) if (isReached(projection, item)) route(node, path, nodeFor(item))
      for (const [path, item] of routes) if (!isReached(projection, item)) skipPath(node, path)
      skipRest(node, schema)
    }
    return node
  }

  const document = wrapperNode(unknown)
  document.elements.set(ROOT, nodeFor('document'))
  return { document }
}

function route(node: ReaderNode, path: readonly string[], target: ReaderNode): void {
  let { elements } = node
  for (const name of path.slice(0, -1)) elements = wrapperIn(elements, name, node.unknown).elements
  elements.set(path.at(-1) ?? '', target)
}
