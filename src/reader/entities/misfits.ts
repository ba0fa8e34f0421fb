import type { Issue, IssueCode, IssueListener } from '../issue.ts'
import type { Slot } from '../plan/nodes.ts'
import type { Frame } from './frame.ts'
import type { Frames } from './frames.ts'
import { type ExtrasPolicy, OpenExtras } from './open-extras.ts'

/** What has a place in the schema and does not fit there: it is told, and stays in the extras as it stood. */
export class Misfits implements IssueListener {
  readonly #frames: Frames
  readonly #listener: IssueListener
  readonly extras: OpenExtras
  /** Issues so far, of the extras too. */
  count = 0

  constructor(frames: Frames, listener: IssueListener, policy: ExtrasPolicy) {
    this.#frames = frames
    this.#listener = listener
    this.extras = new OpenExtras(frames.all, policy, this)
  }

  issue(code: IssueCode, message: string, details: Pick<Issue, 'raw' | 'field'>): void {
    this.count++
    this.#listener.issue(code, message, details)
  }

  /** A value that its codec cannot read, of the element or of an attribute. */
  value(frame: Frame, { key, codec }: Slot, raw: string, attribute: string | undefined): void {
    const where = attribute === undefined ? frame.name : `@${attribute}`
    const message = `${where}: expected ${codec?.name}, found ${JSON.stringify(raw.slice(0, 100))}`
    this.issue(codec?.invalid ?? 'invalid-decimal', message, { raw, field: key })
    const extra = this.extras.at(this.#frames.depth)
    if (extra === undefined) return
    if (attribute === undefined) extra.text = raw
    else extra.attributes[attribute] = raw
  }

  /** An element that came before; the extras have it as one that is unknown. */
  element(parent: Frame, frame: Frame, { key }: Slot): void {
    const message = `${frame.name} in ${parent.name}: ${key} has come already, this one is in the extras`
    this.issue('repeated-element', message, { raw: frame.name, field: key })
  }

  /** An attribute of an element that groups others and came before. */
  attribute(frame: Frame, { key }: Slot, name: string, value: string): void {
    const message = `@${name} of ${frame.name}: ${key} has come already, this one is in the extras`
    this.issue('repeated-element', message, { raw: value, field: key })
    const extra = this.extras.at(this.#frames.depth)
    if (extra !== undefined) extra.attributes[name] = value
  }

  /** A text whose row has come as an element; the extras have it as one that is unknown. */
  second(frame: Frame, value: string): void {
    this.text(frame, value)
    this.extras.text(this.#frames.depth, value)
  }

  /** Elements inside of a text, which is the value without what they hold. */
  markup({ name, text }: Frame, { key }: Slot): void {
    const message = `elements where ${name} is a text: they are extras, and not in ${key}`
    this.issue('markup-in-text', message, { raw: text, field: key })
  }

  /** Text in an element of the schema that has only elements. */
  text(frame: Frame, value: string): void {
    const raw = value.trim().slice(0, 100)
    this.issue('stray-text', `text where ${frame.name} has only elements: ${JSON.stringify(raw)}`, { raw: value })
  }
}
