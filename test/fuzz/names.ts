import type { ReaderNode } from '../../src/reader/plan/nodes.ts'
import { EVERYTHING } from '../../src/reader/plan/projection.ts'
import { compilePlan } from '../../src/reader/plan/routes.ts'
import { type PlanNode, SKIPPED, type XmlPlan } from '../../src/xml/plan.ts'
import type { Random } from './random.ts'

/** Which elements a scanner is asked for. */
export type PlanName = 'commerceml' | 'small'

interface SmallNode extends PlanNode {
  readonly elements: Map<string, PlanNode>
}

/** A plan of a few short names, each inside each, that hostile documents are likely to meet. */
function smallPlan(unknown: boolean): XmlPlan {
  const node = (text: boolean): SmallNode => ({
    elements: new Map(),
    text,
    unknown,
    repeats: true,
    first: undefined,
    next: undefined,
  })
  const [document, root, wrapper, mixed, leaf] = [node(false), node(false), node(false), node(true), node(true)]
  document.elements.set('a', root).set('ы', root)
  for (const parent of [root, wrapper, mixed]) {
    parent.elements.set('a', wrapper).set('b', leaf).set('ы', leaf).set('ab', mixed)
    parent.elements.set('длинное-имя-элемента', wrapper).set('c', SKIPPED)
  }
  return { document }
}

/** Each plan, without and with what is outside it. */
export const PLANS: Readonly<Record<PlanName, readonly [known: XmlPlan, all: XmlPlan]>> = {
  commerceml: [compilePlan({}, false, EVERYTHING), compilePlan({}, true, EVERYTHING)],
  small: [smallPlan(false), smallPlan(true)],
}

/** The plan to write a document by. */
export const documentNode = (plan: PlanName): PlanNode => PLANS[plan][1].document

/** Nodes have no names: their number in the order of the plan tells them apart. */
export const nodeNumbers: ReadonlyMap<PlanNode, number> = (() => {
  const numbers = new Map<PlanNode, number>()
  const visit = (node: PlanNode): void => {
    if (numbers.has(node)) return
    numbers.set(node, numbers.size)
    for (const child of node.elements.values()) visit(child)
  }
  for (const plans of Object.values(PLANS)) for (const { document } of plans) visit(document)
  return numbers
})()

const SMALL_ATTRIBUTES = ['a', 'b', 'ы', 'xml:lang', 'ab']

/** Names of an element's own attributes. */
export function attributeNames(node: PlanNode | undefined): readonly string[] {
  const attributes = (node as ReaderNode | undefined)?.attributes
  return attributes === undefined || attributes.size === 0 ? SMALL_ATTRIBUTES : [...attributes.keys()]
}

// Outside every plan: lengths around those that scanners tell apart, names of objects, and look-alikes of known ones.
const UNKNOWN = [
  'x',
  'Ид2',
  'ИД',
  'ид',
  '_',
  'Id',
  'ЗначениеРеквизита2',
  '__proto__',
  'constructor',
  'a.b-c_d',
  'имя·с·точкой',
  '\u{10000}\u{1f600}\u{effff}',
  'ab\u0301',
  'x'.repeat(16),
  'ж'.repeat(17),
  'y'.repeat(300),
  'Длинное'.repeat(20),
]
const NUMBERED = 6_000

/** A name outside the plan; now and then one of more than scanners give a number to. */
export const unknownName = (random: Random): string =>
  random.oneIn(4) ? `e${random.below(NUMBERED)}` : random.pick(UNKNOWN)
