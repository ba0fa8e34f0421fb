import type { Limits } from '../../limits.ts'
import type { RepeatedElement, XmlSink } from '../../xml/scanner.ts'
import type { IssueListener } from '../issue.ts'
import type { ReaderNode, Slot } from '../plan/nodes.ts'
import { Allowance, ATTRIBUTE_COST, ELEMENT_COST, EXTRA_COST, PIECE_COST, SHORT_ENTITY } from './allowance.ts'
import { Assignment } from './assignment.ts'
import type { Frame } from './frame.ts'
import type { Frames } from './frames.ts'
import { Misfits } from './misfits.ts'
import { Mould, Moulding } from './moulds.ts'
import { type OpenElement, restoreElements } from './open-elements.ts'
import type { ExtrasPolicy, OpenExtras } from './open-extras.ts'

/** What the builder reports: containers and items by their frames, and what was odd. */
export interface BuilderListener extends IssueListener {
  opened(frame: Frame): void
  closed(frame: Frame): void
  /** The root element is not in the plan. Must throw. */
  foreignRoot(name: string): never
}

/** Puts entities together by the compiled plan; it knows no word of CommerceML. */
export class EntityBuilder implements XmlSink {
  readonly #listener: BuilderListener
  readonly #allowance: Allowance
  readonly #frames: Frames
  readonly #misfits: Misfits
  readonly #extras: OpenExtras
  readonly #assignment: Assignment
  readonly #moulding = new Moulding()
  /** The scanner stops behind what has just ended; see {@link XmlSink}. */
  pauses = false
  /** Attributes of the root element as written. No prototype: `__proto__` is a name like any other. */
  readonly rootAttributes: Record<string, string> = Object.create(null)

  constructor(frames: Frames, listener: BuilderListener, policy: ExtrasPolicy, limits: Limits) {
    this.#frames = frames
    this.#listener = listener
    this.#allowance = new Allowance(limits, () => frames.path)
    this.#misfits = new Misfits(frames, listener, policy)
    this.#extras = this.#misfits.extras
    this.#assignment = new Assignment(this.#misfits)
  }

  start(planNode: ReaderNode | undefined, name: string): void {
    const parent = this.#frames.top
    parent.beginChild()
    const frame = this.#frames.enter(name)
    const isRoot = this.#frames.depth === 1
    const node = parent.node === undefined && !isRoot ? undefined : planNode
    frame.node = node
    frame.isMixed = planNode?.content !== undefined && planNode.text
    const slot = node?.slot
    const isSecond = slot !== undefined && parent.owner.isTaken(slot)
    if (node?.kind === 'entity' && !isSecond) frame.own(node)
    else {
      frame.belong(parent)
      if (node === undefined && isRoot) this.#listener.foreignRoot(name)
      if (node === undefined) this.#startExtra(parent, frame)
      else if (isSecond) {
        frame.node = undefined
        this.#misfits.element(parent, frame, slot)
        this.#openExtra(frame)
      } else if (node.kind === 'container' || node.kind === 'item') {
        frame.own(node)
        // An item inside an item, a group in a group, is held together with it.
        frame.used = parent.owner.node?.kind === 'item' ? undefined : this.#allowance.used
        if (frame.used !== undefined) this.#allowance.used = 0
        this.#listener.opened(frame)
      }
    }
    this.#allowance.take(ELEMENT_COST)
  }

  passedOver(): void {
    this.#frames.top.beginChild()
  }

  /** The usual case, without a frame of its own; everything else takes the long way. */
  leaf(node: ReaderNode, value: string): boolean {
    const parent = this.#frames.top
    const { owner } = parent
    const { slot, kind } = node
    if (parent.node === undefined || kind !== 'leaf' || slot === undefined) return false
    if (owner.isTaken(slot)) return false
    const allowance = this.#allowance
    const cost = ELEMENT_COST + (value === '' ? 0 : value.length + PIECE_COST)
    if (!allowance.has(cost)) return false
    const read = slot.verbatim || slot.codec === undefined ? value : slot.codec.parse(value)
    if (read === undefined) return false
    allowance.used += cost
    parent.beginChild()
    if (!slot.repeated || value !== '') owner.place(slot, read)
    return true
  }

