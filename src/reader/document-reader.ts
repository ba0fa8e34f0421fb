import { isCommerceMLError } from '../errors.ts'
import type { EntityEventType } from '../schema/places.ts'
import { Utf8Encoder } from '../source/utf8-encoder.ts'
import { createScanner } from '../xml/engines.ts'
import type { XmlScanner } from '../xml/scanner.ts'
import { type BuilderListener, EntityBuilder } from './builder.ts'
import { type Base, type Checkpoint, type CheckpointState, copyOf } from './checkpoint.ts'
import {
  characteristicIdOf,
  closeEvent,
  documentEvent,
  groupEvent,
  idOf,
  itemEvent,
  type OpenEntity,
  openEvent,
} from './entity-events.ts'
import type { CommerceMLEvent, Issue, IssueCode } from './events.ts'
import { wrongRoot } from './foreign-root.ts'
import type { Frame, Target } from './frame.ts'
import { GroupTree } from './group-tree.ts'
import { Intake } from './intake.ts'
import { Issues } from './issues.ts'
import { Judge } from './judge.ts'
import type { ResolvedOptions } from './options.ts'
import { Outlet } from './outlet.ts'
import { Positions } from './positions.ts'
import { isSelected } from './projection.ts'
import { openingTags } from './resume.ts'
import { planFor } from './routes.ts'

/** One document: bytes in, events out. `createReader` and `readEvents` are made of it. */
export class DocumentReader implements BuilderListener {
  readonly #options: ResolvedOptions
  readonly #rebase: (base: Base) => void
  readonly #encoder = new Utf8Encoder()
  readonly #intake: Intake
  readonly #scanner: XmlScanner
  readonly #builder: EntityBuilder
  readonly #positions: Positions
  readonly #outlet: Outlet
  readonly #issues: Issues
  readonly #judge = new Judge(this)
  readonly #groups: GroupTree
  readonly #open: OpenEntity[] = []
  #document: Target = {}
  #productsBefore = 0
  #failure: { error: unknown } | undefined
  #ended = false
  /** A call has not returned. */
  #working = false
  /** It stops behind each item, for as long as its events are handed out one by one. */
  readonly #stepwise: boolean

  constructor(
    options: ResolvedOptions,
    emit: (event: CommerceMLEvent) => void,
    rebase: (base: Base) => void,
    stepwise: boolean,
  ) {
    this.#options = options
    this.#stepwise = stepwise
    this.#rebase = rebase
    const { limits, projection } = options
    this.#groups = new GroupTree(limits)
    this.#builder = new EntityBuilder(this, options.extras, limits)
    const plan = planFor(options.schema, options.extras !== 'ignore', projection)
    const encoding = options.resume?.state?.encoding ?? options.encoding
    this.#scanner = createScanner(options.engine, plan, this.#builder, limits, encoding)
    this.#intake = new Intake(this.#scanner, stepwise)
    this.#positions = new Positions(this.#scanner, this.#builder, options.source)
    this.#outlet = new Outlet(emit, projection)
    this.#issues = new Issues(this.#outlet, this.#positions, options.strict)
    if (options.resume !== undefined) this.#resume(options.resume)
  }

  /** Reads to the end of the piece, or to the end of an item when it goes stepwise. */
  feed(bytes: Uint8Array): void {
    this.#guard(() => this.#intake.feed(bytes))
  }

  feedText(chunk: string): void {
    this.#guard(() => this.#intake.feed(this.#encoder.encode(chunk)))
  }

  /** Whether a part of what was fed waits for {@link resume}. */
  get isPaused(): boolean {
    return this.#intake.isPaused
  }

  resume(): void {
    try {
      this.#intake.resume()
    } catch (error) {
      this.#fail(error)
    }
  }

