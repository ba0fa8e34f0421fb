import { ORDER_PROFILES, type OrderProfileName } from 'commerceml/write'

/** Every kind of 1C that orders are written for. */
export const PROFILES = Object.keys(ORDER_PROFILES) as OrderProfileName[]