  /** An element is told of once; when it comes again, its entity is cast from what came of it. */
  repeated(element: RepeatedElement): boolean {
    const parent = this.#frames.top
    const { owner } = parent
    const { slot } = element.node as ReaderNode
    if (parent.node === undefined || slot === undefined || owner.isTaken(slot)) return false
    const { made } = element
    const allowance = this.#allowance
    if (made === undefined && element.wanted)
      this.#moulding.begin(element, this.#frames.depth, allowance.used, this.#misfits.count)
    if (!(made instanceof Mould) || !allowance.has(made.used)) return false
    allowance.used += made.used
    parent.beginChild()
    owner.place(slot, made.cast())
    return true
  }

  attribute(name: string, value: string): void {
    const frame = this.#frames.top
    this.#allowance.take(name.length + value.length + ATTRIBUTE_COST)
    if (this.#frames.depth === 1) this.rootAttributes[name] = value
    const slot = frame.node?.attributes.get(name)
    if (slot !== undefined) {
      this.#assignment.attribute(frame, slot, name, value)
      return
    }
    if (name === 'xmlns' || name.startsWith('xmlns:')) return
    this.#extras.attribute(this.#frames.depth, name, value)
  }

  text(value: string): void {
    const frame = this.#frames.top
    if (frame.isMixed) {
      if (frame.takeLayout(value)) return
      this.#settleLayout(frame)
    }
    this.#allowance.take(value.length + PIECE_COST)
    const { node } = frame
    if (node === undefined ? frame.isMixed : node.text || node.content !== undefined) {
      frame.text += value
      return
    }
    if (node !== undefined) this.#misfits.text(frame, value)
    this.#extras.text(this.#frames.depth, value)
  }

  end(): void {
    const frame = this.#frames.top
    const { node } = frame
    if (node === undefined) {
      this.#settleLayout(frame)
      if (frame.text !== '') this.#extras.text(this.#frames.depth, frame.text)
      this.#extras.end(frame)
    } else if (node.kind === 'leaf') {
      this.#assignment.leaf(frame, node.slot as Slot) // every leaf has one
    } else if (node.kind !== 'wrapper') {
      this.#finish(frame, node)
    }
    this.#frames.leave()
  }

  /** Goes on inside the elements that have just been opened, as `holdElements` had them. */
  restore(open: readonly OpenElement[], used: number): void {
    restoreElements(this.#frames.all, this.#frames.depth, open)
    this.#allowance.used = used
  }

  /** What was taken for layout turned out to be text. */
  #settleLayout(frame: Frame): void {
    if (frame.layout === '') return
    this.#allowance.take(frame.layout.length + PIECE_COST)
    frame.text = frame.layout
    frame.layout = ''
  }

  #finish(frame: Frame, node: ReaderNode): void {
    if (node.content !== undefined) {
      this.#settleLayout(frame)
      if (frame.text !== '') this.#assignment.content(frame, node.content)
    }
    if (node.kind === 'entity') {
      const depth = this.#frames.depth - 1
      const parent = this.#frames.all[depth] as Frame
      parent.owner.place(node.slot as Slot, frame.entity()) // every nested entity has one
      this.#moulding.ended(frame, depth, this.#allowance.used, this.#misfits.count)
    } else this.#listener.closed(frame)
    if (this.#allowance.used > SHORT_ENTITY) frame.forget()
    if (node.kind !== 'entity' && frame.used !== undefined) this.#allowance.used = frame.used
  }

  #startExtra(parent: Frame, frame: Frame): void {
    if (parent.node !== undefined) this.#extras.judge(`the element ${frame.name}`, frame.name)
    this.#openExtra(frame)
  }

  #openExtra(frame: Frame): void {
    this.#allowance.take(frame.name.length + EXTRA_COST)
    this.#extras.open(this.#frames.depth)
  }
}
