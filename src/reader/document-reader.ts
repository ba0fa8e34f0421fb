import { CommerceMLError, isCommerceMLError, type Position } from '../errors.ts'
import type { Extras } from '../schema/extras.ts'
import { splitId } from '../schema/interpret.ts'
import { CHANGES_PACKAGE, type EntityEventType, ROOT, SCHEMAS } from '../schema/places.ts'
import { Utf8Encoder } from '../source/utf8-encoder.ts'
import { createScanner } from '../xml/engines.ts'
import type { XmlScanner } from '../xml/scanner.ts'
import { type BuilderListener, EntityBuilder } from './builder.ts'
import { type Base, type Checkpoint, type CheckpointState, copyOf } from './checkpoint.ts'
import type { CommerceMLEvent, Counts, EventType, IdParts, Issue, IssueCode } from './events.ts'
import { foreignRoot } from './foreign-root.ts'
import type { Frame, Target } from './frame.ts'
import { GroupTree } from './group-tree.ts'
import type { ResolvedOptions } from './options.ts'
import { isSelected } from './projection.ts'
import { RecentIds } from './recent-ids.ts'
import { openingTags } from './resume.ts'
import { planFor } from './routes.ts'

const PIECE_BYTES = 64 * 1024
// A place to go on from is noted once in so many bytes, and events behind it are counted: noting one takes longer than
// reading an offer. In pieces that come short there is one in each.
const BASE_BYTES = 256 * 1024

/** Items whose Ид everything else refers to. */
const IDENTIFIED: ReadonlySet<EntityEventType> = new Set(['group', 'product', 'offer', 'order'])

/** An open container or item. */
interface OpenEntity {
  readonly frame: Frame
  readonly target: Target
  readonly event: EntityEventType
  position: Position
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
  readonly #rebase: (base: Base) => void
  /** The next item that ends with nothing held is a place to go on from. */
  #wantsBase = false
  /** Bytes since there was none wanted. */
  #sinceBase = BASE_BYTES
  /** Bytes of the input that an earlier reading has read, and events behind them that it has told. */
  #passOver = 0
  #toldBefore = 0
  /** The elements around the place are being opened again. */
  #isOpening = false
  /** What the scanner counts begins here. */
  #offsetBefore = 0
  #lineBefore = 0
  #failure: { error: unknown } | undefined
  #ended = false

  constructor(options: ResolvedOptions, emit: (event: CommerceMLEvent) => void, rebase: (base: Base) => void) {
    this.#options = options
    this.#emit = emit
    this.#rebase = rebase
    const types = [...Object.keys(SCHEMAS), 'issue']
    this.#counts = Object.fromEntries(types.map((type) => [type, 0])) as Counts
    this.#groups = new GroupTree(options.limits)
    this.#builder = new EntityBuilder(this, options.extras, options.limits)
    const plan = planFor(options.schema, options.extras !== 'ignore', options.projection)
    const encoding = options.resume?.state?.encoding ?? options.encoding
    this.#scanner = createScanner(options.engine, plan, this.#builder, options.limits, encoding)
    if (options.resume !== undefined) this.#resume(options.resume)
  }

  feed(bytes: Uint8Array): void {
    this.#guard(() => this.#feed(bytes))
  }

  feedText(chunk: string): void {
    this.#guard(() => this.#feed(this.#encoder.encode(chunk)))
  }

