import { CommerceMLError } from '../errors.ts'
import type { Extras } from '../schema/extras.ts'
import {
  CHANGES_PACKAGE,
  type EntityEventType,
  isContainer,
  READ_TOO,
  ROOT,
  ROUTES,
  SCHEMAS,
  type SchemaOverrides,
  WRITTEN_AFTER,
} from '../schema/places.ts'
import type { Charset } from '../source/charset.ts'
import { OpenContainer } from './container.ts'
import { type ElementPlan, planOf, type Values } from './element-plan.ts'
import { ElementWriter } from './element-writer.ts'
import type { WritableEvent } from './events.ts'
import { isEntity } from './invalid-value.ts'
import { shownValue } from './shown-value.ts'

/** Where an item stands in a container, as readers know it: the first of its places is the specification's. */
interface Place {
  readonly path: readonly string[]
  readonly element: string
}

function routeTo(item: EntityEventType, routes: Readonly<Record<string, EntityEventType>> = {}): string | undefined {
  return Object.keys(routes).find((path) => routes[path] === item)
}

function placeIn(container: EntityEventType, item: EntityEventType): Place | undefined {
  return placeAt(routeTo(item, container in ROUTES ? ROUTES[container as keyof typeof ROUTES] : {}))
}

/** Where readers look besides is a place for what they found there, and for nothing else. */
function oddPlaceIn({ type, name }: Open, item: EntityEventType, readAt: string | undefined): Place | undefined {
  const route = routeTo(item, READ_TOO[type])
  return route !== undefined && readAt?.endsWith(`${name}/${route}`) ? placeAt(route) : undefined
}

function placeAt(route: string | undefined): Place | undefined {
  if (route === undefined) return undefined
  const names = route.split('/')
  return { path: names.slice(0, -1), element: names.at(-1) ?? '' }
}

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
  /** The groups around the next one: their elements are open. */
  readonly #groups: { id: unknown; filled: boolean }[] = []
  /** Where the event was read that is being written, if it was. */
  #readAt: string | undefined
  #ended = false

  constructor(schemas: SchemaOverrides, charset: Charset) {
    this.#writer = new ElementWriter(charset)
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
    this.#open.push({
      type: 'document',
      name: ROOT,
      container: new OpenContainer(this.#writer, rest, ROOT, { ...header, extras }, 'document', false),
    })
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
    const plan = this.#planOf(type)
    const container = new OpenContainer(this.#writer, plan, name, entity, type, phase === 'open')
    this.#open.push({ type, name, container })
  }

  #item(type: EntityEventType, entity: Values): void {
    const { element } = this.#enter(type)
    this.#writer.element(element, this.#planOf(type), entity, type)
    this.#writer.raw('\n')
  }

  /** Makes place for an entity in the innermost container that has one for it, and closes those that have not. */
  #enter(type: EntityEventType): Place {
    this.#closeGroups(0)
    for (let depth = this.#open.length; depth > 0; depth--) {
      const open = this.#open[depth - 1] as Open
      const place = placeIn(open.type, type) ?? oddPlaceIn(open, type, this.#readAt)
      if (place === undefined) continue
      this.#closeTo(depth)
      open.container.enter(place.path, WRITTEN_AFTER[open.type]?.[[...place.path, place.element].join('/')])
      return place
    }
    const containers = Object.keys(ROUTES).filter(
      (container) => placeIn(container as EntityEventType, type) !== undefined,
    )
    throw misplaced(type, `it stands in ${containers.join(' or ')}, and none is open`)
  }

  /** A group behind its parents: by its depth where that is told, by the id of its parent else. */
  #group(entity: Values, parentId: string | undefined, depth: number | undefined): void {
    const above = depth ?? (parentId === undefined ? 0 : this.#groups.findLastIndex(({ id }) => id === parentId) + 1)
    if (!Number.isInteger(above) || above < 0) {
      throw misplaced('group', `depth is a whole number from 0, not ${shownValue(depth)}`)
    }
    if (above > this.#groups.length || (depth === undefined && parentId !== undefined && above === 0)) {
      throw misplaced(
        'group',
        `the group ${typeof parentId === 'string' ? parentId : 'around it'} must come just before the groups in it`,
      )
    }
    const inner = placeIn('group', 'group') as Place // groups stand in groups
    let element = inner.element
    if (above === 0) element = this.#enter('group').element
    else {
      this.#closeGroups(above)
      const parent = this.#groups[above - 1] as { filled: boolean }
      if (!parent.filled) this.#writer.raw(`<${inner.path.join('><')}>\n`)
      parent.filled = true
    }
    const plan = this.#planOf('group')
    this.#writer.open(element, plan, entity, 'group')
    this.#writer.body(plan, entity, 'group')
    this.#groups.push({ id: entity['id'], filled: false })
  }

  #closeGroups(depth: number): void {
    const { path, element } = placeIn('group', 'group') as Place
    while (this.#groups.length > depth) {
      const group = this.#groups.pop()
      if (group?.filled) this.#writer.raw(`</${[...path].reverse().join('></')}>`)
      this.#writer.raw(`</${element}>\n`)
    }
  }

  /** Closes containers until so many are open. */
  #closeTo(depth: number, last?: Values): void {
    this.#closeGroups(0)
    while (this.#open.length > depth) this.#open.pop()?.container.close(last)
  }
}

function assertEvent(event: unknown): void {
  const { type } = (event ?? {}) as { readonly type?: unknown }
  if (typeof type === 'string') return
  const such = `{ type: 'product', product: { … } }`
  throw new TypeError(`an event is an object with a type, such as ${such}, not ${shownValue(event)}`)
}

/** The root's attributes outside the schema are among those that it was opened with. */
function withoutAttributes({ extras, ...document }: Values): Values {
  return extras === undefined ? document : { ...document, extras: { ...extras, attributes: {} } }
}

const misplaced = (type: string, why: string): CommerceMLError =>
  new CommerceMLError('misplaced-event', `${type}: ${why}`, { found: type })
