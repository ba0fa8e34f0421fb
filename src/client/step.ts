/** What is exchanged: the `type` of a request. */
export type RequestType = 'catalog' | 'sale' | 'reference'

/** What is asked for: the `mode` of a request. */
export type Mode = 'checkauth' | 'init' | 'file' | 'import' | 'query' | 'success' | 'info' | 'deactivate' | 'complete'

// The compiler asks for each.
const ALL: Readonly<Record<Mode, true>> = {
  checkauth: true,
  init: true,
  file: true,
  import: true,
  query: true,
  success: true,
  info: true,
  deactivate: true,
  complete: true,
}
export const MODES: readonly string[] = Object.keys(ALL)

/** A step of an exchange: a mode, or the init before orders are fetched, whose address differs in УНФ. */
export type Step = Mode | 'orders-init'

/** The mode of a step: fetching orders has an init of its own. */
export const modeOf = (step: Step): Mode => (step === 'orders-init' ? 'init' : step)
