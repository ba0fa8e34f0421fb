import { CommerceMLError } from '../../errors.ts'
import type { IssueListener } from '../issue.ts'
import { EXTRAS } from '../plan/targets.ts'
import type { Frame, OpenExtra } from './frame.ts'

/** What to do with elements and attributes outside the schema. */
export type ExtrasPolicy = 'keep' | 'ignore' | 'report' | 'refuse'

/** The extras of the open elements. */
export class OpenExtras {
  readonly #frames: readonly Frame[]
  readonly #policy: ExtrasPolicy
  readonly #listener: IssueListener

  /** @param frames of the elements, and the one above the root */
  constructor(frames: readonly Frame[], policy: ExtrasPolicy, listener: IssueListener) {
    this.#frames = frames
    this.#policy = policy
    this.#listener = listener
  }

  /** The extras of an open element: an entity's own, or a shadow of the wrapper or leaf inside its entity's. `undefined` where none are wanted. */
  at(depth: number): OpenExtra | undefined {
    const frame = this.#frames[depth] as Frame
    if (frame.extra !== undefined || frame.node === undefined) return frame.extra
    if (!frame.node.unknown) return undefined
    if (frame.node.kind === 'wrapper' || frame.node.kind === 'leaf') {
      this.open(depth)
    } else {
      const { name: _, ...extras } = newExtra('')
      frame.extra = extras as OpenExtra // an entity's extras are an element without a name
      frame.put(EXTRAS, extras)
    }
    return frame.extra
  }

  /** The element is itself one of the extras around it, if they are wanted. */
  open(depth: number): void {
    const parent = this.at(depth - 1)
    if (parent === undefined) return
    const frame = this.#frames[depth] as Frame
    frame.extra = newExtra(frame.name)
    parent.elements.push(frame.extra)
  }

  /** An attribute that is no row of the element's. */
  attribute(depth: number, name: string, value: string): void {
    if (this.#frames[depth]?.node?.unknown) this.judge(`the attribute ${name}`, value)
    const extra = this.at(depth)
    if (extra !== undefined) extra.attributes[name] = value
  }

  /** Text in an element that has no row for it. */
  text(depth: number, value: string): void {
    const extra = this.at(depth)
    if (extra !== undefined) extra.text += value
  }

  /** An element outside the schema ends. Line breaks between its children are layout; all other text is kept as it is. */
  end({ extra, hasChildren }: Frame): void {
    if (extra !== undefined && hasChildren && extra.text.trim() === '') extra.text = ''
  }

  /** Something is outside the schema: as the policy has it, that is told, or the end of the reading. */
  judge(what: string, raw: string): void {
    if (this.#policy === 'report') this.#listener.issue('unknown-element', `${what} is outside the schema`, { raw })
    if (this.#policy === 'refuse') {
      throw new CommerceMLError('unknown-element', `${what} is outside the schema, and extras are refused`, {
        found: raw,
      })
    }
  }
}

/** No prototype: `__proto__` is a name like any other. */
const newExtra = (name: string): OpenExtra => ({ name, attributes: Object.create(null), text: '', elements: [] })
