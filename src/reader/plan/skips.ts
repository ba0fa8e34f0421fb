import { type Entity, fieldOf, pathsOf } from '../../schema/row.ts'
import { interned } from '../../xml/interned.ts'
import { SKIPPED } from '../../xml/plan.ts'
import { addAttribute, addElement, type ReaderNode, UNWANTED, wrapperIn } from './nodes.ts'

/** What stands at the rows that are not wanted is known all the same: it is skipped, not kept as an extra. */
export function skipRest(node: ReaderNode, schema: Entity<unknown>): void {
  for (const property of Object.values(schema.properties)) {
    const field = fieldOf(property)
    if (field === undefined) continue
    for (const path of pathsOf(field)) {
      const leaf = path.at(-1) as string // a path has one at least
      if (leaf.startsWith('@')) skipAttribute(node, path.slice(0, -1), interned(leaf.slice(1)))
      else skipPath(node, path)
    }
  }
}

function skipAttribute(node: ReaderNode, path: readonly string[], name: string): void {
  const place = skipPath(node, path)
  if (place !== undefined && !place.attributes.has(name)) addAttribute(place, name, UNWANTED)
}

/**
 * Skips what stands at a path, unless something there is wanted: then that node comes back. Where extras are wanted,
 * what else stands in a wrapper on the way is one.
 */
export function skipPath(node: ReaderNode, path: readonly string[]): ReaderNode | undefined {
  let place = node
  for (const [index, name] of path.entries()) {
    const isWrapper = node.unknown && index < path.length - 1
    const next = place.elements.get(name) ?? (isWrapper ? wrapperIn(place, name, true) : undefined)
    if (next === undefined) addElement(place, name, SKIPPED as ReaderNode) // no scanner reports it
    if (next === undefined || next === SKIPPED) return undefined
    place = next
  }
  return place
}
