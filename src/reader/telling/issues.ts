import { CommerceMLError, type Position } from '../../errors.ts'
import type { Issue } from '../issue.ts'
import type { Outlet } from './outlet.ts'
import type { Positions } from './positions.ts'

/** Tells what is odd; in a strict reading the first of it is an error. */
export class Issues {
  readonly #outlet: Outlet
  readonly #positions: Positions
  readonly #strict: boolean
  /** Issues of the root's attributes wait for the `document` event. */
  #early: (() => void)[] | undefined = []

  constructor(outlet: Outlet, positions: Positions, strict: boolean) {
    this.#outlet = outlet
    this.#positions = positions
    this.#strict = strict
  }

  report(issue: Issue, position: Position): void {
    if (this.#early === undefined) this.#tell(issue, position)
    else this.#early.push(() => this.#tell(issue, position))
  }

  /** The `document` event is out. */
  release(): void {
    const early = this.#early ?? []
    this.#early = undefined
    for (const tell of early) tell()
  }

  #tell(issue: Issue, at: Position): void {
    if (this.#outlet.isShut) return
    if (this.#strict) {
      const position = this.#positions.scanned(at)
      throw new CommerceMLError('strict-issue', issue.message, { position, entity: issue.entity, found: issue.code })
    }
    this.#outlet.report('issue', { type: 'issue', issue, position: at })
  }
}
