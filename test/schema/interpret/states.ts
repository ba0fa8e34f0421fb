import type { OrderState } from 'commerceml/schema'
import { BITRIX_STATES } from './bitrix-states.ts'
import { PROGRAM_STATES } from './program-states.ts'
import { SITE_STATES } from './site-states.ts'
import type { StateRow } from './state-row.ts'

/** What is understood of an order that says nothing. */
export const UNSAID: Omit<OrderState, 'sources'> = {
  operation: 'goodsOrder',
  number: undefined,
  number1C: undefined,
  date1C: undefined,
  statusId: undefined,
  status: undefined,
  posted: undefined,
  deleted: false,
  cancelled: false,
  cancelReason: undefined,
  paid: false,
  paymentStatus: undefined,
  payments: [],
  shipped: false,
  shipments: [],
  trackingNumber: undefined,
  paymentMethodId: undefined,
  paymentMethod: undefined,
  deliveryMethodId: undefined,
  deliveryMethod: undefined,
  deliveryAddress: undefined,
  deliveryPrice: undefined,
}

/** Orders, payments and shipments as each program spells them; sources in `src/schema/interpret/requisites.ts`. */
export const ORDER_STATES: readonly StateRow[] = [...PROGRAM_STATES, ...BITRIX_STATES, ...SITE_STATES]
