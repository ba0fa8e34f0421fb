import { isCommerceMLError } from '../errors.ts'
import { Utf8Encoder } from '../source/utf8-encoder.ts'
import { createScanner } from '../xml/engines.ts'
import type { XmlScanner } from '../xml/scanner.ts'
import { Bases } from './bases.ts'
import { type Base, type Checkpoint, copyOf } from './checkpoint.ts'
import { type BuilderListener, EntityBuilder } from './entities/builder.ts'
import type { Frame } from './entities/frame.ts'
import { Frames } from './entities/frames.ts'
import { holdElements } from './entities/open-elements.ts'
import type { CommerceMLEvent } from './events.ts'
import { Intake } from './intake.ts'
import type { Issue, IssueCode } from './issue.ts'
import type { ResolvedOptions } from './options.ts'
import { planFor } from './plans.ts'
import { openingTags } from './resume.ts'
import { documentEvent, type OpenEntity } from './telling/entity-events.ts'
import { wrongRoot } from './telling/foreign-root.ts'
import { Issues } from './telling/issues.ts'
import { Judge } from './telling/judge.ts'
import { OpenEntities } from './telling/open-entities.ts'
import { Outlet } from './telling/outlet.ts'
import { Positions } from './telling/positions.ts'

/** One document: bytes in, events out. `createReader` and `readEvents` are made of it. */
export class DocumentReader implements BuilderListener {
  readonly #options: ResolvedOptions
  readonly #rebase: (base: Base) => void
  readonly #encoder = new Utf8Encoder()
  readonly #intake: Intake
  readonly #scanner: XmlScanner
  readonly #frames = new Frames()
  readonly #builder: EntityBuilder
  readonly #positions: Positions
  readonly #outlet: Outlet
  readonly #issues: Issues
  readonly #judge = new Judge(this)
  readonly #entities: OpenEntities
  readonly #bases: Bases
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
    this.#builder = new EntityBuilder(this.#frames, this, options.extras, limits)
    const encoding = options.resume?.state?.encoding ?? options.encoding
    this.#scanner = createScanner(options.engine, planFor(options), this.#builder, limits, encoding)
    this.#intake = new Intake(this.#scanner, stepwise)
    this.#positions = new Positions(this.#scanner, this.#frames, options.source)
    this.#outlet = new Outlet(emit, projection)
    this.#bases = new Bases(this.#judge, this.#outlet)
    this.#issues = new Issues(this.#outlet, this.#positions, options.strict)
    this.#entities = new OpenEntities(this.#outlet, this.#judge, limits, (root) => this.#reportDocument(root))
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

  /** See {@link XmlScanner.isStarved}. */
  get isStarved(): boolean {
    return this.#intake.isStarved
  }

  /** The line that the reading has come to. */
  get line(): number {
    return this.#positions.position().line
  }

  /** The next piece is waited for. */
  rest(): void {
    this.#frames.forgetClosed()
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
      const position = this.#positions.position()
      this.#outlet.end(this.#entities.document, position, this.#positions.scanned(position))
    })
  }

  /** Nothing more is asked for. */
  close(): void {
    this.#scanner.close()
  }

  opened(frame: Frame): void {
    this.#entities.opened(frame, this.#positions.position())
  }

  closed(): void {
    const { used } = this.#frames.top
    if (this.#entities.closed() && this.#intake.wantsBase && used !== undefined) this.#tellBase(used)
    this.#builder.pauses = this.#stepwise
  }

  issue(code: IssueCode, message: string, details: Pick<Issue, 'raw' | 'field'>): void {
    if (code === 'stray-text') this.#entities.reportContainers() // text means that the attributes are complete
    const entity = this.#frames.entityId
    const issue: Issue = { code, message, ...details, ...(entity !== undefined && { entity }) }
    this.#issues.report(issue, this.#positions.position())
  }

  foreignRoot(name: string): never {
    throw wrongRoot(name, this.#positions.position()) // where the tag begins: how far its name was read says nothing
  }

  #reportDocument(root: OpenEntity): void {
    const { encoding } = this.#scanner
    this.#outlet.report('document', documentEvent(root, this.#builder.rootAttributes, encoding))
    this.#issues.release()
    this.#judge.document(root.frame.entity(), encoding)
  }

  /** @param used what the elements around the item that ends here have used of `limits.entityLength` */
  #tellBase(used: number): void {
    this.#intake.baseNoted()
    const { offset, line } = this.#positions.position()
    const { begun, productsBefore } = this.#entities
    const encoding = this.#scanner.encoding?.encoding ?? 'utf-8'
    const open = holdElements(this.#frames.all, this.#scanner.openNames(), begun, this.#bases.open)
    const { rootAttributes: attributes } = this.#builder
    this.#rebase(this.#bases.note({ offset, line, encoding, attributes, open, used, productsBefore }))
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
    const begun = open.flatMap(({ container }) => (container === undefined ? [] : [container]))
    this.#entities.restore(begun, productsBefore)
    this.#outlet.restore(counts)
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
