import { CommerceMLError, isCommerceMLError, type Position } from '../errors.ts'
import type { Extras } from '../schema/extras.ts'
import { splitId } from '../schema/interpret.ts'
import { CHANGES_PACKAGE, type EntityEventType, ROOT, SCHEMAS } from '../schema/places.ts'
import { Utf8Encoder } from '../source/utf8-encoder.ts'
import { createScanner } from '../xml/engines.ts'
import type { XmlScanner } from '../xml/scanner.ts'
import { type BuilderListener, EntityBuilder } from './builder.ts'
import type { CommerceMLEvent, Counts, EventType, IdParts, Issue, IssueCode } from './events.ts'
import { foreignRoot } from './foreign-root.ts'
import type { Frame, Target } from './frame.ts'
import { GroupTree } from './group-tree.ts'
import type { ResolvedOptions } from './options.ts'
import { isSelected } from './projection.ts'
import { RecentIds } from './recent-ids.ts'
import { planFor } from './routes.ts'

/** Items whose Ид everything else refers to. */
const IDENTIFIED: ReadonlySet<EntityEventType> = new Set(['group', 'product', 'offer', 'order'])

/** An open container or item. */
interface OpenEntity {
  readonly frame: Frame
  readonly target: Target
  readonly event: EntityEventType
  readonly position: Position
  /** A container whose `open` event is out. */
  reported: boolean
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** The header of a container so far: later values must not reach into what has been handed out. */
function headerOf({ frame, target }: OpenEntity): Target {
  const { extras, ...header } = target
  // Attributes are complete when an element opens; what else is outside the schema may still come.
  const { attributes = {} } = (extras ?? {}) as Partial<Extras>
  if (Object.keys(attributes).length > 0) header['extras'] = { attributes: { ...attributes }, text: '', elements: [] }
  for (const { key } of frame.node?.lists ?? []) header[key] = [...((target[key] as unknown[] | undefined) ?? [])]
  return header
}

/** One document: bytes in, events out. `createReader` and `readEvents` are made of it. */
export class DocumentReader implements BuilderListener {
  readonly #options: ResolvedOptions
  readonly #emit: (event: CommerceMLEvent) => void
  readonly #builder: EntityBuilder
  readonly #scanner: XmlScanner
  readonly #encoder = new Utf8Encoder()
  readonly #groups: GroupTree
  readonly #open: OpenEntity[] = []
  readonly #counts: Record<Exclude<EventType, 'end'>, number>
  readonly #recent = new Map<EntityEventType, RecentIds>()
  /** Issues of the root's attributes wait for the `document` event. */
  #early: (() => void)[] | undefined = []
  #document: Target = {}
  #productsBefore = 0
  #failure: { error: unknown } | undefined
  #ended = false

  constructor(options: ResolvedOptions, emit: (event: CommerceMLEvent) => void) {
    this.#options = options
    this.#emit = emit
    const types = [...Object.keys(SCHEMAS), 'issue']
    this.#counts = Object.fromEntries(types.map((type) => [type, 0])) as Counts
    this.#groups = new GroupTree(options.limits)
    this.#builder = new EntityBuilder(this, options.extras, options.limits)
    const plan = planFor(options.schema, options.extras !== 'ignore', options.projection)
    this.#scanner = createScanner(options.engine, plan, this.#builder, options.limits, options.encoding)
  }

  feed(bytes: Uint8Array): void {
    this.#guard(() => this.#scanner.feed(bytes))
  }

  feedText(chunk: string): void {
    this.#guard(() => this.#scanner.feed(this.#encoder.encode(chunk)))
  }

  /** The input is complete: reports `end`, or throws for what is missing. */
  end(): void {
    this.#guard(() => {
      this.#encoder.end()
      this.#scanner.end()
      this.#ended = true
      const counts: Counts = { ...this.#counts }
      this.#report({ type: 'end', document: this.#document, counts, position: this.#position() })
    })
  }

