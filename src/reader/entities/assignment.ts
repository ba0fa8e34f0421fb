import { isBlank, trimmed } from '../../xml/blanks.ts'
import { type ReaderNode, type Slot, UNWANTED } from '../plan/nodes.ts'
import { detached } from './detached.ts'
import type { Frame } from './frame.ts'
import type { Misfits } from './misfits.ts'

/** Reads values and puts them in their places: of elements and attributes that belong to an entity. */
export class Assignment {
  readonly #misfits: Misfits

  constructor(misfits: Misfits) {
    this.#misfits = misfits
  }

  /** An attribute that has a row. */
  attribute(frame: Frame, slot: Slot, name: string, value: string): void {
    if (slot === UNWANTED) return
    if (frame.owner.isTaken(slot)) this.#misfits.attribute(frame, slot, name, value)
    else if (slot.verbatim && !slot.repeated) frame.owner.place(slot, value)
    else this.#assign(frame, slot, value, name)
  }

  /** An element that is a value. */
  leaf(frame: Frame, slot: Slot): void {
    if (frame.hasChildren && slot.verbatim) {
      this.#misfits.markup(frame, slot)
      if (isBlank(frame.text)) return // the layout of elements, which are in the extras
    }
    const { kind } = frame.owner.node as ReaderNode // owners are entities
    // Ids and names of items are what lists are kept of; the values nested in them mostly go with them.
    const text = kind === 'item' ? detached(frame.text) : frame.text
    this.#assign(frame, slot, text, undefined)
  }

  /** The text of an entity's own element, whose row may have come as a child; beside children without blanks around it. */
  content(frame: Frame, slot: Slot): void {
    const text = frame.hasChildren ? trimmed(frame.text) : frame.text
    if (text === '' || slot === UNWANTED) return
    if (frame.isTaken(slot)) this.#misfits.second(frame, text)
    else this.#assign(frame, slot, text, undefined)
  }

  /** An empty element of a list is no item; what cannot be read is reported and stays in the extras as it was. */
  #assign(frame: Frame, slot: Slot, raw: string, attribute: string | undefined): void {
    if (slot.repeated && raw === '') return
    const { codec } = slot
    let value = slot.verbatim || codec === undefined ? raw : codec.parse(raw)
    if (value === undefined && codec?.beside) value = codec.beside.parse(raw, frame.owner.valueOf(codec.beside.row))
    if (value === undefined) this.#misfits.value(frame, slot, raw, attribute)
    else frame.owner.place(slot, value)
  }
}
