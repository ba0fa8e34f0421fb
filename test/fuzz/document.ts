import { type PlanNode, SKIPPED } from '../../src/xml/plan.ts'
import { hostile } from './hostile.ts'
import { attributeNames, documentNode, type PlanName, unknownName } from './names.ts'
import type { Random } from './random.ts'
import { aside, blank, quoted, text } from './texts.ts'

/** How one document is written throughout. */
interface Style {
  /** In front of element names; more than one stand for the same namespace, or none. */
  readonly prefixes: readonly string[]
  /** One piece in so many is hostile; `Infinity` for none. */
  readonly hostility: number
  readonly layout: boolean
}

const PREFIXES: readonly (readonly string[])[] = [[''], [''], [''], ['п:'], ['p:', 'p:', 'q:'], ['', 'p:'], [':', 'x:']]
const NAMESPACE = 'urn:1C.ru:commerceml_2'
const MOST_ELEMENTS = 24
const DEEPEST = 9
/** Characters of an element that comes again and again. */
const LONGEST_AGAIN = 1_000

/** Writes elements along the plan, and off it. */
class ElementWriter {
  readonly #random: Random
  readonly #style: Style
  #left: number

  constructor(random: Random, style: Style) {
    this.#random = random
    this.#style = style
    this.#left = random.between(1, MOST_ELEMENTS)
  }

  #isHostile(): boolean {
    return this.#style.hostility !== Number.POSITIVE_INFINITY && this.#random.oneIn(this.#style.hostility)
  }

  /** @param node `undefined` outside the plan */
  element(node: PlanNode | undefined, name: string, depth: number): string {
    const random = this.#random
    this.#left--
    const tag = random.pick(this.#style.prefixes) + name
    const start = `<${tag}${depth === 0 ? this.#namespaces() : ''}${this.#attributes(node)}`
    if (random.oneIn(12)) return `${start}${random.oneIn(4) ? ' ' : ''}/>`
    const end = this.#isHostile() ? random.pick([`</${name}>`, '</a>', '']) : `</${tag}${random.oneIn(20) ? ' ' : ''}>`
    return `${start}${random.oneIn(20) ? blank(random) : ''}>${this.#content(node, depth)}${end}`
  }

  #content(node: PlanNode | undefined, depth: number): string {
    const random = this.#random
    const isLeaf = node === undefined ? random.oneIn(2) : node.elements.size === 0
    let xml = isLeaf || node?.text || random.oneIn(15) ? text(random) : ''
    if (isLeaf && !random.oneIn(15)) return this.#isHostile() ? xml + hostile(random) : xml
    while (this.#left > 0 && depth < DEEPEST && !random.oneIn(5)) {
      if (this.#style.layout) xml += `\n${'\t'.repeat(depth)}`
      xml += this.#child(node, depth + 1)
    }
    return this.#style.layout ? `${xml}\n` : xml
  }

  /** A child, or several of one name; or what may stand beside children. */
  #child(parent: PlanNode | undefined, depth: number): string {
    const random = this.#random
    if (this.#isHostile()) return hostile(random)
    if (random.oneIn(12)) return random.pick([aside, blank, text])(random)
    const known = parent === undefined || random.oneIn(10) ? undefined : random.pick([...parent.elements])
    const [name, node] = known ?? [unknownName(random), undefined]
    let xml = this.element(node, name, depth)
    // Those inside have been multiplied already.
    if (xml.length <= LONGEST_AGAIN && random.oneIn(oftenness(node))) return this.#again(xml, depth)
    for (let count = random.few(3); count > 0; count--) xml += this.element(node, name, depth)
    return xml
  }

  /** The same bytes often enough for a scanner to keep them, sometimes as something else in between. */
  #again(element: string, depth: number): string {
    const random = this.#random
    const between = this.#style.layout ? `\n${'\t'.repeat(depth)}` : ''
    const others = Array.from({ length: random.between(5, 9) }, () =>
      random.oneIn(12) ? changed(random, element) : element,
    )
    return others.join(between)
  }

  #namespaces(): string {
    const { prefixes } = this.#style
    const declared = new Set(prefixes.map((prefix) => (prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`)))
    let xml = ''
    for (const name of declared) {
      if (!this.#random.oneIn(6)) xml += ` ${name}="${this.#random.oneIn(8) ? 'urn:other' : NAMESPACE}"`
    }
    return xml
  }

  #attributes(node: PlanNode | undefined): string {
    const random = this.#random
    const written = new Set<string>()
    let xml = ''
    for (let count = random.few(4); count > 0; count--) {
      const name = random.oneIn(5) ? unknownName(random) : random.pick(attributeNames(node))
      if (written.has(name) && !this.#isHostile()) continue
      written.add(name)
      const equals = random.oneIn(12) ? random.pick([' =', '= ', '\n=\t']) : '='
      xml += `${random.oneIn(12) ? blank(random) : ' '}${name}${equals}${quoted(random)}`
    }
    return xml
  }
}

/** One in so many elements comes again and again: more of those that scanners look for. */
const oftenness = (node: PlanNode | undefined): number =>
  node?.repeats ? 2 : node === undefined || node === SKIPPED ? 4 : 12

/** One character is another, or missing. */
function changed(random: Random, xml: string): string {
  const at = random.below(xml.length)
  return xml.slice(0, at) + random.pick(['', 'x', 'ж', ' ', '&amp;', '0']) + xml.slice(at + 1)
}

/** The root element with everything in it. */
export function rootElement(random: Random, plan: PlanName): string {
  const style: Style = {
    prefixes: random.pick(PREFIXES),
    hostility: random.pick([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 30, 8]),
    layout: random.oneIn(2),
  }
  const [name, node] = random.oneIn(40)
    ? [unknownName(random), undefined]
    : random.pick([...documentNode(plan).elements])
  return new ElementWriter(random, style).element(node, name, 0)
}

// What is long in one way: pieces behind one another in a root element.
const LONG: readonly ((random: Random) => string)[] = [
  (random) => random.pick(['x', 'ж', '\u20ac', '\u{1f600}', '&amp;', '\r\n', '] ]', ' ']).repeat(70_000),
  (random) => `<b>${text(random)}</b>`.repeat(3_000),
  (random) => Array.from({ length: 5_000 }, (_, index) => `<n${index} m${index}="${random.below(9)}"/>`).join(''),
  (random) => `<b c="${random.pick(['x', 'ж', '&lt;', '\n']).repeat(40_000)}"/>`,
  (random) => `<b><!--${random.pick(['x', '- ', 'ж', '\r']).repeat(70_000)}--></b>`,
  (random) => `<b><![CDATA[${random.pick(['x', ']', 'ж', '\r\n']).repeat(70_000)}]]></b>`,
  (random) => `<b${' '.repeat(70_000)}c${random.pick([' ', '\n']).repeat(3)}=""/>`,
]

/** A root element of some hundred kilobytes: longer than what is looked at together. */
export function longRoot(random: Random, plan: PlanName): string {
  const [name] = random.pick([...documentNode(plan).elements])
  const parts = Array.from({ length: random.between(1, 3) }, () => random.pick(LONG)(random) + text(random))
  return `<${name}>${parts.join('')}</${name}>`
}
