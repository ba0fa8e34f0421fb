/**
 * Conformance checks for stores of your own.
 *
 * @module commerceml/exchange/testing
 */
export type { StoreCheck } from './check.ts'
export { storeConformance } from './conformance.ts'