  /** The input is complete: reports `end`, or throws for what is missing. */
  end(): void {
    this.#guard(() => {
      this.#encoder.end()
      this.#intake.end()
      this.#ended = true
      const counts = this.#outlet.counted()
      this.#outlet.report('end', {
        type: 'end',
        document: this.#document,
        counts,
        position: this.#positions.position(),
      })
    })
  }

  opened(frame: Frame): void {
    this.#reportContainers()
    const { target } = frame
    const event = frame.node?.event as EntityEventType // the builder tells of nodes with an event only
    const position = this.#positions.position()
    this.#open.push({ frame, target, event, position, reported: false })
    if (event === 'group') this.#groups.open(target, position)
    if (event === 'catalog') this.#productsBefore = this.#outlet.products
  }

  closed(): void {
    this.#reportContainers()
    const entity = this.#open.pop() as OpenEntity // opened() pushed it
    if (entity.event === 'document') this.#document = entity.target
    else if (entity.reported) this.#closeContainer(entity)
    else {
      this.#closeItem(entity)
      const used = this.#builder.usedAround
      if (this.#intake.wantsBase && used !== undefined) this.#tellBase(used)
    }
    this.#builder.pauses = this.#stepwise
  }

  issue(code: IssueCode, message: string, details: Pick<Issue, 'raw' | 'field'>): void {
    if (code === 'stray-text') this.#reportContainers() // text means that the attributes are complete
    const entity = this.#builder.entityId
    const issue: Issue = { code, message, ...details, ...(entity !== undefined && { entity }) }
    this.#issues.report(issue, this.#positions.position())
  }

  foreignRoot(name: string): never {
    throw wrongRoot(name, this.#positions.position()) // where the tag begins: how far its name was read says nothing
  }

  /** Tells of the containers around an item before the item: their attributes and what stands before it are complete. */
  #reportContainers(): void {
    for (const entity of this.#open) {
      if (entity.reported || entity.frame.node?.kind !== 'container') continue
      entity.reported = true
      if (entity.event === 'document') this.#reportDocument(entity)
      else this.#outlet.report(entity.event, openEvent(entity))
    }
  }

  #reportDocument(entity: OpenEntity): void {
    const encoding = this.#scanner.encoding
    this.#outlet.report('document', documentEvent(entity, this.#builder.rootAttributes, encoding))
    this.#issues.release()
    this.#judge.document(entity.target, encoding)
  }

  #closeContainer(entity: OpenEntity): void {
    if (entity.event === 'catalog') {
      const isEmpty = this.#outlet.products === this.#productsBefore
      this.#judge.catalog(entity.target, isEmpty && isSelected(this.#options.projection, 'product'))
    }
    this.#outlet.report(entity.event, closeEvent(entity), true)
  }

  #closeItem(entity: OpenEntity): void {
    this.#judge.item(entity.event, idOf(entity.target), characteristicIdOf(entity.target))
    if (entity.event !== 'group') this.#outlet.report(entity.event, itemEvent(entity))
    else for (const group of this.#groups.close()) this.#outlet.report('group', groupEvent(group))
  }

  /** @param used what the elements around the item that ends here have used of `limits.entityLength` */
  #tellBase(used: number): void {
    this.#intake.baseNoted()
    const { offset, line } = this.#positions.position()
    const begun = this.#open.map(({ position }) => position)
    const open = this.#builder.around(this.#scanner.openNames(), begun)
    const counts = this.#outlet.counted()
    const productsBefore = this.#productsBefore
    const recent = this.#judge.remembered()
    const { rootAttributes: attributes } = this.#builder
    const encoding = this.#scanner.encoding?.encoding ?? 'utf-8'
    const state = (): CheckpointState => ({
      encoding,
      attributes,
      open: open(),
      used,
      counts,
      productsBefore,
      recent: recent(),
    })
    this.#rebase({ offset, line, told: this.#outlet.toldBefore, state })
  }

  /** Opens again what was open, without a word, and passes over what was read. */
  #resume({ offset, line, told, state }: Checkpoint): void {
    this.#intake.passOver(offset - this.#options.inputOffset)
    this.#outlet.passOver(told)
    if (state === undefined) return
    const { open, used, counts, productsBefore, recent } = copyOf(state)
    const tags = openingTags(state)
    this.#outlet.isShut = true
    this.#guard(() => this.#scanner.feed(tags))
    this.#issues.release() // their time is past, and nothing comes out
    this.#outlet.isShut = false
    this.#builder.restore(open, used)
    this.#positions.beginBehind(offset - tags.length, line - 1)
    const containers = open.flatMap(({ container }) => (container === undefined ? [] : [container]))
    for (const [index, entity] of this.#open.entries()) {
      const { offset = 0, line = 1 } = containers[index] ?? {}
      entity.position = { ...entity.position, offset, line }
      entity.reported = true
    }
    this.#outlet.restore(counts)
    this.#productsBefore = productsBefore
    this.#judge.restore(recent)
  }

  #guard(work: () => void): void {
    if (this.#working)
      throw new TypeError('a handler must not feed the reader that calls it: feed() when it has returned')
    if (this.#failure !== undefined) throw this.#failure.error
    if (this.#ended) throw new TypeError('the reader has ended: create another one for the next document')
    this.#working = true
    try {
      work()
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#working = false
    }
  }

  #fail(error: unknown): never {
    this.#failure = { error: isCommerceMLError(error) ? this.#positions.located(error) : error }
    throw this.#failure.error
  }
}
