import { CommerceMLError } from '../errors.ts'
import type { Extras } from '../schema/extras.ts'
import type { ElementPlan, PlanNode, PlanWrapper, Values } from './element-plan.ts'
import { type ElementWriter, isKnown } from './element-writer.ts'
import { givenExtras } from './given-extras.ts'

/** What an open container is made of. */
export interface ContainerParts {
  readonly writer: ElementWriter
  readonly plan: ElementPlan
  /** Its element. */
  readonly name: string
  readonly values: Values
  /** What messages call it. */
  readonly label: string
  /** What is known when it opens stood before its items, and is written there. */
  readonly early: boolean
}

/** A container while it is written: its rows go out in the order of the specification, around its items. */
export class OpenContainer {
  readonly #writer: ElementWriter
  readonly #plan: ElementPlan
  readonly #name: string
  readonly #label: string
  #values: Values
  /** Rows that have not been written yet. */
  #waiting: PlanNode[]
  /** Rows that were written before the items, with what was in them. */
  readonly #written: { readonly nodes: PlanNode[]; values: Values } = { nodes: [], values: {} }
  readonly #attributes: ReadonlySet<string>
  readonly #extraAttributes: ReadonlySet<string>
  readonly #early: boolean
  /** The wrappers that are open around the items. */
  #path: readonly string[] = []

  constructor({ writer, plan, name, values, label, early }: ContainerParts) {
    this.#early = early
    this.#writer = writer
    this.#plan = plan
    this.#name = name
    this.#label = label
    this.#values = values
    this.#waiting = [...plan.nodes]
    this.#attributes = new Set(plan.attributes.map(({ key }) => key).filter((key) => values[key] !== undefined))
    this.#extraAttributes = new Set(Object.keys(givenExtras(values, label)?.attributes ?? {}))
    writer.open(name, plan, values, label)
    writer.raw('\n')
  }

  /** Makes place for an item: the rows that stand before it are written, its wrappers are open. */
  enter(path: readonly string[], after: string | undefined): void {
    if (path.length > 0 && path.join('/') === this.#path.join('/')) return
    this.leave()
    if (this.#early) this.#earlyRows(path[0])
    else if (after !== undefined) this.#rowsTo(after)
    for (const [index, name] of path.entries()) this.#openWrapper(name, index === 0)
    this.#path = path
  }

  /** Closes the wrappers around the items. */
  leave(): void {
    for (const name of [...this.#path].reverse()) this.#writer.raw(`</${name}>\n`)
    this.#path = []
  }

  /** What is known of the container now; `undefined` if that is what was known when it opened. */
  close(values: Values | undefined): void {
    this.leave()
    if (values !== undefined) {
      givenExtras(values, this.#label)
      this.#values = values
    }
    this.#lateItems()
    this.#lateAttributes()
    this.#writer.body({ ...this.#plan, nodes: this.#waiting }, this.#values, this.#label)
    this.#writer.raw(`</${this.#name}>\n`)
  }

  #earlyRows(wrapper: string | undefined): void {
    const known = this.#waiting.filter((node) => node.name !== wrapper && isKnown(node, this.#values))
    this.#waiting = this.#waiting.filter((node) => !known.includes(node))
    for (const node of known) this.#writer.node(node, this.#values, this.#label)
    this.#written.nodes.push(...known)
    this.#written.values = this.#values
  }

  #rowsTo(key: string): void {
    const last = this.#waiting.findIndex((node) => node.kind !== 'wrapper' && node.key === key)
    const end = last === -1 ? this.#waiting.findIndex((node) => node.kind === 'wrapper' && holds(node, key)) : last
    for (const node of this.#waiting.splice(0, end + 1)) this.#writer.node(node, this.#values, this.#label)
  }

  /** A wrapper around items may hold rows of the container: ТипыЦен/ИдКлассификатора. */
  #openWrapper(name: string, outermost: boolean): void {
    const own = this.#waiting.find((node): node is PlanWrapper => node.kind === 'wrapper' && node.name === name)
    if (outermost && own !== undefined && isKnown(own, this.#values)) {
      this.#waiting.splice(this.#waiting.indexOf(own), 1)
      this.#writer.openWrapper(own, this.#values, this.#label)
    } else this.#writer.raw(`<${name}>`)
    this.#writer.raw('\n')
  }

  /** Lists that stand before the items and behind them: what has come since. */
  #lateItems(): void {
    const { nodes, values } = this.#written
    const late = Object.entries(this.#values).flatMap(([key, list]) => {
      const before = values[key]
      return Array.isArray(list) && Array.isArray(before) ? [[key, list.slice(before.length)] as const] : []
    })
    for (const node of nodes) this.#writer.node(node, Object.fromEntries(late), this.#label)
  }

  /** Attributes that were not known when the container opened: СодержитТолькоИзменения is an element in some files. */
  #lateAttributes(): void {
    for (const row of this.#plan.attributes) {
      if (this.#values[row.key] === undefined || this.#attributes.has(row.key)) continue
      const name = row.names.find((name) => !/[@/]/.test(name))
      if (name === undefined) throw this.#late(row.key)
      this.#waiting.push({ ...row, name, names: [name] })
    }
    const { attributes = {} } = (this.#values['extras'] ?? {}) as Partial<Extras>
    for (const name of Object.keys(attributes)) if (!this.#extraAttributes.has(name)) throw this.#late(name)
  }

  #late(what: string): CommerceMLError {
    const message = `${this.#label}.${what}: an attribute must be known when the element opens`
    return new CommerceMLError('misplaced-event', message, { found: what })
  }
}

const holds = ({ nodes }: PlanWrapper, key: string): boolean =>
  nodes.some((node) => (node.kind === 'wrapper' ? holds(node, key) : node.key === key))
