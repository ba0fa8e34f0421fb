import { USUAL_DEPTH } from '../../xml/scanner.ts'
import { Frame } from './frame.ts'

/** The open elements. Their frames are used again by depth: an element costs no allocation of its own. */
export class Frames {
  /** By depth; the first stands above the root. */
  readonly all: Frame[] = Array.from({ length: USUAL_DEPTH }, () => new Frame())
  depth = 0

  /** The innermost element. */
  get top(): Frame {
    return this.all[this.depth] as Frame
  }

  enter(name: string): Frame {
    this.depth++
    let frame = this.all[this.depth]
    if (frame === undefined) {
      frame = new Frame()
      this.all[this.depth] = frame
    }
    frame.begin(name)
    return frame
  }

  leave(): void {
    this.depth--
  }

  /** Lets go of what closed elements have left in the frames: before a pause, in which V8 collects. */
  forgetClosed(): void {
    for (const [depth, frame] of this.all.entries()) frame.forgetEarlier(depth <= this.depth)
  }

  /** Names of the elements from the root, joined by `/`. */
  get path(): string {
    return this.#pathTo(this.depth)
  }

  /** The id of the item or container that is being read, or of an entity inside it that has one by now. */
  get entityId(): string | undefined {
    for (let depth = this.depth; depth > 0; depth--) {
      const { owner, node } = this.all[depth] as Frame
      const id = owner.valueOf('id')
      if (typeof id === 'string') return id
      if (node?.kind === 'item' || node?.kind === 'container') return undefined
    }
    return undefined
  }

  /** Items of one list share the string: the frame around them remembers it. */
  #pathTo(depth: number): string {
    if (depth === 0) return ''
    const { name } = this.all[depth] as Frame
    const parent = this.all[depth - 1] as Frame
    if (parent.childName !== name) {
      parent.childName = name
      parent.childPath = depth === 1 ? name : `${this.#pathTo(depth - 1)}/${name}`
    }
    return parent.childPath
  }
}
