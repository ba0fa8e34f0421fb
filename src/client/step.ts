/** What an exchange is about: the `type` of its requests. */
export type ExchangeType = 'catalog' | 'sale' | 'reference'

/** What a request asks for. */
export type Mode = 'checkauth' | 'init' | 'file' | 'import' | 'query' | 'success' | 'info' | 'deactivate' | 'complete'

/** A mode, and the init before orders are fetched, which УНФ asks in other words. */
export type Step = Mode | 'orders-init'

/** The mode of a step: fetching orders has an init of its own. */
export const modeOf = (step: Step): Mode => (step === 'orders-init' ? 'init' : step)
