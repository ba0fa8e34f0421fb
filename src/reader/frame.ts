import type { ExtraElement } from '../schema/extras.ts'
import { isBlank, SHORT_BLANK } from '../xml/blanks.ts'
import type { ReaderNode, Slot } from './nodes.ts'
import type { Target, TargetClass } from './targets.ts'

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
  /** By the plan it has a text beside its children, be it one of the extras because it came before: layout is none of it. */
  isMixed = false
  /** The entity that the element is, or belongs to. */
  target: Target = {}
  /** The frame of that entity. */
  owner: Frame = this
  /** Rows of the entity that have come, a bit each: asking the object itself is a slow look-up, there are so many shapes. */
  #rows = 0
  #moreRows = 0
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
  own(EntityTarget: TargetClass): void {
    this.target = new EntityTarget(false)
    this.owner = this
    this.#rows = 0
    this.#moreRows = 0
  }

  /** What stands here belongs to the entity around it. */
  belong({ target, owner }: Frame): void {
    this.target = target
    this.owner = owner
  }

  has({ row, key }: Slot): boolean {
    if (row < 32) return (this.#rows & (1 << row)) !== 0
    return row < 64 ? (this.#moreRows & (1 << (row - 32))) !== 0 : this.target[key] !== undefined
  }

  /** The marks of {@link has}. */
  get rows(): readonly [number, number] {
    return [this.#rows, this.#moreRows]
  }

  set rows([rows, moreRows]: readonly [number, number]) {
    this.#rows = rows
    this.#moreRows = moreRows
  }

  /** Lists that nothing came for are empty. */
  fill(lists: readonly Slot[]): void {
    for (let index = 0; index < lists.length; index++) {
      const slot = lists[index] as Slot // in range
      if (!this.has(slot)) this.target[slot.key] = []
    }
  }

  place(slot: Slot, value: unknown): void {
    const { key, row, repeated } = slot
    if (!repeated) this.target[key] = value
    else if (!this.has(slot)) this.target[key] = [value]
    else {
      const list = this.target[key] as unknown[]
      // Most lists have one item or two; V8 makes room for sixteen more when a second one is pushed.
      if (list.length === 1) this.target[key] = [list[0], value]
      else list.push(value)
    }
    if (row < 32) this.#rows |= 1 << row
    else if (row < 64) this.#moreRows |= 1 << (row - 32)
  }
}
