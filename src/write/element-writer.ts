import { CommerceMLError } from '../errors.ts'
import type { ExtraElement, Extras } from '../schema/extras.ts'
import { text } from '../schema/values.ts'
import type { Charset } from '../source/charset.ts'
import type { ElementPlan, PlanField, PlanNode, PlanWrapper, Values } from './element-plan.ts'
import { assertName, escapeAttribute, escapeText } from './escape.ts'
import { ExtraQueue } from './extra-queue.ts'
import { givenExtras } from './given-extras.ts'
import { invalidValue, isEntity } from './invalid-value.ts'

/** What a row of values takes, in the words of an error. */
const expectedOf = (codec: PlanField['codec']): string => (codec === text ? 'a string' : `${codec?.name} as a string`)

/** The text of a value, as its codec reads it back. Throws for one that it would not. */
function textOf({ codec, key }: PlanField, value: unknown, path: string): string {
  if (codec === text && typeof value === 'string') return value
  // format() trusts its type; what comes from JavaScript may be a number, and a sum in a float is not exact.
  const raw = typeof value === 'string' || typeof value === 'boolean' ? codec?.format(value) : undefined
  const parsed = typeof raw === 'string' ? codec?.parse(raw) : undefined
  if (codec === undefined || parsed === undefined) {
    throw invalidValue(`${path}.${key}`, expectedOf(codec), value)
  }
  return codec.format(parsed)
}

/** Writes elements as text; it knows no word of CommerceML. */
export class ElementWriter {
  #text = ''
  readonly #charset: Charset

  constructor(charset: Charset) {
    this.#charset = charset
  }

  /** UTF-16 units that wait to be taken. */
  get length(): number {
    return this.#text.length
  }

  take(): string {
    const taken = this.#text
    this.#text = ''
    return taken
  }

  raw(text: string): void {
    this.#text += text
  }

  /** A whole element. `path` is for messages: `order.lines.unit`. */
  element(name: string, plan: ElementPlan, entity: Values, path: string): void {
    this.open(name, plan, entity, path)
    this.body(plan, entity, path)
    this.close(name)
  }

  /** A start tag with the entity's attributes. */
  open(name: string, plan: ElementPlan, entity: Values, path: string): void {
    this.#assertKeys(plan, entity, path)
    this.#text += `<${name}`
    for (const row of plan.attributes) this.#attribute(row, entity, path)
    const attributes = givenExtras(entity, path)?.attributes
    if (attributes !== undefined) {
      const twice = plan.attributes.find((row) => Object.hasOwn(attributes, row.name) && isKnown(row, entity))
      if (twice !== undefined) throw invalidValue(`${path}.${twice.key}`, 'it once', `@${twice.name} in extras as well`)
      this.#extraAttributes(attributes, path)
    }
    this.#text += '>'
  }

  /** Everything between the tags: the rows in their order, and the extras where the entity was read with them. */
  body(plan: ElementPlan, entity: Values, path: string): void {
    const extras = (entity['extras'] ?? undefined) as Extras | undefined // looked through when the element opened
    if (plan.content !== undefined) this.#content(plan.content, entity, path)
    if (extras === undefined) {
      for (const node of plan.nodes) this.node(node, entity, path)
      return
    }
    const rest = new ExtraQueue(extras, plan)
    for (const node of plan.nodes) {
      const shadow = rest.shadowOf(node, entity)
      if (shadow === undefined) this.node(node, entity, path)
      else {
        for (const extra of rest.before(shadow)) this.#extra(extra, path)
        this.#leaf(node as PlanField, entity, path, shadow) // only leaves have shadows
      }
      rest.passed(node)
    }
    this.#text += escapeText(extras.text)
    for (const extra of rest.all()) this.#extra(extra, path)
  }

  close(name: string): void {
    this.#text += `</${name}>`
  }

