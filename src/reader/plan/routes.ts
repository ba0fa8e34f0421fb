import { type EntityEventType, isContainer, ROOT, SCHEMAS, type SchemaOverrides } from '../../schema/places.ts'
import type { XmlPlan } from '../../xml/plan.ts'
import { NodeCompiler } from './node-compiler.ts'
import { addElement, type Place, type ReaderNode, wrapperIn, wrapperNode } from './nodes.ts'
import { fieldsOf, isReached, type Projection, routesOf } from './projection.ts'
import { skipPath, skipRest } from './skips.ts'

/**
 * Compiles the plan that a scanner walks, of the schemas and routes.
 *
 * @param unknown what the schemas lack is wanted
 */
export function compilePlan(overrides: SchemaOverrides, unknown: boolean, projection: Projection): XmlPlan {
  const compiler = new NodeCompiler(unknown)
  const nodes = new Map<EntityEventType, ReaderNode>()

  function nodeFor(event: EntityEventType): ReaderNode {
    let node = nodes.get(event)
    if (node === undefined) {
      const schema = overrides[event] ?? SCHEMAS[event]
      const rows = fieldsOf(projection, event)
      node = compiler.routed(isContainer(event) ? 'container' : 'item', event, schema, rows)
      nodes.set(event, node) // before its routes: groups lead back to groups
      const routes = routesOf(event).map(([path, item]) => [path.split('/'), item] as const)
      for (const [path, item] of routes) if (isReached(projection, item)) route(node, path, nodeFor(item))
      for (const [path, item] of routes) if (!isReached(projection, item)) skipPath(node, path)
      if (rows !== undefined) skipRest(node, schema)
    }
    return node
  }

  const document = wrapperNode(unknown)
  addElement(document, ROOT, nodeFor('document'))
  return { document }
}

function route(node: ReaderNode, path: readonly string[], target: ReaderNode): void {
  let place: Place = node
  for (const name of path.slice(0, -1)) place = wrapperIn(place, name, node.unknown)
  addElement(place, path.at(-1) ?? '', target)
}
