import { EVENT_TYPES } from '../reader/event-types.ts'
import type { EventType } from '../reader/events.ts'
import type { Extras } from '../schema/extras.ts'
import {
  CHANGES_PACKAGE,
  type EntityEventType,
  isContainer,
  ROOT,
  SCHEMAS,
  type SchemaOverrides,
  WRITTEN_AFTER,
} from '../schema/places.ts'
import type { Charset } from '../source/charset.ts'
import { type ContainerParts, OpenContainer } from './container.ts'
import { type ElementPlan, planOf, type Values } from './element-plan.ts'
import { ElementWriter } from './element-writer.ts'
import type { WritableEvent } from './events.ts'
import { isEntity } from './invalid-value.ts'
import { misplaced } from './misplaced.ts'
import { OpenGroups } from './open-groups.ts'
import { containersOf, oddPlaceIn, type Place, placeIn } from './places.ts'
import { shownValue } from './shown-value.ts'

interface Open {
  readonly type: EntityEventType
  /** Its element. */
  readonly name: string
  readonly container: OpenContainer
}

/** One document from its events: what a reader would report, in the order a reader would. */
export class DocumentWriter {
  readonly #writer: ElementWriter
  readonly #schemas: SchemaOverrides
  /** The document, and the containers inside it. */
  readonly #open: Open[] = []
  readonly #groups: OpenGroups
  /** Where the event was read that is being written, if it was. */
  #readAt: string | undefined
  #ended = false

  constructor(schemas: SchemaOverrides, charset: Charset) {
    this.#writer = new ElementWriter(charset)
    this.#groups = new OpenGroups(this.#writer)
    this.#schemas = schemas
  }

  /** UTF-16 units that wait to be taken. */
  get length(): number {
    return this.#writer.length
  }

  take(): string {
    return this.#writer.take()
  }

  get begun(): boolean {
    return this.#open.length > 0 || this.#ended
  }

  /** The root's start tag. Attributes as they were read stand as they are; those of the header come behind. */
  begin(header: Values, attributes: Readonly<Record<string, string>> = {}): void {
    if (this.begun) throw misplaced('document', 'a document begins once')
    const plan = this.#planOf('document')
    const extras = {
      attributes: { ...(header['extras'] as Extras | undefined)?.attributes, ...attributes },
      text: '',
      elements: [],
    }
    const given = new Set(Object.keys(extras.attributes))
    const rest = { ...plan, attributes: plan.attributes.filter(({ name }) => !given.has(name)) }
    this.#push('document', { plan: rest, name: ROOT, values: { ...header, extras }, early: false })
  }

  event(event: WritableEvent): void {
    assertEvent(event)
    if (event.type === 'issue') return
    if (event.type === 'end') {
      this.end(event.document as Values | undefined)
      return
    }
    const { type, position } = event
    this.#readAt = position?.path
    const entity = (event as unknown as Record<string, Values>)[type]
    if (!isEntity(entity)) throw misplaced(type, `the event has no ${type} in it`)
    if (event.type === 'document') this.begin(entity, event.attributes)
    else if (event.type === 'group') this.#group(entity, event.parentId, event.depth)
    else if (isContainer(type)) {
      const changes = event.type === 'offersPackage' && event.changes === true
      this.#container(type, entity, 'phase' in event ? event.phase : undefined, changes)
    } else this.#item(type, entity)
  }

  /** An order with the documents that belong to it, in an element of their own: Контейнер. */
  together(wrapper: string, type: EntityEventType, entities: readonly Values[]): void {
    const [document] = this.#open
    if (document === undefined) throw misplaced(type, 'no document is open')
    this.#closeTo(1)
    document.container.leave()
    this.#writer.raw(`<${wrapper}>\n`)
    const element = placeIn('document', type)?.element ?? ''
    for (const entity of entities) this.#writer.element(element, this.#planOf(type), entity, type)
    this.#writer.raw(`</${wrapper}>\n`)
  }

  end(document?: Values): void {
    if (this.#ended) return
    this.#closeTo(1)
    const [root] = this.#open
    if (root === undefined) throw misplaced('end', 'no document has begun')
    root.container.close(document === undefined ? undefined : withoutAttributes(document))
    this.#open.length = 0
    this.#ended = true
  }

  #planOf(type: EntityEventType): ElementPlan {
    return planOf(this.#schemas[type] ?? SCHEMAS[type])
  }

  #container(type: EntityEventType, entity: Values, phase: 'open' | 'close' | undefined, changes: boolean): void {
    if (phase === 'close') {
      const open = this.#open.at(-1)
      if (open?.type !== type) throw misplaced(type, `no ${type} is open to be closed`)
      this.#closeTo(this.#open.length - 1, entity)
      return
    }
    const place = this.#enter(type)
    const name = changes ? CHANGES_PACKAGE : place.element
    this.#push(type, { plan: this.#planOf(type), name, values: entity, early: phase === 'open' })
  }

  #push(type: EntityEventType, parts: Omit<ContainerParts, 'writer' | 'label'>): void {
    const container = new OpenContainer({ writer: this.#writer, label: type, ...parts })
    this.#open.push({ type, name: parts.name, container })
  }

  #item(type: EntityEventType, entity: Values): void {
    const { element } = this.#enter(type)
    this.#writer.element(element, this.#planOf(type), entity, type)
    this.#writer.raw('\n')
  }

  /** Makes place for an entity in the innermost container that has one for it, and closes those that have not. */
  #enter(type: EntityEventType): Place {
    this.#groups.close(0)
    for (let depth = this.#open.length; depth > 0; depth--) {
      const open = this.#open[depth - 1] as Open
      const place = placeIn(open.type, type) ?? oddPlaceIn(open.type, open.name, type, this.#readAt)
      if (place === undefined) continue
      this.#closeTo(depth)
      open.container.enter(place.path, WRITTEN_AFTER[open.type]?.[[...place.path, place.element].join('/')])
      return place
    }
    throw misplaced(type, `it stands in ${containersOf(type).join(' or ')}, and none is open`)
  }

  #group(group: Values, parentId: string | undefined, depth: number | undefined): void {
    const above = this.#groups.depthOf(parentId, depth)
    const element = above === 0 ? this.#enter('group').element : this.#groups.enter(above)
    this.#groups.open(element, this.#planOf('group'), group)
  }

  /** Closes containers until so many are open. */
  #closeTo(depth: number, last?: Values): void {
    this.#groups.close(0)
    while (this.#open.length > depth) this.#open.pop()?.container.close(last)
  }
}

function assertEvent(event: unknown): void {
  const { type } = (event ?? {}) as { readonly type?: unknown }
  if (EVENT_TYPES.includes(type as EventType)) return
  if (typeof type === 'string') throw new TypeError(`${type} is no type of event; known are ${EVENT_TYPES.join(', ')}`)
  const such = `{ type: 'product', product: { … } }`
  throw new TypeError(`an event is an object with a type, such as ${such}, not ${shownValue(event)}`)
}

/** The root's attributes outside the schema are among those that it was opened with. */
function withoutAttributes({ extras, ...document }: Values): Values {
  return extras === undefined ? document : { ...document, extras: { ...extras, attributes: {} } }
}