  /** One row, or the rows of one wrapper; nothing where there is nothing to say. */
  node(node: PlanNode, entity: Values, path: string): void {
    if (node.kind === 'wrapper') {
      if (!holdsAnything(node, entity)) return
      this.openWrapper(node, entity, path)
      this.close(node.name)
      return
    }
    if (!isKnown(node, entity)) return
    const value = entity[node.key]
    if (node.attributes.length > 0) this.#leaf(node, entity, path)
    else if (!node.repeated) this.#single(node, value, path)
    else if (!Array.isArray(value)) throw invalidValue(`${path}.${node.key}`, 'an array', value)
    else for (const item of value) this.#single(node, item, path)
  }

  /** A wrapper up to where its items begin. */
  openWrapper({ name, attributes, nodes }: PlanWrapper, entity: Values, path: string): void {
    this.#text += `<${name}`
    for (const row of attributes) this.#attribute(row, entity, path)
    this.#text += '>'
    for (const node of nodes) this.node(node, entity, path)
  }

  #single(row: PlanField, value: unknown, path: string): void {
    if (row.entity === undefined) {
      this.#text += `<${row.name}>${escapeText(textOf(row, value, path))}</${row.name}>`
      return
    }
    if (!isEntity(value)) throw invalidValue(`${path}.${row.key}`, 'an object', value)
    this.element(row.name, row.entity, value, `${path}.${row.key}`)
  }

  #content(row: PlanField, entity: Values, path: string): void {
    const value = entity[row.key]
    if (value !== undefined && value !== null) this.#text += escapeText(textOf(row, value, path))
  }

  #attribute(row: PlanField, entity: Values, path: string): void {
    const value = entity[row.key]
    if (value === undefined || value === null) return
    this.#text += ` ${row.name}="${escapeAttribute(textOf(row, value, path))}"`
  }

  #extraAttributes(attributes: Extras['attributes'], path: string): void {
    for (const [name, value] of Object.entries(attributes)) {
      assertName(name, `${path}.extras`, this.#charset)
      this.#text += ` ${name}="${escapeAttribute(value)}"`
    }
  }

  #extra({ name, attributes, text, elements }: ExtraElement, path: string): void {
    assertName(name, `${path}.extras`, this.#charset)
    this.#text += `<${name}`
    this.#extraAttributes(attributes, path)
    this.#text += `>${escapeText(text)}`
    for (const element of elements) this.#extra(element, path)
    this.close(name)
  }

  /** A leaf with attributes that are rows, or with what it was read with beside its value. */
  #leaf(row: PlanField, entity: Values, path: string, shadow?: ExtraElement): void {
    const { name, attributes, text, elements } = shadow ?? { name: row.name, attributes: {}, text: '', elements: [] }
    this.#text += `<${name}`
    for (const attribute of row.attributes) this.#attribute(attribute, entity, path)
    this.#extraAttributes(attributes, path)
    this.#text += '>'
    this.#content(row, entity, path)
    this.#text += escapeText(text)
    for (const element of elements) this.#extra(element, path)
    this.close(name)
  }

  /** A key that no row has is a value that would be lost. */
  #assertKeys({ keys }: ElementPlan, entity: Values, path: string): void {
    for (const key in entity) {
      if (keys.has(key) || entity[key] === undefined) continue
      const known = [...keys].join(', ')
      throw new CommerceMLError('invalid-value', `${path}: there is no row "${key}"; known are ${known}`, {
        found: key,
      })
    }
  }
}

/** Whether the row, or any row in the wrapper, has a value. */
export function isKnown(node: PlanNode, entity: Values): boolean {
  if (node.kind === 'wrapper') return holdsAnything(node, entity)
  const value = entity[node.key]
  if (Array.isArray(value) && node.repeated) return value.length > 0
  return (value !== undefined && value !== null) || node.attributes.some((row) => isKnown(row, entity))
}

const holdsAnything = ({ attributes, nodes }: PlanWrapper, entity: Values): boolean =>
  attributes.some((row) => isKnown(row, entity)) || nodes.some((node) => isKnown(node, entity))
