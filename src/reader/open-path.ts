import type { Frame } from './frame.ts'

/** Names of the elements from the root to that depth, joined by `/`. Items of one list share the string: the frame around them remembers it. */
export function pathTo(frames: readonly Frame[], depth: number): string {
  if (depth === 0) return ''
  const { name } = frames[depth] as Frame
  const parent = frames[depth - 1] as Frame
  if (parent.childName !== name) {
    parent.childName = name
    parent.childPath = depth === 1 ? name : `${pathTo(frames, depth - 1)}/${name}`
  }
  return parent.childPath
}

/** The id of the item or container that is open at that depth, or of an entity inside it that has one by now. */
export function entityIdAt(frames: readonly Frame[], depth: number): string | undefined {
  for (; depth > 0; depth--) {
    const { target, node } = frames[depth] as Frame
    if (typeof target['id'] === 'string') return target['id']
    if (node?.kind === 'item' || node?.kind === 'container') return undefined
  }
  return undefined
}
