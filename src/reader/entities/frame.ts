import type { ExtraElement } from '../../schema/extras.ts'
import { isBlank, SHORT_BLANK } from '../../xml/blanks.ts'
import { type EntityMaker, emptyRows, MARKED_ROWS, type Marks } from '../plan/makers.ts'
import type { ReaderNode, Slot } from '../plan/nodes.ts'
import type { Target } from '../plan/targets.ts'

/** What is written while it is read. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] }
/** Extras while they are read. */
export interface OpenExtra extends Mutable<Omit<ExtraElement, 'attributes' | 'elements'>> {
  readonly attributes: Record<string, string>
  readonly elements: OpenExtra[]
}

/** One open element. */
export class Frame {
  /** `undefined` outside the schema. */
  node: ReaderNode | undefined
  name = ''
  /** Its text may stand beside its children by the plan, be it an extra because it came before: layout is none of it. */
  isMixed = false
  /** The frame of the entity that the element is, or belongs to. */
  owner: Frame = this
  #maker: EntityMaker | undefined
  /** Values of the entity by row; of those that {@link has} denies, what an earlier one may have left. */
  #values = emptyRows()
  #low = 0
  #high = 0
  #isContainer = false
  text = ''
  /** White space that came first in an element that may have children: the layout before one, if one comes. */
  layout = ''
  /** Where what the schema lacks goes: the element itself outside the schema, its shadow for wrappers and leaves. */
  extra: OpenExtra | undefined
  hasChildren = false
  /** The last child whose path was asked for, and that path. */
  childName = ''
  childPath = ''
  /** What the entity around had used of `entityLength`; `undefined` when this one is counted with it. */
  used: number | undefined = 0

  /** Another element. Frames are old objects for the collector, and it notes what is written into them: only what has changed is written. */
  begin(name: string): void {
    this.name = name
    this.hasChildren = false
    if (this.text !== '') this.text = ''
    if (this.layout !== '') this.layout = ''
    if (this.extra !== undefined) this.extra = undefined
    if (this.childName !== '') this.childName = ''
  }

  /** A child begins. The text of an entity is trimmed when it has children: layout before the first one goes at once. */
  beginChild(): void {
    if (this.hasChildren) return
    this.hasChildren = true
    if (this.layout !== '') this.layout = ''
    if (this.text !== '' && this.isMixed && isBlank(this.text)) this.text = ''
  }

  /**
   * Whether a text beside children is their layout for all that is known: behind one it goes at once, before the first
   * one a short piece is put by. It costs nothing, whether a scanner tells of it or not.
   */
  takeLayout(value: string): boolean {
    if (this.text !== '' || this.layout !== '' || !isBlank(value)) return false
    if (this.hasChildren) return true
    if (value.length >= SHORT_BLANK) return false
    this.layout = value
    return true
  }

  /** A new entity begins here. */
  own({ maker, kind }: ReaderNode): void {
    this.owner = this
    this.#maker = maker
    this.#low = 0
    this.#high = 0
    // What a container had when an item ended may be asked for when another entity stands here.
    if (this.#isContainer) this.#values = emptyRows()
    else if (maker.exceedsMarks) this.#values.fill(undefined, MARKED_ROWS)
    this.#isContainer = kind === 'container'
  }

  /** What stands here belongs to the entity around it. */
  belong({ owner }: Frame): void {
    this.owner = owner
  }

  has({ row }: Pick<Slot, 'row'>): boolean {
    if (row < 32) return (this.#low & (1 << row)) !== 0
    return row < MARKED_ROWS ? (this.#high & (1 << (row - 32))) !== 0 : this.#values[row] !== undefined
  }

  /** Whether the value of a row that comes once has come. An empty text is none as long as another may follow. */
  isTaken(slot: Slot): boolean {
    return !slot.repeated && this.has(slot) && this.#values[slot.row] !== ''
  }

  /** The value of that key of the entity, if it has come. */
  valueOf(key: string): unknown {
    const row = this.#maker?.rowOf(key)
    return row !== undefined && this.has({ row }) ? this.#values[row] : undefined
  }

  /** The entity with what has come of it so far: another object each time, with the same lists in it. */
  entity(): Target {
    return this.#maker?.make(this.#values, this.#low, this.#high) ?? {}
  }

  /** The entity has been made: what was long of it is let go. */
  forget(): void {
    if (!this.#isContainer) this.#values.fill(undefined)
  }

  /** Lets go of what earlier elements have left here. */
  forgetEarlier(isOpen: boolean): void {
    if (!isOpen) this.begin('')
    if (!isOpen || this.owner !== this) this.forget()
    else if (!this.#isContainer) {
      for (let row = 0; row < this.#values.length; row++) if (!this.has({ row })) this.#values[row] = undefined
    }
  }

  /** Which rows have come, and their values: of a container, these stay as they are when others come. */
  get rows(): Marks & { readonly values: readonly unknown[] } {
    const values = this.#maker?.exceedsMarks ? this.#values.slice() : this.#values
    return { low: this.#low, high: this.#high, values }
  }

  place(slot: Slot, value: unknown): void {
    const { row } = slot
    const values = this.#values
    if (!slot.repeated) values[row] = value
    else if (!this.has(slot)) values[row] = [value]
    else {
      const list = values[row] as unknown[]
      // Most lists have one item or two; V8 makes room for sixteen more when a second one is pushed.
      if (list.length === 1) values[row] = [list[0], value]
      else list.push(value)
    }
    this.#mark(row)
  }

  /** Puts in what the entity has under that key. Returns whether there is such a key. */
  put(key: string, value: unknown): boolean {
    const row = this.#maker?.rowOf(key)
    if (row === undefined) return false
    this.#values[row] = value
    this.#mark(row)
    return true
  }

  #mark(row: number): void {
    if (row < 32) this.#low |= 1 << row
    else if (row < MARKED_ROWS) this.#high |= 1 << (row - 32)
  }
}