  opened(frame: Frame): void {
    this.#reportContainers()
    const event = frame.node?.event as EntityEventType // the builder tells of nodes with an event only
    const entity: OpenEntity = { frame, target: frame.target, event, position: this.#position(), reported: false }
    this.#open.push(entity)
    if (event === 'group') this.#groups.open(entity.target, entity.position)
    if (event === 'catalog') this.#productsBefore = this.#counts.product
  }

  closed(): void {
    this.#reportContainers()
    const entity = this.#open.pop() as OpenEntity // opened() pushed it
    const { event, target } = entity
    if (event === 'document') this.#document = target
    else if (entity.reported) this.#closeContainer(entity)
    else this.#closeItem(entity)
  }

  issue(code: IssueCode, message: string, details: Pick<Issue, 'raw' | 'field'>): void {
    if (code === 'stray-text') this.#reportContainers() // text means that the attributes are complete
    const entity = this.#builder.entityId
    const issue: Issue = { code, message, ...details, ...(entity !== undefined && { entity }) }
    const position = this.#position()
    const tell = (): void => this.#tellIssue(issue, position)
    if (this.#early !== undefined) this.#early.push(tell)
    else tell()
  }

  foreignRoot(name: string): never {
    const known = foreignRoot(name)
    const what = known === undefined ? `the root element ${name}` : `${known}, with the root element ${name}`
    const position = this.#position() // where the tag begins: how far its name was read says nothing
    throw new CommerceMLError('wrong-root', `expected ${ROOT}, found ${what}`, { found: known ?? name, position })
  }

  #closeItem({ event, target, position }: OpenEntity): void {
    if (IDENTIFIED.has(event)) this.#judgeId(event, text(target['id']))
    if (event === 'group') {
      for (const { group, parent, depth, position } of this.#groups.close()) {
        const parentId = text(parent?.group['id'])
        this.#report({ type: 'group', group, ...(parentId !== undefined && { parentId }), depth, position })
      }
      return
    }
    if (event === 'product' || event === 'offer') this.#reportWithIds(event, target, position)
    else this.#report({ type: event, [event]: target, position })
  }

  /** A product or offer, with the parts of its id. */
  #reportWithIds(type: 'product' | 'offer', target: Target, position: Position): void {
    const id = text(target['id'])
    const own = text(target['characteristicId'])
    const parts: IdParts = id === undefined ? {} : splitId(id)
    const ids = own === undefined ? parts : { ...parts, characteristicId: own }
    this.#report(
      type === 'product' ? { type, product: target, ...ids, position } : { type, offer: target, ...ids, position },
    )
  }

  #closeContainer(entity: OpenEntity): void {
    const { event, target } = entity
    const isEmpty = this.#counts.product === this.#productsBefore && isSelected(this.#options.projection, 'product')
    if (event === 'catalog' && target['changesOnly'] === false && isEmpty) {
      const message = 'a full catalog without products: a shop that removes what is missing would be emptied'
      this.issue('empty-full-catalog', message, { raw: '' })
    }
    this.#report(containerEvent(entity, 'close', target))
  }

  #judgeId(event: EntityEventType, id: string | undefined): void {
    if (id === undefined || id === '') {
      this.issue('missing-id', `${event} without Ид`, { raw: id ?? '', field: 'id' })
      return
    }
    let recent = this.#recent.get(event)
    if (recent === undefined) {
      recent = new RecentIds()
      this.#recent.set(event, recent)
    }
    if (recent.seen(id)) {
      this.issue('duplicate-id', `${event} ${id} came before: was a part written twice?`, { raw: id, field: 'id' })
    }
  }

  /** Tells of the containers around an item before the item: their attributes and what stands before it are complete. */
  #reportContainers(): void {
    for (const entity of this.#open) {
      if (entity.reported || entity.frame.node?.kind !== 'container') continue
      entity.reported = true
      if (entity.event === 'document') this.#reportDocument(entity)
      else this.#report(containerEvent(entity, 'open', headerOf(entity)))
    }
  }

  #reportDocument(entity: OpenEntity): void {
    const encoding = this.#scanner.encoding
    this.#report({
      type: 'document',
      document: headerOf(entity),
      attributes: this.#builder.rootAttributes,
      encoding: encoding?.encoding,
      ...(encoding?.declared !== undefined && { declaredEncoding: encoding.declared }),
      bom: encoding?.bom,
      position: entity.position,
    })
    const early = this.#early ?? []
    this.#early = undefined
    for (const tell of early) tell()
    if (encoding?.mismatch) {
      const message = `the declaration says ${encoding.declared}, the bytes are ${encoding.encoding}: read as ${encoding.encoding}`
      this.issue('encoding-mismatch', message, { raw: encoding.declared ?? '' })
    }
    if (entity.target['schemaVersion'] === undefined) {
      this.issue('missing-version', `${ROOT} without ВерсияСхемы: is this CommerceML 2 or 3?`, {
        raw: '',
        field: 'schemaVersion',
      })
    }
  }

  #tellIssue(issue: Issue, position: Position): void {
    if (this.#options.strict) {
      throw new CommerceMLError('strict-issue', issue.message, { position, entity: issue.entity, found: issue.code })
    }
    this.#report({ type: 'issue', issue, position })
  }

  #report(event: { readonly type: EventType; readonly phase?: 'open' | 'close' } & Record<string, unknown>): void {
    if (!isSelected(this.#options.projection, event.type)) return
    if (event.type !== 'end' && event.phase !== 'close') this.#counts[event.type]++
    this.#emit(event as unknown as CommerceMLEvent) // put together by the table of routes, typed in events.ts
  }

  #position(): Position {
    const { offset, line } = this.#scanner.location()
    const { path } = this.#builder
    const { source } = this.#options
    return source === undefined ? { offset, line, path } : { offset, line, path, source }
  }

  #guard(work: () => void): void {
    if (this.#failure !== undefined) throw this.#failure.error
    if (this.#ended) throw new TypeError('the reader has ended: create another one for the next document')
    try {
      work()
    } catch (error) {
      this.#failure = { error: isCommerceMLError(error) ? this.#located(error) : error }
      throw this.#failure.error
    }
  }

  /** The error with everything that is known here: path, entity, source, and the place in its message. */
  #located(error: CommerceMLError): CommerceMLError {
    const { source } = this.#options
    const path = error.position?.path || this.#builder.path
    const { offset = 0, line = 1 } = error.position ?? {}
    const page = error.code === 'dtd-refused' ? foreignRoot(error.found ?? '') : undefined
    const message = page === undefined ? error.message : `expected ${ROOT}, found ${page}: ${error.message}`
    const where = [source, `line ${line}`, `byte ${offset}`, path].filter((part) => part !== undefined && part !== '')
    return new CommerceMLError(error.code, `${message} (${where.join(', ')})`, {
      position: { offset, line, path, ...(source !== undefined && { source }) },
      entity: error.entity ?? this.#builder.entityId,
      found: page ?? error.found,
      cause: error.cause,
    })
  }
}

function containerEvent({ event, position }: OpenEntity, phase: 'open' | 'close', header: Target) {
  const changes = event === 'offersPackage' ? { changes: position.path.endsWith(CHANGES_PACKAGE) } : undefined
  return { type: event, phase, [event]: header, ...changes, position }
}
