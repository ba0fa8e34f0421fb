import type { TextEncoding } from '../../source/encoder.ts'
import { type PlanNode, SKIPPED, type XmlPlan } from '../plan.ts'
import { LEAF_NODE, REPEATS, REPORTS_UNKNOWN, WANTS_TEXT } from './operations.ts'

/** What of the scanner takes a plan. */
export interface PlanExports {
  readonly memory: WebAssembly.Memory
  planRoom(bytes: number): number
  planTake(nodes: number, edges: number, nameBytes: number): number
}

/** A plan in numbers. */
export interface NumberedPlan {
  /** By the scanner's number; the first is everything outside the plan, the second what nobody wants. */
  readonly nodes: readonly (PlanNode | undefined)[]
  readonly names: readonly string[]
  readonly numbers: ReadonlyMap<string, number>
}

const OUTSIDE = undefined

/**
 * Numbers the nodes and names of a plan and hands them over to the scanner, as assembly/loader.ts takes them. It is
 * among the first that a process does, when each collection of garbage takes milliseconds: it leaves little behind.
 */
export function loadPlan(exports: PlanExports, { document }: XmlPlan, encode: TextEncoding): NumberedPlan {
  const nodes: (PlanNode | undefined)[] = [OUTSIDE, SKIPPED, document]
  const nodeNumbers = new Map<PlanNode | undefined, number>(nodes.map((node, number) => [node, number]))
  const numbers = new Map<string, number>()
  const edges: number[] = []
  for (let parent = nodes.length - 1; parent < nodes.length; parent++) {
    nodes[parent]?.elements.forEach((child, name) => {
      if (!numbers.has(name)) numbers.set(name, numbers.size)
      if (!nodeNumbers.has(child)) nodeNumbers.set(child, nodes.push(child) - 1)
      edges.push(parent, numbers.get(name) as number, nodeNumbers.get(child) as number)
    })
  }
  const names = [...numbers.keys()]
  const bytes = spelled(names, encode)
  const edgesFrom = nodes.length * 4
  const namesFrom = edgesFrom + edges.length * 4
  const at = exports.planRoom(namesFrom + bytes.length)
  const { buffer } = exports.memory
  new Int32Array(buffer, at, nodes.length).set(nodes.map(flagsOf))
  new Int32Array(buffer, at + edgesFrom, edges.length).set(edges)
  new Uint8Array(buffer, at + namesFrom, bytes.length).set(bytes)
  if (exports.planTake(nodes.length, edges.length / 3, bytes.length) !== names.length) {
    throw new RangeError('too many names in the plan')
  }
  return { nodes, names, numbers }
}

function flagsOf(node: PlanNode | undefined): number {
  if (node === OUTSIDE) return WANTS_TEXT | REPORTS_UNKNOWN // its blanks too
  const { text, elements, unknown, repeats } = node
  const kind = text ? (elements.size === 0 ? WANTS_TEXT | LEAF_NODE : WANTS_TEXT) : 0
  return kind | (unknown ? REPORTS_UNKNOWN : 0) | (repeats ? REPEATS : 0)
}

/** The names, a line each. One that the encoding cannot spell is in no document: it is empty. */
function spelled(names: readonly string[], encode: TextEncoding): Uint8Array {
  const lines = (texts: readonly string[]): Uint8Array | undefined => encode(texts.map((text) => `${text}\n`).join(''))
  return lines(names) ?? (lines(names.map((name) => (encode(name) === undefined ? '' : name))) as Uint8Array)
}
