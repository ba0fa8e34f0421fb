import { CommerceMLError, type Position } from '../../errors.ts'
import { ROOT } from '../../schema/places.ts'
import type { XmlScanner } from '../../xml/scanner.ts'
import type { Frames } from '../entities/frames.ts'
import { foreignRoot } from './foreign-root.ts'

/** Says where things stand in the document, which may have begun before what is scanned. */
export class Positions {
  readonly #scanner: XmlScanner
  readonly #frames: Frames
  readonly #source: string | undefined
  /** What the scanner counts begins here. */
  #offsetBefore = 0
  #lineBefore = 0

  constructor(scanner: XmlScanner, frames: Frames, source: string | undefined) {
    this.#scanner = scanner
    this.#frames = frames
    this.#source = source
  }

  /** So many bytes and lines of the document are not scanned. */
  beginBehind(bytes: number, lines: number): void {
    this.#offsetBefore = bytes
    this.#lineBefore = lines
  }

  /** Where that stands which is being reported. */
  position(): Position {
    const location = this.#scanner.location()
    const offset = location.offset + this.#offsetBefore
    const line = location.line + this.#lineBefore
    const { path } = this.#frames
    const source = this.#source
    return source === undefined ? { offset, line, path } : { offset, line, path, source }
  }

  /** A position as the scanner would count it: errors have theirs so, until they are {@link located}. */
  scanned(position: Position): Position {
    return { ...position, offset: position.offset - this.#offsetBefore, line: position.line - this.#lineBefore }
  }

  /** The error with everything that is known here: path, entity, source, and the place in its message. */
  located(error: CommerceMLError): CommerceMLError {
    const source = this.#source
    const path = error.position?.path || this.#frames.path
    const offset = (error.position?.offset ?? 0) + this.#offsetBefore
    const line = (error.position?.line ?? 1) + this.#lineBefore
    const page = error.code === 'dtd-refused' ? foreignRoot(error.found ?? '') : undefined
    const message = page === undefined ? error.message : `expected ${ROOT}, found ${page}: ${error.message}`
    const where = [source, `line ${line}`, `byte ${offset}`, path].filter((part) => part !== undefined && part !== '')
    return new CommerceMLError(error.code, `${message} (${where.join(', ')})`, {
      position: { offset, line, path, ...(source !== undefined && { source }) },
      entity: error.entity ?? this.#frames.entityId,
      found: page ?? error.found,
      cause: error.cause,
    })
  }
}