  /** The input is complete: reports `end`, or throws for what is missing. */
  end(): void {
    this.#guard(() => {
      this.#encoder.end()
      if (this.#passOver > 0) {
        const left = `the input ends ${this.#passOver} bytes before the place to go on from: is it the same document?`
        throw new CommerceMLError('truncated-input', left)
      }
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
    else {
      this.#closeItem(entity)
      const used = this.#builder.usedAround
      if (this.#wantsBase && used !== undefined) this.#tellBase(used)
    }
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

  #feed(bytes: Uint8Array): void {
    const passed = Math.min(this.#passOver, bytes.length)
    this.#passOver -= passed
    for (let start = passed; start < bytes.length; start += PIECE_BYTES) {
      const piece = bytes.subarray(start, start + PIECE_BYTES)
      if (this.#sinceBase >= BASE_BYTES || piece.length < PIECE_BYTES) {
        this.#sinceBase = 0
        this.#wantsBase = true
      }
      this.#sinceBase += piece.length
      this.#scanner.feed(piece)
    }
  }

  /** @param used what the elements around the item that ends here have used of `limits.entityLength` */
  #tellBase(used: number): void {
    this.#wantsBase = false
    const location = this.#scanner.location()
    const offset = location.offset + this.#offsetBefore
    const line = location.line + this.#lineBefore
    const begun = this.#open.map(({ position }) => position)
    const open = this.#builder.around(this.#scanner.openNames(), begun)
    const counts: Counts = { ...this.#counts }
    const productsBefore = this.#productsBefore
    const ids = Array.from(this.#recent, ([event, recent]) => [event, recent, recent.count] as const)
    const { rootAttributes: attributes } = this.#builder
    const encoding = this.#scanner.encoding?.encoding ?? 'utf-8'
    const state = (): CheckpointState => ({
      encoding,
      attributes,
      open: open(),
      used,
      counts,
      productsBefore,
      recent: Object.fromEntries(ids.map(([event, recent, count]) => [event, recent.windowAt(count) ?? ''])),
    })
    this.#rebase({ offset, line, told: this.#toldBefore, state })
  }

  /** Opens again what was open, without a word, and passes over what was read. */
  #resume({ offset, line, told, state }: Checkpoint): void {
    this.#passOver = offset - this.#options.inputOffset
    this.#toldBefore = told
    if (state === undefined) return
    const { open, used, counts, productsBefore, recent } = copyOf(state)
    const tags = openingTags(state)
    this.#isOpening = true
    this.#guard(() => this.#scanner.feed(tags))
    this.#isOpening = false
    this.#builder.restore(open, used)
    this.#offsetBefore = offset - tags.length
    this.#lineBefore = line - 1
    const containers = open.flatMap(({ container }) => (container === undefined ? [] : [container]))
    for (const [index, entity] of this.#open.entries()) {
      const { offset = 0, line = 1 } = containers[index] ?? {}
      entity.position = { ...entity.position, offset, line }
      entity.reported = true
    }
    this.#early = undefined
    Object.assign(this.#counts, counts)
    this.#productsBefore = productsBefore
    for (const [event, window] of Object.entries(recent)) this.#recentOf(event as EntityEventType).restore(window)
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
    const parts: IdParts = id === undefined ? {} : splitId(id)
    const characteristicId = text(target['characteristicId']) ?? parts.characteristicId
    const event: Record<string, unknown> & { type: EventType } =
      type === 'product' ? { type, product: target } : { type, offer: target }
    if (parts.productId !== undefined) event['productId'] = parts.productId
    if (characteristicId !== undefined) event['characteristicId'] = characteristicId
    event['position'] = position
    this.#report(event)
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
    if (this.#recentOf(event).seen(id)) {
      this.issue('duplicate-id', `${event} ${id} came before: was a part written twice?`, { raw: id, field: 'id' })
    }
  }

  #recentOf(event: EntityEventType): RecentIds {
    let recent = this.#recent.get(event)
    if (recent === undefined) {
      recent = new RecentIds()
      this.#recent.set(event, recent)
    }
    return recent
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

  #tellIssue(issue: Issue, at: Position): void {
    if (this.#isOpening) return
    if (this.#options.strict) {
      const position = { ...at, offset: at.offset - this.#offsetBefore, line: at.line - this.#lineBefore }
      throw new CommerceMLError('strict-issue', issue.message, { position, entity: issue.entity, found: issue.code })
    }
    this.#report({ type: 'issue', issue, position: at })
  }

  #report(event: { readonly type: EventType; readonly phase?: 'open' | 'close' } & Record<string, unknown>): void {
    if (this.#isOpening || !isSelected(this.#options.projection, event.type)) return
    if (event.type !== 'end' && event.phase !== 'close') this.#counts[event.type]++
    if (this.#toldBefore > 0) {
      this.#toldBefore--
      return
    }
    this.#emit(event as unknown as CommerceMLEvent) // put together by the table of routes, typed in events.ts
  }

  #position(): Position {
    const location = this.#scanner.location()
    const offset = location.offset + this.#offsetBefore
    const line = location.line + this.#lineBefore
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
    // The scanner counts from where it began.
    const offset = (error.position?.offset ?? 0) + this.#offsetBefore
    const line = (error.position?.line ?? 1) + this.#lineBefore
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
